"""A child that tells how far it is is left to work, and one that says nothing is stopped."""

import time

import pytest

from closereader import confined
from closereader.confined import ChildRefused, Limits
from closereader.errors import ConfinedFailure, InputRefused
from closereader.progress import Cancelled, Progress

HERE = "tests.unit.test_confined"


def work_in_steps(steps: int, seconds: float, what: str) -> int:
    for step in range(steps):
        confined.report(step, steps, what)
        time.sleep(seconds)
    return steps


def say_nothing() -> None:
    time.sleep(60)


def print_and_refuse() -> None:
    print("what a library prints is no answer")
    raise InputRefused("Not this one.")


def run(name: str, limits: Limits, progress: Progress | None = None, **given: object) -> object:
    return confined.run(f"{HERE}:{name}", given, limits, progress or Progress())


def test_who_tells_how_far_it_is_may_take_longer_than_its_silence_may_last() -> None:
    told: list[tuple[int, int, str]] = []
    progress = Progress(lambda *words: told.append(words))
    limits = Limits(seconds=60, silence=1.5)
    assert run("work_in_steps", limits, progress, steps=10, seconds=0.2, what="Page") == 10
    assert len(told) > 3
    assert told == sorted(told)
    assert {(total, what) for _done, total, what in told} == {(10, "Page")}


@pytest.mark.parametrize("what", ["海" * 200, "𐌰" * 200, "\ud800" * 200])
def test_whatever_it_is_busy_with_its_signs_of_life_arrive(what: str) -> None:
    told: list[str] = []
    progress = Progress(lambda _done, _total, said: told.append(said))
    run("work_in_steps", Limits(seconds=60), progress, steps=4, seconds=0.15, what=what)
    assert told
    assert all(0 < len(said) <= 60 for said in told)


def test_who_says_nothing_for_too_long_is_stopped() -> None:
    with pytest.raises(ConfinedFailure, match="too long"):
        run("say_nothing", Limits(seconds=60, silence=1.0))


def test_what_is_asked_to_stop_stops_while_the_child_is_silent() -> None:
    with pytest.raises(Cancelled):
        run("say_nothing", Limits(), Progress(should_stop=lambda: True))


def test_a_refusal_arrives_as_its_sentence_whatever_else_was_printed() -> None:
    with pytest.raises(ChildRefused, match=r"^Not this one\.$"):
        run("print_and_refuse", Limits())


def test_outside_of_a_child_telling_does_nothing() -> None:
    confined.report(1, 2, "Page")
