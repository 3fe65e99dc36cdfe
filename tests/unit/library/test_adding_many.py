"""A folder, or many files: each is told of, none stops the others, and all are one step."""

import os
from pathlib import Path

import pytest

from closereader import importing
from closereader.errors import LibraryFull, LibraryUnusable, PasswordNeeded
from closereader.library import adding, queries, readings
from closereader.library.adding_many import Outcome, add_files
from closereader.library.files_found import find
from closereader.library.library import Library
from closereader.model.document import Document
from closereader.progress import Progress
from tests.helpers.libraries import open_library


@pytest.fixture
def lib(tmp_path: Path) -> Library:
    made = open_library(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read here and not in a child: what is tested is what comes of them."""

    def read(path: Path, progress: Progress, **named: object) -> Document:
        progress(1, 2, "Reading")
        with importing.open_stream(path) as file:
            data = file.read()
        if data.startswith(b"locked") and named["wishes"].password != "river":
            raise PasswordNeeded(
                path, "It is encrypted.", is_wrong=named["wishes"].password is not None
            )
        return importing.parse(data, path.name, None, None)

    monkeypatch.setattr(importing, "read_file", read)


def write(folder: Path, **files: str | bytes) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, words in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(words.encode() if isinstance(words, str) else words)
    return sorted(folder.iterdir())


def told(report) -> dict[str, Outcome]:
    return {each.shown: each.outcome for each in report.files}


@pytest.mark.usefixtures("quick")
def test_what_is_refused_stops_nothing_and_every_file_is_told_of(lib, tmp_path) -> None:
    write(tmp_path / "old", a__txt="One text.")
    adding.add_file(lib, tmp_path / "old" / "a.txt", Progress())
    files = write(
        tmp_path / "given",
        a__txt="One text.",
        b__txt=b"\x89PNG\r\n\x1a\n" + bytes(300),
        c__txt="Another text.",
        d__txt="",
        e__txt="Caf\xe9.".encode("latin-1"),
    )
    report = add_files(lib, [*files, tmp_path / "missing.txt"], Progress())
    assert told(report) == {
        "a.txt": Outcome.THERE,
        "b.txt": Outcome.REFUSED,
        "c.txt": Outcome.ADDED,
        "d.txt": Outcome.REFUSED,
        "e.txt": Outcome.ADDED,
        "missing.txt": Outcome.REFUSED,
    }
    by_name = {each.shown: each for each in report.files}
    assert "picture" in by_name["b.txt"].reason
    assert by_name["e.txt"].notices
    assert queries.reading(lib, by_name["c.txt"].reading).title == by_name["c.txt"].title
    assert len(queries.readings(lib)) == 3


@pytest.mark.usefixtures("quick")
def test_all_of_it_is_one_step_of_undo(lib, tmp_path) -> None:
    write(tmp_path / "given", **{f"t{n}__txt": f"Text {n}." for n in range(5)})
    add_files(lib, [tmp_path / "given"], Progress())
    assert len(queries.readings(lib)) == 5
    lib.undo()
    assert (len(queries.readings(lib)), lib.undo_label) == (0, None)
    lib.redo()
    assert len(queries.readings(lib)) == 5


@pytest.mark.usefixtures("quick")
def test_stopped_halfway_it_keeps_what_was_added_and_tells_what_was_not_tried(lib, tmp_path):
    write(tmp_path / "given", **{f"t{n}__txt": f"Text {n}." for n in range(5)})
    progress = Progress(should_stop=lambda: len(queries.readings(lib)) == 2)
    report = add_files(lib, [tmp_path / "given"], progress)
    assert report.is_stopped
    assert list(told(report).values()) == [Outcome.ADDED] * 2 + [Outcome.STOPPED] * 3
    assert len(queries.readings(lib)) == 2


@pytest.mark.usefixtures("quick")
def test_progress_goes_on_from_file_to_file_and_names_each(lib, tmp_path) -> None:
    write(tmp_path / "given", **{f"t{n}__txt": f"Text {n}." for n in range(3)})
    heard: list[tuple[float, str]] = []
    ticks = iter(range(10_000))
    progress = Progress(
        lambda done, total, what: heard.append((done / total if total else 0.0, what)),
        clock=lambda: float(next(ticks)),
    )
    add_files(lib, [tmp_path / "given"], progress)
    shares = [share for share, _what in heard]
    assert shares == sorted(shares)
    assert {what.split(" · ")[0] for _share, what in heard if "of 3" in what} == {
        f"{n + 1} of 3: t{n}.txt" for n in range(3)
    }


@pytest.mark.usefixtures("quick")
def test_what_is_encrypted_is_told_apart_and_opened_by_a_known_password(lib, tmp_path) -> None:
    files = write(tmp_path / "given", a__txt="locked: one", b__txt="locked: two")
    report = add_files(lib, files, Progress())
    assert list(told(report).values()) == [Outcome.LOCKED] * 2
    assert not any(each.is_wrong for each in report.files)
    assert all(each.is_wrong for each in add_files(lib, files, Progress(), ["lake"]).files)
    report = add_files(lib, files, Progress(), ["lake", "river"])
    assert list(told(report).values()) == [Outcome.ADDED] * 2


@pytest.mark.usefixtures("quick")
def test_what_is_there_with_its_file_is_not_read_again(lib, tmp_path, monkeypatch) -> None:
    files = write(tmp_path / "given", a__txt="One text.")
    add_files(lib, files, Progress())
    monkeypatch.setattr(importing, "read_file", None)
    assert told(add_files(lib, files, Progress())) == {"a.txt": Outcome.THERE}


@pytest.mark.usefixtures("quick")
def test_a_library_that_takes_nothing_is_said_once(lib, tmp_path, monkeypatch) -> None:
    files = write(tmp_path / "given", a__txt="One text.", b__txt="Two.")

    def full(*_given: object, **_named: object) -> None:
        raise LibraryUnusable("There is no room.")

    monkeypatch.setattr(readings, "add", full)
    with pytest.raises(LibraryUnusable):
        add_files(lib, files, Progress())


@pytest.mark.usefixtures("quick")
def test_a_disk_that_fills_up_halfway_ends_it_and_all_is_told(lib, tmp_path, monkeypatch) -> None:
    files = write(tmp_path / "given", a__txt="One.", b__txt="Two.", c__txt="Three.")
    add = readings.add

    def until_full(tx: object, document: Document) -> object:
        if "Two" in document.text:
            raise LibraryFull("There is no room on the disk.")
        return add(tx, document)

    monkeypatch.setattr(readings, "add", until_full)
    report = add_files(lib, files, Progress())
    assert list(told(report).values()) == [Outcome.ADDED, Outcome.REFUSED, Outcome.STOPPED]
    assert report.files[1].reason == "There is no room on the disk."
    assert len(queries.readings(lib)) == 1


@pytest.mark.usefixtures("quick")
def test_a_folder_that_may_not_be_looked_into_is_told_and_the_others_are_added(
    lib, tmp_path, monkeypatch
) -> None:
    write(tmp_path / "given" / "closed", a__txt="One.")
    write(tmp_path / "given" / "open", b__txt="Two.")
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report = add_files(lib, [tmp_path / "given"], Progress())
    assert told(report) == {"given/open/b.txt": Outcome.ADDED, "closed": Outcome.SKIPPED}
    assert report.files[1].reason == "You may not look into this folder."


def test_a_folder_is_looked_through_for_readings_and_the_rest_is_told_why(tmp_path) -> None:
    given = tmp_path / "course"
    write(given, a__txt="x", b__jpg="x", page__html="x")
    write(given / "page_files", ad__html="x")
    write(given / "week 2", c__md="x", __hidden__txt="x", Thumbs__db="x")
    (given / "week 2" / "~$draft.md").write_bytes(b"x")
    write(given / ".git", config__txt="x")
    os.link(given / "a.txt", given / "week 2" / "again.txt")
    (given / "round").symlink_to(given)
    finds = find([given, given / "week 2" / "c.md"], Progress())
    assert [each.shown for each in finds.files] == [
        "course/a.txt",
        "course/page.html",
        "course/week 2/c.md",
    ]
    reasons = {each.shown: each.reason for each in finds.skipped}
    assert set(reasons) == {
        "course/b.jpg",
        "course/page_files",
        "course/week 2/.hidden.txt",
        "course/week 2/Thumbs.db",
        "course/week 2/~$draft.md",
        "course/week 2/again.txt",
        "course/.git",
        "course/round",
        "c.md",
    }
    assert "page.html" in reasons["course/page_files"]
    assert "before" in reasons["c.md"]


def test_a_file_that_was_chosen_itself_is_tried_whatever_it_is_called(tmp_path) -> None:
    files = write(tmp_path / "given", notes="x", __profile="x")
    assert [each.path for each in find(files, Progress()).files] == files


def test_of_very_many_that_are_left_out_the_first_are_listed_and_the_rest_counted(tmp_path):
    write(tmp_path / "photos", **{f"p{n:03}__jpg": "" for n in range(250)})
    skipped = find([tmp_path / "photos"], Progress()).skipped
    assert (len(skipped), skipped[-1].shown) == (201, "50 more files")
