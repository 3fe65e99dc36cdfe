"""Which names are one entity, and which are kept apart."""

from closereader.entities import entity_id, recognise
from closereader.model.entity import EntityKind
from closereader.progress import Progress


def groups(text, kind=None):
    """Name → the words of its mentions."""
    found = recognise(text, (), Progress())
    return {e.name: [m.text for m in e.mentions] for e in found if kind in (None, e.kind)}


def people(text):
    return groups(text, EntityKind.PERSON)


def test_a_title_a_full_name_and_a_surname_are_one_person():
    text = (
        "The hated President Carlos Mesa resigned. They allowed Carlos Mesa to take power."
        " The same day President Mesa spoke. They do not want Mesa."
    )
    assert people(text) == {
        "Carlos Mesa": ["President Carlos Mesa", "Carlos Mesa", "President Mesa", "Mesa"]
    }


def test_initials_and_accents_do_not_part_a_person():
    text = "Vladimir Lenin wrote. V. Lenin answered. Hugo Chávez came, and Hugo Chavez spoke."
    assert len(people(text)) == 2


def test_two_first_names_on_one_surname_are_two_people():
    text = "Virginia Woolf wrote it and Leonard Woolf printed it."
    assert set(people(text)) == {"Virginia Woolf", "Leonard Woolf"}


def test_a_surname_of_two_people_goes_to_the_one_named_last():
    text = "Heinrich Mann sat down. Mann wrote. Then Thomas Mann came in. Mann smiled."
    assert people(text) == {
        "Heinrich Mann": ["Heinrich Mann", "Mann"],
        "Thomas Mann": ["Thomas Mann", "Mann"],
    }


def test_the_gender_of_a_title_keeps_people_apart():
    text = "Mr. Bennet replied. Mrs. Bennet sighed. Elizabeth Bennet laughed. Mr. Bennet left."
    assert set(people(text)) == {"Mr. Bennet", "Mrs. Bennet", "Elizabeth Bennet"}


def test_a_married_woman_is_not_the_miss_of_her_name():
    text = "Miss Crane read aloud. Mrs. Crane slept. Then Miss Crane stopped."
    assert people(text)["Miss Crane"] == ["Miss Crane", "Miss Crane"]


def test_a_father_is_not_the_son_whom_all_call_by_his_first_name():
    text = "Edward Pell came home. Ned laughed at us. Mr. Pell complained. Ned coughed."
    assert people(text)["Edward Pell"] == ["Edward Pell", "Ned", "Ned"]


def test_a_country_and_its_people_stay_apart():
    found = groups("The Bolivian miners left Bolivia. Bolivians returned. Every Bolivian knows.")
    assert found == {"Bolivia": ["Bolivia"], "Bolivian": ["Bolivian", "Bolivians", "Bolivian"]}


def test_the_forms_of_one_people_are_one_group():
    found = groups("A Frenchman spoke French politics with two Frenchmen.", EntityKind.GROUP)
    assert len(found) == 1


def test_a_party_and_its_members_stay_apart():
    found = groups("The Bolshevik Party was small. The Bolsheviks grew.")
    assert found == {"Bolshevik Party": ["Bolshevik Party"], "Bolsheviks": ["Bolsheviks"]}


def test_an_acronym_in_brackets_is_its_long_name():
    found = groups("The Central Obrera Boliviana (COB) met. Later the COB struck.", EntityKind.ORG)
    assert found == {"Central Obrera Boliviana": ["Central Obrera Boliviana", "COB", "COB"]}


def test_an_acronym_far_from_its_long_name_is_told_by_its_letters():
    found = groups("The World Trade Organization met. Farmers hated the WTO.", EntityKind.ORG)
    assert len(found) == 1


def test_a_gloss_in_brackets_is_no_name_of_the_acronym():
    found = groups("The COB (Bolivia’s militant trade union federation) met.", EntityKind.ORG)
    assert found == {"COB": ["COB"]}


def test_other_names_of_a_country_are_one_place():
    found = groups("The USSR fell. The Soviet Union was old.", EntityKind.PLACE)
    assert len(found) == 1


def test_a_head_word_alone_joins_the_name_it_stands_for():
    found = groups("The Paris Commune fell. Marx praised the Commune.", EntityKind.EVENT)
    assert found == {"Paris Commune": ["Paris Commune", "Commune"]}


def test_kinds_come_in_their_order_and_entities_by_first_mention():
    text = "In 1917 the Bolsheviks left Russia. Lenin and Trotsky met in Moscow."
    found = recognise(text, (), Progress())
    order = list(EntityKind)
    keys = [(order.index(e.kind), e.mentions[0].start) for e in found]
    assert keys == sorted(keys)


def test_ids_come_from_kind_and_name_and_not_from_the_order_of_finding():
    one = recognise("Lenin met Trotsky in Russia.", (), Progress())
    other = recognise("In Russia it was Trotsky, and later Lenin, who spoke.", (), Progress())
    assert {e.id for e in one} == {e.id for e in other}
    assert entity_id(EntityKind.PERSON, "Lenin") in {e.id for e in one}


def test_an_id_is_never_empty():
    assert len(entity_id(EntityKind.WORK, "…")) > len("work:")


def test_aliases_come_most_frequent_first_without_the_name_itself():
    text = "Carlos Mesa came. Mesa spoke. President Mesa sat. Mesa left."
    (mesa,) = recognise(text, (), Progress())
    assert mesa.aliases == ("Mesa", "President Mesa")
