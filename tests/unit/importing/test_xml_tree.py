"""XML of foreign files reads no other file, grows by no entity, and is repaired where it can be."""

import re
from pathlib import Path

import closereader
from closereader.importing import xml_tree


def test_an_entity_of_a_file_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    tree = xml_tree.parse(
        f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]><a>before &e; after</a>'.encode()
    )
    assert tree is not None
    assert "secret" not in "".join(tree.root.itertext())


def test_letters_with_a_name_of_the_web_stay() -> None:
    tree = xml_tree.parse(
        b"<!DOCTYPE a><a>one&mdash;two<b/>caf&eacute;&unknown;&nbsp;au &lt; lait</a>"
    )
    assert tree is not None
    assert "".join(tree.root.itertext()) == "one\u2014twocaf\xe9\xa0au < lait"


def test_entities_in_entities_do_not_grow() -> None:
    inner = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    tree = xml_tree.parse(f'<!DOCTYPE a [<!ENTITY e0 "ha">{inner}]><a>&e11;</a>'.encode())
    assert tree is None or len("".join(tree.root.itertext())) < 1000


def test_a_hundred_thousand_levels_are_cut_off_or_refused() -> None:
    tree = xml_tree.parse(b"<a>" * 100_000 + b"x" + b"</a>" * 100_000)
    assert tree is None or tree.is_repaired


def test_what_is_cut_off_gives_what_was_there() -> None:
    tree = xml_tree.parse(b"<a><b>one</b><b>two</b><b>thr")
    assert tree is not None
    assert tree.is_repaired
    assert [b.text for b in tree.root][:2] == ["one", "two"]
    assert xml_tree.parse(b"<a><b>", repair=False) is None
    assert xml_tree.parse(b"no xml at all") is None
    assert xml_tree.parse(b"") is None


def test_no_other_module_makes_a_parser_of_xml() -> None:
    package = Path(closereader.__file__).parent
    pattern = re.compile(
        r"XMLParser\(|iterparse|ETCompat|import xml\b|from xml\b|minidom|expat|XMLPull"
    )
    found = [
        path.name
        for path in package.rglob("*.py")
        if path.name != "xml_tree.py" and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
