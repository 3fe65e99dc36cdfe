from closereader.library.history import History, joined
from closereader.model.changes import Change, Changes
from closereader.model.colour import Colour
from closereader.model.meaning import Meaning
from tests.helpers.libraries import Clock


def _meaning(name, colour=Colour.RED):
    return None if name is None else Meaning(colour, name)


def _step(before, after, join="", label="Rename"):
    return Changes(label, (Change(_meaning(before), _meaning(after)),), join=join)


def _history():
    clock = Clock()
    return History(lambda: clock.seconds), clock


def test_steps_with_one_key_within_a_second_are_one():
    history, clock = _history()
    for before, after in [(None, "a"), ("a", "ab"), ("ab", "abc")]:
        history.remember(_step(before, after, join="k"))
        clock.advance(0.9)
    assert history.undoable.changes == (Change(None, _meaning("abc")),)
    history.retraced(back=True)
    assert history.undoable is None


def test_steps_apart_in_time_or_key_stay_apart():
    for wait, first, second in [
        (1.0, "k", "k"),
        (0.1, "k", "other"),
        (0.1, "", ""),
        (0.1, "k", ""),
    ]:
        history, clock = _history()
        history.remember(_step(None, "a", join=first))
        clock.advance(wait)
        history.remember(_step("a", "b", join=second))
        assert history.undoable.changes == (Change(_meaning("a"), _meaning("b")),)


def test_typing_after_an_undo_or_redo_is_a_step_of_its_own():
    history, _clock = _history()
    history.remember(_step(None, "a", join="k"))
    history.retraced(back=True)
    history.retraced(back=False)
    history.remember(_step("a", "b", join="k"))
    assert history.undoable.changes == (Change(_meaning("a"), _meaning("b")),)

    history, _clock = _history()
    history.remember(_step(None, "a", join="k"))
    history.remember(_step("a", "b", join="other"))
    history.retraced(back=True)
    history.remember(_step("a", "c", join="k"))
    assert history.undoable.changes == (Change(_meaning("a"), _meaning("c")),)


def test_what_is_typed_and_taken_back_by_typing_is_no_step():
    history, _clock = _history()
    history.remember(_step(None, "a", join="k"))
    history.remember(_step("a", None, join="k"))
    assert history.undoable is None


def test_a_new_step_ends_what_could_be_done_again():
    history, _clock = _history()
    history.remember(_step(None, "a"))
    history.retraced(back=True)
    assert history.redoable is not None
    history.remember(_step(None, "b"))
    assert history.redoable is None


def test_joined_changes_go_from_the_first_state_to_the_last():
    blue = Meaning(Colour.BLUE, "x")
    first = (Change(None, _meaning("a")), Change(blue, None))
    then = (Change(_meaning("a"), _meaning("b")), Change(None, blue))
    assert joined(first, then) == (Change(None, _meaning("b")),)


def test_steps_that_clash_can_be_dropped():
    history, _clock = _history()
    history.remember(_step(None, "a"))
    history.remember(_step("a", "b"))
    history.retraced(back=True)
    history.drop(back=False)
    history.drop(back=True)
    assert (history.undoable, history.redoable) == (None, None)
