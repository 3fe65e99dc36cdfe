"""Damaged files never bring the reading of files down; `make fuzz` looks further, for as long as asked."""

import pytest

from closereader.importing.source import Wishes
from tests.fuzz import fuzzed, trial

FORMATS = fuzzed.formats()


@pytest.mark.parametrize("format", FORMATS)
def test_a_good_file_of_each_format_is_read(format: str) -> None:
    one = FORMATS[format]
    for seed in one.seeds():
        assert trial.check(one.name, seed, Wishes())


@pytest.mark.parametrize("format", FORMATS)
def test_a_damaged_file_gives_a_sound_document_or_a_refusal(format: str) -> None:
    one = FORMATS[format]
    seeds = list(one.seeds())
    read = 0
    for number in range(one.examples):
        data, wishes = trial.example(one, seeds, number)
        try:
            read += trial.check(one.name, data, wishes)
        except Exception as error:
            error.add_note(
                f"damaged file {number} of {format}: python -m tests.fuzz --keep {number}"
            )
            raise
    # Were all refused, nothing behind the first look would have been tried.
    assert read


@pytest.mark.parametrize(
    ("format", "name"), [(format, path.name) for format in FORMATS for path in fuzzed.found(format)]
)
def test_what_was_found_once_is_mended(format: str, name: str) -> None:
    one = FORMATS[format]
    data = (fuzzed.FOUND / format / name).read_bytes()
    for wishes in (Wishes(), Wishes(format), Wishes(is_whole_page=True)):
        trial.check(one.name, data, wishes)
