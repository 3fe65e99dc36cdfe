"""Reads one damaged file in this process: a sound Document or a refusal, in time; nothing else."""

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from types import FrameType

from closereader.errors import PasswordNeeded, UnreadableFile
from closereader.importing import wire
from closereader.importing.parsing import parse_source
from closereader.importing.source import Pictures, Source, Wishes
from tests.fuzz.fuzzed import Fuzzed
from tests.fuzz.mutate import mutated
from tests.helpers.documents import check_sound

SECONDS = 10.0
"""Of the processor's time for one file."""


class TooSlow(AssertionError):
    """A file took the processor for longer than `SECONDS`."""


def example(fuzzed: Fuzzed, seeds: list[bytes], number: int) -> tuple[bytes, Wishes]:
    """Damaged file no. `number` of a format, and how it is asked for."""
    random = Random(f"{fuzzed.format} {number}")
    data = mutated(random, seeds, fuzzed.tokens)
    is_named = fuzzed.is_named and random.random() < 0.25
    return data, Wishes(fuzzed.format if is_named else None, is_whole_page=random.random() < 0.1)


def check(name: str, data: bytes, wishes: Wishes) -> bool:
    """Whether the file gave a Document; False for a refusal in one line. Anything else raises."""
    if not data:
        return False
    try:
        with _watched(), Source.of_bytes(data, name) as source:
            document = parse_source(source, wishes, Pictures())
    except (UnreadableFile, PasswordNeeded) as refusal:
        sentence = str(refusal)
        assert sentence.strip()
        assert "\n" not in sentence
        return False
    check_sound(document)
    assert wire.from_wire(json.loads(json.dumps(wire.to_wire(document)))) == document
    return True


@contextmanager
def _watched() -> Iterator[None]:
    """Raises `TooSlow` in what takes too long. The processor's time is watched, not the clock's: a busy
    machine is no fault of the file. Where there is no such alarm nothing is watched."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"more than {SECONDS} s")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
