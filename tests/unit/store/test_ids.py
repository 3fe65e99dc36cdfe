import random
from datetime import UTC, datetime, timedelta

from closereader.store.ids import IdSource

_NOW = datetime(2026, 11, 24, tzinfo=UTC)


def test_ids_sort_in_the_order_they_were_made_whatever_the_clock_does():
    source = IdSource(random.Random(1).getrandbits)
    times = [_NOW] * 5000 + [_NOW - timedelta(days=9)] * 50 + [_NOW + timedelta(seconds=1)] * 50
    made = [source.sortable(time) for time in times]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {len(id_) for id_ in made} == {16}


def test_two_sources_at_one_moment_do_not_meet():
    one, two = IdSource(), IdSource()
    made = [source.sortable(_NOW) for source in (one, two) for _ in range(1000)]
    assert len(set(made)) == 2000


def test_short_ids_are_told_apart_by_a_few_characters():
    source = IdSource(random.Random(1).getrandbits)
    made = {source.short() for _ in range(1000)}
    assert len({id_[:6] for id_ in made}) == 1000
    assert all(c in "0123456789abcdefghjkmnpqrstvwxyz" for id_ in made for c in id_)
