import json

import pytest

from closereader import settings
from closereader.settings import ALL, READER_NAME, THEME, TYPE_SIZE, load


def test_at_first_everything_is_at_its_default_and_nothing_is_written(tmp_path):
    mine = load(tmp_path / "none")
    assert {s.name: mine.get(s) for s in ALL} == {s.name: s.default for s in ALL}
    assert not (tmp_path / "none").exists()


def test_a_setting_is_there_the_next_time(tmp_path):
    load(tmp_path / "new").set(THEME, "dark")
    mine = load(tmp_path / "new")
    assert (mine.get(THEME), mine.get(TYPE_SIZE)) == ("dark", TYPE_SIZE.default)
    mine.reset(THEME)
    assert load(tmp_path / "new").get(THEME) == "system"


def test_every_setting_has_a_name_of_its_own_and_accepts_its_default():
    assert len({s.name for s in ALL}) == len(ALL)
    assert all(s.accepts(s.default) for s in ALL)


@pytest.mark.parametrize(
    ("setting", "value"),
    [(THEME, "pink"), (TYPE_SIZE, 5000), (TYPE_SIZE, "19"), (TYPE_SIZE, True), (READER_NAME, None)],
)
def test_a_value_that_makes_no_sense_is_refused_and_not_believed(tmp_path, setting, value):
    with pytest.raises(ValueError, match=setting.name):
        load(tmp_path).set(setting, value)
    (tmp_path / settings.FILE).write_text(json.dumps({setting.name: value}))
    assert load(tmp_path).get(setting) == setting.default


def test_a_whole_number_is_accepted_where_a_fraction_may_stand(tmp_path):
    (tmp_path / settings.FILE).write_text(json.dumps({"line_height": 2}))
    got = load(tmp_path).get(settings.LINE_HEIGHT)
    assert (got, type(got)) == (2.0, float)


@pytest.mark.parametrize("stored", [b"", b"{", b"[1]", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_damaged_file_is_kept_aside_and_everything_is_at_its_default(tmp_path, stored):
    path = tmp_path / settings.FILE
    path.write_bytes(stored)
    mine = load(tmp_path)
    assert mine.get(THEME) == THEME.default
    assert path.with_name(settings.FILE + ".damaged").read_bytes() == stored
    mine.set(THEME, "dark")
    assert load(tmp_path).get(THEME) == "dark"


def test_fixed_settings_are_stored_nowhere(tmp_path, monkeypatch):
    monkeypatch.setattr("closereader.paths.settings_folder", lambda: tmp_path)
    mine = settings.FixedSettings({"theme": "dark"})
    assert (mine.get(THEME), mine.get(TYPE_SIZE)) == ("dark", TYPE_SIZE.default)
    mine.set(THEME, "sepia")
    with pytest.raises(ValueError, match="theme"):
        mine.set(THEME, "pink")
    assert mine.get(THEME) == "sepia"
    assert list(tmp_path.iterdir()) == []


def test_two_windows_do_not_undo_each_others_settings(tmp_path):
    one, two = load(tmp_path), load(tmp_path)
    one.set(THEME, "dark")
    two.set(READER_NAME, "R\ud800")
    mine = load(tmp_path)
    assert (mine.get(THEME), mine.get(READER_NAME)) == ("dark", "R?")


def test_settings_of_a_newer_program_are_kept(tmp_path):
    (tmp_path / settings.FILE).write_text(json.dumps({"from_the_future": 1}))
    load(tmp_path).set(THEME, "dark")
    assert json.loads((tmp_path / settings.FILE).read_text())["from_the_future"] == 1


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path):
    (tmp_path / "file").write_text("x")
    mine = load(tmp_path / "file")
    mine.set(THEME, "dark")
    assert mine.get(THEME) == "dark"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    load(tmp_path).set(THEME, "dark")

    def fails(*_given):
        raise OSError("no")

    monkeypatch.setattr("os.fsync", fails)
    mine = load(tmp_path)
    mine.set(THEME, "light")
    assert mine.get(THEME) == "light"
    assert load(tmp_path).get(THEME) == "dark"
    assert [p.name for p in tmp_path.iterdir()] == [settings.FILE]
