import pytest

from closereader.errors import InputRefused, NoSuchPassage, NoSuchReading
from closereader.library import entities, queries
from closereader.model.entity import DecisionKind, EntityId, EntityKind
from closereader.model.span import Span

MESA, PAZ = EntityId("mesa"), EntityId("paz")


def test_decisions_are_kept_in_the_order_they_were_made(lib, reading, clock):
    run = lib.run
    made = [
        run("Rename", entities.rename, reading.id, MESA, "Carlos  Mesa"),
        run("Merge", entities.merge, reading.id, MESA, PAZ),
        run("Change kind", entities.retype, reading.id, MESA, EntityKind.PLACE),
        run("Not a name", entities.reject, reading.id, PAZ),
        run("Not here", entities.reject, reading.id, PAZ, Span(41, 47)),
        run("Add", entities.add, reading.id, PAZ, Span(41, 47), EntityKind.PLACE),
        run("Split", entities.split, reading.id, PAZ, Span(41, 47), "The City"),
    ]
    assert queries.decisions(lib, reading.id) == made
    assert [d.kind for d in made] == [
        DecisionKind.RENAME,
        DecisionKind.MERGE,
        DecisionKind.RETYPE,
        DecisionKind.REJECT,
        DecisionKind.REJECT,
        DecisionKind.ADD,
        DecisionKind.SPLIT,
    ]
    assert [d.name for d in made] == ["Carlos Mesa", "", "", "", "", "La Paz", "The City"]
    assert (made[3].start, made[3].quote, made[4].start) == (-1, "", 41)


def test_a_clock_that_goes_back_does_not_change_the_order(lib, reading, clock):
    first = lib.run("Rename", entities.rename, reading.id, MESA, "First")
    clock.advance(-86_400)
    second = lib.run("Rename", entities.rename, reading.id, MESA, "Second")
    assert queries.decisions(lib, reading.id) == [first, second]


def test_decisions_are_undone(lib, reading):
    decision = lib.run("Rename", entities.rename, reading.id, MESA, "First")
    lib.undo()
    assert queries.decisions(lib, reading.id) == []
    lib.redo()
    lib.run("Forget", entities.forget, decision.id)
    assert queries.decisions(lib, reading.id) == []
    lib.undo()
    assert queries.decisions(lib, reading.id) == [decision]


def test_what_cannot_be_decided_is_refused(lib, reading):
    for refusal, command, *given in (
        (InputRefused, entities.rename, reading.id, MESA, "  "),
        (InputRefused, entities.merge, reading.id, MESA, MESA),
        (NoSuchPassage, entities.reject, reading.id, MESA, Span(0, 99_999)),
        (NoSuchPassage, entities.add, reading.id, MESA, Span(3, 4), EntityKind.ORG),
        (NoSuchReading, entities.rename, "nothing", MESA, "x"),
        (NoSuchReading, entities.split, "nothing", MESA, Span(0, 3)),
    ):
        with pytest.raises(refusal):
            lib.run("Decide", command, *given)
    assert queries.decisions(lib, reading.id) == []
