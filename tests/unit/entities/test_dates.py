"""Dates, and that two ways of writing one are one."""

import pytest

from closereader.entities import recognise
from closereader.model.entity import EntityKind
from closereader.progress import Progress


def dates(text):
    found = recognise(text, (), Progress())
    return [
        (m.text, e.id.removeprefix("date:"))
        for e in found
        if e.kind is EntityKind.DATE
        for m in e.mentions
    ]


WRITTEN = [
    ("It ended on June 9, 2005.", "June 9, 2005", "2005-06-09"),
    ("It ended on 9 June 2005.", "9 June 2005", "2005-06-09"),
    ("It ended on the 9th of June, 2005.", "9th of June, 2005", "2005-06-09"),
    ("It ended on Thursday, 9 June 2005.", "Thursday, 9 June 2005", "2005-06-09"),
    ("It ended on 2005-06-09.", "2005-06-09", "2005-06-09"),
    ("It ended on 9\u00a0June.", "9\u00a0June", "06-09"),
    ("Since the autumn of 2003 they wait.", "autumn of 2003", "2003-autumn"),
    ("In February 1917 it fell.", "February 1917", "1917-02"),
    ("The issue of July/August 2005.", "July/August 2005", "2005-07-to-08"),
    ("It was like Venezuela in 1989-90.", "1989-90", "1989-1990"),
    ("He lived (1818–1883) abroad.", "1818–1883", "1818-1883"),
    ("Nothing else in the 21st century.", "21st century", "c21"),
    ("A nineteenth-century novel.", "nineteenth-century", "c19"),
    ("It was so in the 1990s.", "1990s", "1990s"),
    ("The traditions of 1952, when they rose.", "1952", "1952"),
    ("In 1952 workers rose.", "1952", "1952"),
    ("The war of 431 BC began.", "431 BC", "0431-bc"),
    ("But in February it was small.", "February", "02"),
    ("We shall see in May what comes.", "May", "05"),
    ("El 6 de junio de 2005 renunció.", "6 de junio de 2005", "2005-06-06"),
    ("Le 6 juin 2005, il part.", "6 juin 2005", "2005-06-06"),
]


@pytest.mark.parametrize(("text", "words", "key"), WRITTEN)
def test_dates_are_found_with_what_they_mean(text, words, key):
    assert dates(text) == [(words, key)]


@pytest.mark.parametrize(
    "text",
    [
        "There were 1500 soldiers and 2,003 people.",
        "See page 1917 and p. 2005.",
        "It cost $1999 or £1850.",
        "Vol 5, No. 6",
        "May the best win. March on! You may go.",
        "The October Revolution and the April Theses.",
        "At 10.1234 seconds, 12-1999-x.",
    ],
)
def test_numbers_and_words_that_are_no_dates_are_left(text):
    assert dates(text) == []


def test_one_date_written_in_two_ways_is_one_entity():
    found = recognise("On 6 June 2005 he spoke. On June 6, 2005 he left.", (), Progress())
    assert len(found) == 1
    assert found[0].name == "6 June 2005"
    assert found[0].aliases == ("June 6, 2005",)


def test_a_year_before_the_era_is_not_the_year_after_it():
    found = recognise("From 30 BC until AD 30.", (), Progress())
    assert len({entity.id for entity in found}) == 2
