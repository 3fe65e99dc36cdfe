"""Reading a text several times: commands on the passes of a reading, and which there are."""

from collections.abc import Collection
from dataclasses import replace

from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.library import readings
from closereader.library.annotations import current_pass
from closereader.library.library import Library
from closereader.library.wording import clean_line
from closereader.model.annotation import Annotation
from closereader.model.reading import ReadingId
from closereader.model.reading_pass import Pass, PassesShown, dump_shown, load_shown
from closereader.store import Transaction

LONGEST_NAME = 60


def start(tx: Transaction, reading_id: ReadingId, name: str = "") -> Pass:
    """Begin to read the text once more: notes made from now on bear the next number. Raises
    `NoSuchReading`, and `InputRefused` for a name that is too long."""
    readings.require_text(tx, reading_id)
    number = current_pass(tx, reading_id) + 1
    made = Pass(tx.new_id(), reading_id, number, _clean(name), tx.now)
    tx.put(made)
    return made


def rename(tx: Transaction, pass_id: str, name: str) -> Pass:
    """Say what the pass is for; "" for nothing. Raises `InputRefused` for a name that is too long,
    and where the pass is gone."""
    renamed = replace(_require(tx, pass_id), name=_clean(name))
    tx.put(renamed)
    return renamed


def remove(tx: Transaction, pass_id: str) -> None:
    """Take back that the text was begun once more. Raises `InputRefused` where it was begun again
    since, or notes were made in it."""
    gone = _require(tx, pass_id)
    if gone.number != current_pass(tx, gone.reading_id):
        raise InputRefused(_("Only the latest pass can be taken back."))
    notes = tx.select(Annotation, reading_id=gone.reading_id)
    if any(note.pass_number == gone.number for note in notes):
        raise InputRefused(
            _("Pass {number} has notes: delete them before you take it back.").format(
                number=gone.number
            )
        )
    tx.remove(Pass, pass_id)


def of(lib: Library, reading_id: ReadingId) -> list[Pass]:
    """The passes of that reading after the first, in order."""
    with lib.read() as snapshot:
        return snapshot.select(Pass, reading_id=reading_id)


def shown(lib: Library, reading_id: ReadingId) -> PassesShown:
    """Which passes the reader looks at."""
    with lib.read() as snapshot:
        return load_shown(snapshot.passes_shown(reading_id))


def show(lib: Library, reading_id: ReadingId, wanted: PassesShown) -> None:
    """Remember which passes the reader looks at. Not a change: neither undone nor published. Never
    waits for a long change in another thread."""
    lib.keep_soon(
        f"passes:{reading_id}", Transaction.set_passes_shown, reading_id, dump_shown(wanted)
    )


def numbers(passes: Collection[Pass], notes: Collection[Annotation]) -> list[int]:
    """The numbers of all passes there are: the first, those begun, and those that notes tell of."""
    told = {each.number for each in passes} | {note.pass_number for note in notes}
    return sorted(told | {1})


def _clean(name: str) -> str:
    cleaned = clean_line(name)
    if len(cleaned) > LONGEST_NAME:
        raise InputRefused(
            _("The name of a pass may have at most {most} characters.").format(most=LONGEST_NAME)
        )
    return cleaned


def _require(tx: Transaction, pass_id: str) -> Pass:
    found = tx.get(Pass, pass_id)
    if found is None:
        raise InputRefused(_("That pass is no longer there."))
    return found
