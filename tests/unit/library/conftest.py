from collections.abc import Iterator
from pathlib import Path

import pytest

from closereader.library import readings
from closereader.library.library import Library
from closereader.model.reading import Reading
from tests.helpers.libraries import Clock, document, open_library


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lib(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    library = open_library(tmp_path / "library", clock)
    yield library
    library.close()


@pytest.fixture
def reading(lib: Library) -> Reading:
    added, _is_new = lib.run("Add reading", readings.add, document())
    return added
