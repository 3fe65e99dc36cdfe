"""Which names are found in a sentence, and of which kind."""

import pytest

from closereader.entities import recognise
from closereader.model.document import Block, BlockKind, Role
from closereader.progress import Progress


def names(text, blocks=()):
    found = [m for e in recognise(text, blocks, Progress()) for m in e.mentions]
    return [f"{m.kind} {m.text}" for m in sorted(found, key=lambda m: m.start)]


FOUND = [
    (
        "The hated President Carlos Mesa was forced to resign.",
        ["PERSON President Carlos Mesa"],
    ),
    (
        "They saw Prime Minister Tony Blair and Señora Rosa Quispe.",
        ["PERSON Prime Minister Tony Blair", "PERSON Señora Rosa Quispe"],
    ),
    ("He met V. I. Lenin and J. R. R. Tolkien.", ["PERSON V. I. Lenin", "PERSON J. R. R. Tolkien"]),
    (
        "Then Gonzalo Sánchez de Lozada fell, and Ludwig van Beethoven played.",
        ["PERSON Gonzalo Sánchez de Lozada", "PERSON Ludwig van Beethoven"],
    ),
    (
        "It was signed by Louis XVI, Catherine the Great and Gamal Abdel Nasser.",
        ["PERSON Louis XVI", "PERSON Catherine the Great", "PERSON Gamal Abdel Nasser"],
    ),
    (
        "The Duke of Wellington wrote to Lady Catherine de Bourgh.",
        ["PERSON Duke of Wellington", "PERSON Lady Catherine de Bourgh"],
    ),
    (
        "They marched from La Paz to El Alto, Bolivia’s youngest city.",
        ["PLACE La Paz", "PLACE El Alto", "PLACE Bolivia"],
    ),
    (
        "Boats cross Lake Titicaca, and ships the Gulf of Mexico.",
        ["PLACE Lake Titicaca", "PLACE Gulf of Mexico"],
    ),
    (
        "From Petrograd, Peking and Constantinople came telegrams.",
        ["PLACE Petrograd", "PLACE Peking", "PLACE Constantinople"],
    ),
    (
        "The U.S. sent envoys to the United Kingdom.",
        ["PLACE U.S.", "PLACE United Kingdom"],
    ),
    (
        "All Latin America watched the Soviet Union.",
        ["PLACE Latin America", "PLACE Soviet Union"],
    ),
    (
        "It joined the Federation of neighborhood committees and the Bolshevik Party.",
        ["ORG Federation of neighborhood committees", "ORG Bolshevik Party"],
    ),
    (
        "The Bank of England, the University of La Paz and Cambridge University replied.",
        ["ORG Bank of England", "ORG University of La Paz", "ORG Cambridge University"],
    ),
    (
        "The Bolivian People’s Assembly met the Movement for Socialism.",
        ["ORG Bolivian People’s Assembly", "ORG Movement for Socialism"],
    ),
    (
        "After the October Revolution and the Paris Commune came the Battle of Borodino.",
        ["EVENT October Revolution", "EVENT Paris Commune", "EVENT Battle of Borodino"],
    ),
    (
        "At the Congress of Vienna nobody spoke of the Thirty Years’ War.",
        ["EVENT Congress of Vienna", "EVENT Thirty Years’ War"],
    ),
    (
        "It followed the insurrection of February 1989 (the Caracazo).",
        ["DATE February 1989", "EVENT Caracazo"],
    ),
    (
        "We Bolsheviks, said the Mensheviks and the Socialist Revolutionaries.",
        ["GROUP Bolsheviks", "GROUP Mensheviks", "GROUP Socialist Revolutionaries"],
    ),
    (
        "The Bolivian masses and the Bolivian Marxists agreed.",
        ["GROUP Bolivian", "GROUP Bolivian", "GROUP Marxists"],
    ),
    (
        "In the words of the Internationale, and in the Pulacayo theses.",
        ["WORK Internationale", "WORK Pulacayo theses"],
    ),
    (
        "Her essay “How to Read” and the novel The Long Winter were praised.",
        ["WORK How to Read", "WORK The Long Winter"],
    ),
    (
        "He quoted Marx’s Capital and Lenin’s State and Revolution.",
        ["PERSON Marx", "WORK Capital", "PERSON Lenin", "WORK State and Revolution"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_names_are_found_whole_and_of_their_kind(text, expected):
    assert names(text) == expected


NOT_NAMES = [
    "Thousands of peasants march on the capital. Parliament is suspended; the parliament waits.",
    "The main slogan was “All Power to the Soviets” and the soviets heard it.",
    "If you say “A” you must say “B,” “C” and “D.” Some on the Left agree.",
    "“Wait for the Constitution,” they said. “Nature abhors a vacuum.”",
    "No judge, no emperor, no God.",
    "Bolshevism and Kerenskyism were two answers.",
    "Last but not least, Discipline is stretched. Splits have opened.",
    "WHAT IS TO BE SAID",
    "Yes, the general strike is powerful. Sooner or later it ends. Given this, we wait.",
]


@pytest.mark.parametrize("text", NOT_NAMES)
def test_capitals_alone_make_no_name(text):
    assert names(text) == []


def test_a_name_at_the_start_of_a_sentence_is_told_by_its_other_places():
    text = (
        "Attendez was what she said. We saw Solares there. Solares had slept. Probably he was ill."
    )
    assert names(text) == ["PERSON Solares", "PERSON Solares"]


def test_an_adjective_of_a_people_is_no_part_of_a_place():
    assert names("The Russian army left Russia.") == ["GROUP Russian", "PLACE Russia"]


def test_a_word_mostly_written_small_is_no_group():
    text = "The soviets met. Each soviet voted. Then the Soviets took power."
    assert names(text) == []


def test_a_head_word_alone_stands_for_the_only_name_that_ends_so():
    text = "The Paris Commune lasted ten weeks. Marx defended the Commune at once."
    assert names(text) == ["EVENT Paris Commune", "PERSON Marx", "EVENT Commune"]


def test_a_place_that_is_a_surname_in_this_text_is_a_person():
    text = "Jack Lincoln had a farm. Nobody asked Lincoln about it. Lincoln said little."
    assert names(text) == ["PERSON Jack Lincoln", "PERSON Lincoln", "PERSON Lincoln"]


def test_unknown_words_in_a_row_with_names_are_names_too():
    text = "There are passages from Homer, Dante and Gargantius, and no more."
    assert names(text)[-1] == "PERSON Gargantius"


def test_a_name_in_a_line_of_capitals_is_found_where_the_text_knows_it():
    text = "REVOLT IN BOLIVIA\nAll of Bolivia heard it. CARLOS was asleep."
    blocks = (Block(0, 17, BlockKind.HEADING, 1), Block(18, len(text), BlockKind.PARAGRAPH))
    assert names(text, blocks)[:2] == ["PLACE BOLIVIA", "PLACE Bolivia"]


def test_a_title_in_capitals_yields_only_names_known_elsewhere():
    title = "Revolution in Bolivia: All Power to the Popular Assemblies!"
    body = "They stand at the head of the Popular Assemblies of the east."
    blocks = (
        Block(0, len(title), BlockKind.HEADING, 1, Role.TITLE),
        Block(len(title) + 1, len(title) + 1 + len(body), BlockKind.PARAGRAPH),
    )
    text = f"{title}\n{body}"
    assert "PLACE Bolivia" in names(text, blocks)
    assert not any("Power" in name or "Revolution" in name for name in names(text, blocks))


def test_the_byline_names_a_person():
    text = "By Alan Woods\nThe masses have risen."
    blocks = (
        Block(0, 13, BlockKind.METADATA, role=Role.BYLINE),
        Block(14, len(text), BlockKind.PARAGRAPH),
    )
    assert names(text, blocks) == ["PERSON Alan Woods"]


def test_a_byline_may_name_several_people_none_has_heard_of():
    text = "By Hope Winter and Zbyl Quarn"
    blocks = (Block(0, len(text), BlockKind.METADATA, role=Role.BYLINE),)
    assert names(text, blocks) == ["PERSON Hope Winter", "PERSON Zbyl Quarn"]


def test_a_source_line_begins_with_a_publication():
    text = "—Harbour Review (London), May 2005."
    blocks = (Block(0, len(text), BlockKind.METADATA, role=Role.SOURCE),)
    assert names(text, blocks) == ["WORK Harbour Review", "PLACE London", "DATE May 2005"]


def test_code_and_list_markers_are_passed_over():
    text = "class Lenin\n1. Lenin spoke."
    blocks = (Block(0, 11, BlockKind.CODE), Block(12, len(text), BlockKind.LIST_ITEM, 1, marker=3))
    assert names(text, blocks) == ["PERSON Lenin"]


def test_possessive_endings_stay_outside_the_mention():
    text = "Kerensky’s government, Bolivia's crisis, the Bolsheviks’ leaders."
    assert names(text) == ["PERSON Kerensky", "PLACE Bolivia", "GROUP Bolsheviks"]


def test_no_break_spaces_and_soft_hyphens_do_not_hide_a_name():
    assert names("We saw Mr.\u00a0Mesa in La\u00a0Paz.") == [
        "PERSON Mr.\u00a0Mesa",
        "PLACE La\u00a0Paz",
    ]
    assert names("It was Boli\u00advia again.") == ["PLACE Boli\u00advia"]
