"""What a reader decided about entities, replayed over what the recogniser found."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.entities import apply, entity_id, recognise, split_target
from closereader.model.entity import DecisionKind, EntityDecision, EntityId, EntityKind
from closereader.model.reading import ReadingId
from closereader.progress import Progress

TEXT = (
    "President Carlos Mesa resigned in La Paz. The miners of Huanuni heard that Mesa had gone;"
    " Evo Morales spoke in El Alto. Carlos Mesa slept. The miners marched, and Morales’s friends"
    " with them. On 6 June 2005 the COB met the Bolsheviks of Bolivia. Bolivia waited for Mesa."
)
FOUND = recognise(TEXT, (), Progress())
IDS = {e.name: e.id for e in FOUND}
MESA, MORALES, LA_PAZ = IDS["Carlos Mesa"], IDS["Evo Morales"], IDS["La Paz"]
_serial = count()


def decide(kind, entity, **fields):
    number = next(_serial)
    return EntityDecision(
        f"d{number}", ReadingId("r"), kind, entity, f"2026-01-01T00:00:{number % 60:02}Z", **fields
    )


def passage(words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "quote": words}


def by_id(entities):
    return {e.id: e for e in entities}


def words_of(entity):
    return [m.text for m in entity.mentions]


def mentions_of(entities):
    return sorted((m for e in entities for m in e.mentions), key=lambda m: m.start)


def test_the_text_of_these_tests_is_read_as_meant():
    assert words_of(by_id(FOUND)[MESA]) == ["President Carlos Mesa", "Mesa", "Carlos Mesa", "Mesa"]
    assert words_of(by_id(FOUND)[MORALES]) == ["Evo Morales", "Morales"]


def test_without_decisions_nothing_changes():
    assert apply(FOUND, TEXT, ()) == FOUND


def test_a_renamed_entity_keeps_its_id_and_mentions_and_its_old_name_as_alias():
    decision = decide(DecisionKind.RENAME, MESA, name="Carlos Diego Mesa Gisbert")
    renamed = by_id(apply(FOUND, TEXT, [decision]))[MESA]
    assert renamed.name == "Carlos Diego Mesa Gisbert"
    assert renamed.mentions == by_id(FOUND)[MESA].mentions
    assert "Carlos Mesa" in renamed.aliases


def test_a_second_renaming_finds_the_entity_by_the_same_id():
    decisions = [decide(DecisionKind.RENAME, MESA, name=name) for name in ("One", "Two")]
    assert by_id(apply(FOUND, TEXT, decisions))[MESA].name == "Two"


def test_an_empty_name_renames_nothing():
    assert apply(FOUND, TEXT, [decide(DecisionKind.RENAME, MESA, name="  ")]) == FOUND


def test_merging_keeps_every_mention_under_the_first():
    merged = by_id(apply(FOUND, TEXT, [decide(DecisionKind.MERGE, MESA, other=MORALES)]))
    assert MORALES not in merged
    assert len(merged[MESA].mentions) == 6
    assert {m.entity for m in merged[MESA].mentions} == {MESA}
    assert merged[MESA].name == "Carlos Mesa"


def test_what_is_decided_about_a_merged_entity_reaches_the_one_it_went_to():
    decisions = [
        decide(DecisionKind.MERGE, MESA, other=MORALES),
        decide(DecisionKind.RENAME, MORALES, name="Both"),
    ]
    assert by_id(apply(FOUND, TEXT, decisions))[MESA].name == "Both"


def test_merging_across_kinds_gives_the_mentions_the_kind_of_the_first():
    merged = by_id(apply(FOUND, TEXT, [decide(DecisionKind.MERGE, MESA, other=LA_PAZ)]))[MESA]
    assert {m.kind for m in merged.mentions} == {EntityKind.PERSON}


def test_merging_an_entity_with_itself_changes_nothing():
    assert apply(FOUND, TEXT, [decide(DecisionKind.MERGE, MESA, other=MESA)]) == FOUND


def test_a_change_of_kind_moves_the_entity_and_keeps_its_id():
    decision = decide(DecisionKind.RETYPE, MESA, entity_kind=EntityKind.ORG)
    changed = apply(FOUND, TEXT, [decision])
    mesa = by_id(changed)[MESA]
    assert mesa.kind is EntityKind.ORG
    assert all(m.kind is EntityKind.ORG for m in mesa.mentions)
    order = list(EntityKind)
    kinds = [order.index(e.kind) for e in changed]
    assert kinds == sorted(kinds)


def test_not_an_entity_takes_all_its_mentions_away():
    left = apply(FOUND, TEXT, [decide(DecisionKind.REJECT, MESA)])
    assert MESA not in by_id(left)
    assert len(mentions_of(left)) == len(mentions_of(FOUND)) - 4


def test_one_rejected_mention_leaves_the_others():
    left = by_id(apply(FOUND, TEXT, [decide(DecisionKind.REJECT, MESA, **passage("Mesa", 1))]))
    assert words_of(left[MESA]) == ["President Carlos Mesa", "Carlos Mesa", "Mesa"]


def test_an_entity_whose_last_mention_is_rejected_is_gone():
    left = apply(FOUND, TEXT, [decide(DecisionKind.REJECT, LA_PAZ, **passage("La Paz"))])
    assert LA_PAZ not in by_id(left)


def test_added_words_are_an_entity_wherever_they_stand():
    id_ = entity_id(EntityKind.GROUP, "miners")
    decision = decide(
        DecisionKind.ADD, id_, name="miners", entity_kind=EntityKind.GROUP, **passage("miners")
    )
    added = by_id(apply(FOUND, TEXT, [decision]))[id_]
    assert words_of(added) == ["miners", "miners"]
    assert added.kind is EntityKind.GROUP


def test_added_words_inside_longer_words_are_left():
    id_ = entity_id(EntityKind.GROUP, "miner")
    decision = decide(DecisionKind.ADD, id_, name="x", start=0, end=5, quote="miner")
    assert id_ not in by_id(apply(FOUND, TEXT, [decision]))


def test_added_words_take_the_place_of_mentions_they_overlap():
    place = passage("Mesa resigned")
    id_ = entity_id(EntityKind.EVENT, "Resignation")
    decision = decide(
        DecisionKind.ADD, id_, name="Resignation", entity_kind=EntityKind.EVENT, **place
    )
    entities = by_id(apply(FOUND, TEXT, [decision]))
    assert words_of(entities[id_]) == ["Mesa resigned"]
    assert words_of(entities[MESA]) == ["Mesa", "Carlos Mesa", "Mesa"]


def test_words_added_to_an_entity_that_is_there_join_it():
    decision = decide(DecisionKind.ADD, LA_PAZ, **passage("Huanuni"))
    assert "Huanuni" in words_of(by_id(apply(FOUND, TEXT, [decision]))[LA_PAZ])


def test_a_rejected_mention_is_not_brought_back_by_adding_the_same_words_elsewhere():
    id_ = entity_id(EntityKind.PERSON, "the other Mesa")
    decisions = [
        decide(DecisionKind.REJECT, MESA, **passage("Mesa", 1)),
        decide(DecisionKind.REJECT, MESA, **passage("Mesa", 3)),
        decide(DecisionKind.ADD, id_, name="the other Mesa", **passage("Mesa", 3)),
    ]
    added = by_id(apply(FOUND, TEXT, decisions))[id_]
    assert [m.start for m in added.mentions] == [passage("Mesa", 3)["start"]]


def test_a_mention_split_off_is_an_entity_of_its_own():
    decision = decide(DecisionKind.SPLIT, MESA, name="Mesa the elder", **passage("Mesa", 1))
    entities = by_id(apply(FOUND, TEXT, [decision]))
    target = split_target(MESA, EntityKind.PERSON, "Mesa the elder")
    assert words_of(entities[target]) == ["Mesa"]
    assert words_of(entities[MESA]) == ["President Carlos Mesa", "Carlos Mesa", "Mesa"]


def test_a_second_mention_split_off_under_one_name_joins_the_first():
    decisions = [
        decide(DecisionKind.SPLIT, MESA, name="Carlos Mesa", **passage("Mesa", nth))
        for nth in (1, 3)
    ]
    entities = by_id(apply(FOUND, TEXT, decisions))
    target = split_target(MESA, EntityKind.PERSON, "Carlos Mesa")
    assert target != MESA
    assert words_of(entities[target]) == ["Mesa", "Mesa"]


def test_a_mention_can_be_split_off_to_an_entity_that_is_there():
    decision = decide(DecisionKind.SPLIT, MESA, other=MORALES, **passage("Mesa", 1))
    entities = by_id(apply(FOUND, TEXT, [decision]))
    assert words_of(entities[MORALES]) == ["Mesa", "Evo Morales", "Morales"]


@pytest.mark.parametrize("kind", list(DecisionKind))
def test_a_decision_about_what_is_not_there_changes_nothing(kind):
    decision = decide(kind, EntityId("person:nobody"), name="X", entity_kind=EntityKind.ORG)
    assert apply(FOUND, TEXT, [decision]) == FOUND


def test_a_passage_that_moved_is_found_by_its_words():
    place = passage("Mesa", 1) | {"start": 0, "end": 4}
    left = by_id(apply(FOUND, TEXT, [decide(DecisionKind.REJECT, MESA, **place)]))
    assert words_of(left[MESA]) == ["President Carlos Mesa", "Carlos Mesa", "Mesa"]
    assert left[MESA].mentions[1].start == passage("Carlos Mesa", 1)["start"]


def test_words_that_are_nowhere_are_passed_by():
    decision = decide(
        DecisionKind.ADD, EntityId("person:x"), name="X", start=3, end=9, quote="Xanadu"
    )
    assert apply(FOUND, TEXT, [decision]) == FOUND


def test_an_entity_whose_kind_a_newer_recogniser_changed_is_still_found():
    old = EntityId("org:carlos-mesa")
    renamed = apply(FOUND, TEXT, [decide(DecisionKind.RENAME, old, name="Mesa Gisbert")])
    assert by_id(renamed)[MESA].name == "Mesa Gisbert"


ENTITY = st.sampled_from([*(e.id for e in FOUND), EntityId("person:nobody"), EntityId("group:new")])
WORDS = st.sampled_from([m.text for m in mentions_of(FOUND)] + ["miners", "The", "of", "Xanadu"])


@st.composite
def decisions(draw):
    kind = draw(st.sampled_from(DecisionKind))
    quote = (
        draw(WORDS) if kind in (DecisionKind.ADD, DecisionKind.SPLIT) or draw(st.booleans()) else ""
    )
    start = draw(st.integers(-1, len(TEXT) + 3))
    return decide(
        kind,
        draw(ENTITY),
        other=draw(st.none() | ENTITY),
        name=draw(st.sampled_from(["", "New", "Carlos Mesa"])),
        entity_kind=draw(st.none() | st.sampled_from(EntityKind)),
        start=start,
        end=start + len(quote),
        quote=quote,
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(decisions(), max_size=12))
def test_whatever_is_decided_mentions_stay_sound(made):
    result = apply(FOUND, TEXT, made)
    last = 0
    for mention in mentions_of(result):
        assert last <= mention.start < mention.end
        assert TEXT[mention.start : mention.end] == mention.text
        last = mention.end
    assert len({e.id for e in result}) == len(result)
    for entity in result:
        assert entity.mentions
        assert all(m.entity == entity.id and m.kind is entity.kind for m in entity.mentions)
    assert apply(FOUND, TEXT, made) == result


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(ENTITY, ENTITY), max_size=8))
def test_merging_never_loses_a_mention(pairs):
    made = [decide(DecisionKind.MERGE, one, other=other) for one, other in pairs]
    places = [(m.start, m.end) for m in mentions_of(apply(FOUND, TEXT, made))]
    assert places == [(m.start, m.end) for m in mentions_of(FOUND)]
