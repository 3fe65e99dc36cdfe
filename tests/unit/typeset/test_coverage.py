from closereader import bundle
from closereader.typeset import coverage, engine

FONTS = bundle.resource("fonts")


def test_characters_taken_for_sure_are_in_both_bundled_faces() -> None:
    sure = coverage._SURE - set("\n\t\u200b")
    assert coverage.lacking(set(sure), FONTS) == set()


def test_greek_and_cyrillic_are_bundled_and_east_asian_is_not() -> None:
    assert coverage.lacking(set("ωЖ漢"), FONTS) == {"漢"}


def test_joiners_and_variation_selectors_are_never_missing() -> None:
    assert coverage.unusual(["a\u200d\ufe0f\u2060\u00ad"]) == set()


def test_only_what_no_font_has_is_named() -> None:
    assert coverage.without_font({"ж", "\u0378"}, engine.fonts(False)) == ["\u0378"]
