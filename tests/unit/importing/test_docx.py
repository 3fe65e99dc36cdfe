"""A Word file is read as Word shows it: its structure, its notes, its lists, its changes accepted."""

from closereader.model.document import BlockKind, Document, InlineStyle, Role
from tests.helpers.papers import LONG, blocks, read_word
from tests.helpers.word_files import p, r, style, table, tc, tr

STYLES = (
    style("Normal", "Normal")
    + style("Title", "Title")
    + style(
        "berschrift1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>'
    )
    + style("H2", "Titre 2")
    + style("Own", "My chapter", '<w:basedOn w:val="berschrift1"/>')
    + style("Quote", "Quote", "<w:rPr><w:i/></w:rPr>")
    + style("Code", "Source Code")
    + style("Poem", "Poem")
    + style("Caption", "caption")
    + style("Author", "Author")
    + style("Emphasis", "Emphasis", "<w:rPr><w:i/></w:rPr>", kind="character")
)


def read(body: str, **made: object) -> Document:
    return read_word(body, STYLES, **made)


def styled(document: Document, style: InlineStyle) -> list[str]:
    return [document.text[i.start : i.end] for i in document.inlines if i.style is style]


def test_headings_are_known_by_level_by_name_in_any_language_and_by_what_they_are_based_on() -> (
    None
):
    document = read(
        p("A Study", style="Title")
        + p("Ada Reed", style="Author")
        + p("One", style="berschrift1")
        + p(LONG)
        + p("Below", style="H2")
        + p(LONG)
        + p("Two", style="Own")
        + p(LONG)
        + p("Deep", properties='<w:outlineLvl w:val="2"/>')
        + p(LONG)
    )
    assert [(level, text) for kind, level, text in blocks(document) if kind == "heading"] == [
        (1, "A Study"),
        (2, "One"),
        (3, "Below"),
        (2, "Two"),
        (4, "Deep"),
    ]
    assert (document.title, document.author) == ("A Study", "Ada Reed")
    assert document.blocks[0].role is Role.TITLE
    assert styled(document, InlineStyle.STRONG) == []


def test_bold_lines_are_headings_only_where_a_file_has_no_others() -> None:
    bold = p(r("A bold line", "<w:b/>"))
    assert ("heading", 1, "A bold line") in blocks(read(p(LONG) + bold + p(LONG)))
    heading = p("One", style="berschrift1")
    headed = read(heading + p(LONG) + bold + p(LONG) + heading + p(LONG))
    assert ("paragraph", 0, "A bold line") in blocks(headed)


def test_letters_look_as_styles_and_runs_say() -> None:
    document = read(
        p(
            r("plain ", ""),
            r("ita", "<w:i/>"),
            r("lic", '<w:rStyle w:val="Emphasis"/>'),
            r(" both", "<w:i/><w:b/>"),
            r(" x"),
            r("2", '<w:vertAlign w:val="superscript"/>'),
            r("Small", "<w:smallCaps/>"),
            r("gone", "<w:strike/>"),
            r("hidden", "<w:vanish/>"),
            r("not", '<w:b w:val="0"/>'),
        )
        + p(r("quoted and "), r("turned round", '<w:rStyle w:val="Emphasis"/>'), style="Quote")
    )
    assert styled(document, InlineStyle.EMPHASIS) == ["italic both", "turned round"]
    assert styled(document, InlineStyle.STRONG) == [" both"]
    assert styled(document, InlineStyle.SUPERSCRIPT) == ["2"]
    assert styled(document, InlineStyle.SMALL_CAPS) == ["Small"]
    assert styled(document, InlineStyle.STRIKE) == ["gone"]
    assert "hidden" not in document.text
    assert document.blocks[-1].kind is BlockKind.QUOTATION


def _level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f"{more}</w:lvl>"
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + _level(0, "decimal", "%1.")
    + _level(1, "lowerLetter", "%2)")
    + _level(2, "lowerRoman", "%1.%3")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + _level(0, "bullet", "\uf0b7")
    + _level(1, "bullet", "-")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + _level(0, "upperRoman", "Chapter %1", '<w:pStyle w:val="berschrift1"/>')
    + "</w:abstractNum>"
    + "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{a}"/>{more}</w:num>'
        for n, a, more in (
            (1, 0, ""),
            (2, 1, ""),
            (3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
            (4, 2, ""),
        )
    )
)


def item(text: str, number: int, level: int = 0) -> str:
    return p(
        text,
        properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>',
    )


def test_the_numbers_of_lists_are_text() -> None:
    document = read(
        item("one", 1) + item("in it", 1, 1) + item("again", 1, 1) + item("deep", 1, 2) + item("two", 1)
        + item("in two", 1, 1) + p("between") + item("three", 1) + item("five", 3) + item("six", 3)
        + item("a bullet", 2) + item("a dash", 2, 1) + item("no list", 0),
        parts={"styles": STYLES, "numbering": NUMBERING},
    )  # fmt: skip
    assert [text for _kind, _level, text in blocks(document)] == [
        "1. one", "a) in it", "b) again", "1.i deep", "2. two", "a) in two", "between", "3. three",
        "5. five", "6. six", "• a bullet", "– a dash", "no list",
    ]  # fmt: skip
    deep = document.blocks[3]
    assert (deep.kind, deep.level, deep.marker) == (BlockKind.LIST_ITEM, 3, len("1.i "))


def test_a_list_that_is_set_in_below_an_item_is_in_it() -> None:
    def deep(text: str, number: int, left: int) -> str:
        listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return p(text, properties=f'{listed}<w:ind w:left="{left}"/>')

    document = read(
        deep("one", 1, 720) + deep("in it", 2, 1080) + deep("two", 1, 720),
        parts={"styles": STYLES, "numbering": NUMBERING},
    )
    assert [b.level for b in document.blocks] == [1, 2, 1]


def test_headings_bear_the_numbers_of_their_style() -> None:
    styles = STYLES.replace(
        '<w:outlineLvl w:val="0"/>', '<w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="4"/></w:numPr>', 1
    )  # fmt: skip
    document = read(
        p("Begin", style="berschrift1") + p(LONG) + p("End", style="berschrift1") + p(LONG),
        parts={"styles": styles, "numbering": NUMBERING},
    )
    assert [t for kind, _l, t in blocks(document) if kind == "heading"] == [
        "Chapter I Begin",
        "Chapter II End",
    ]


def test_notes_stand_at_the_end_linked_both_ways() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'
    document = read(
        p(r("One"), mark, r(" two"), end, r(" three"), own),
        parts={
            "styles": STYLES,
            "footnotes": '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", r(" The first."))}{p("Its second.")}</w:footnote>'
            f'<w:footnote w:id="3">{p("A star.")}</w:footnote>',
            "endnotes": f'<w:endnote w:id="1">{p("At the end.")}</w:endnote>',
        },
    )
    assert [text for _kind, _level, text in blocks(document)] == [
        "One1 twoi three*",
        "1. The first.",
        "Its second.",
        "*. A star.",
        "i. At the end.",
    ]
    assert {b.kind for b in document.blocks[1:]} == {BlockKind.NOTE}
    links = {(i.start, i.target) for i in document.inlines if i.style is InlineStyle.LINK}
    note = document.text.index("1. The")
    assert {(3, f"#{note}"), (note, "#3")} <= links


def test_tracked_changes_are_read_as_accepted() -> None:
    document = read(
        p(
            r("We "),
            f'<w:del w:id="1">{r("thought").replace("w:t", "w:delText")}</w:del>',
            f'<w:ins w:id="2">{r("know")}</w:ins>',
            r(" this. "),
            f'<w:moveFrom w:id="3">{r("Moved. ")}</w:moveFrom>',
            f'<w:moveTo w:id="4">{r("Come.")}</w:moveTo>',
        )
        + p("First", properties="<w:rPr><w:del w:id='5'/></w:rPr>")
        + p(" and second.")
        + p(f'<w:moveFrom w:id="6">{r("All of it.")}</w:moveFrom>',
            properties="<w:rPr><w:moveFrom w:id='7'/></w:rPr>")
        + table(tr("gone", "row", properties="<w:del w:id='8'/>"), tr("a", "b", properties="<w:ins w:id='9'/>"),
                tr("c", tc(p("x"), "<w:cellDel w:id='10'/>"), "d"))
        + table(tr("all", "gone", properties="<w:del w:id='11'/>"))
    )  # fmt: skip
    assert [t for *_kind, t in blocks(document)] == [
        "We know this. Come.", "First and second.", "a\tb\nc\td",
    ]  # fmt: skip
    assert any("5 tracked changes were read as accepted" in notice for notice in document.notices)


def test_links_fields_and_bookmarks_lead_where_they_say() -> None:
    def field(told: str, shown: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {told} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{r(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    document = read(
        p(f'<w:hyperlink r:id="a">{r("web")}</w:hyperlink>', r(", "),
          f'<w:hyperlink r:id="b">{r("script")}</w:hyperlink>', r(", "),
          f'<w:hyperlink w:anchor="there">{r("inside")}</w:hyperlink>', r(", "),
          field('HYPERLINK "https://example.org/b"', "field"), r(", "), field("REF there \\h", "see there"),
          r(", "), field("ADDIN ZOTERO_ITEM {}", "(Reed 1999)"),
          f'<w:fldSimple w:instr="PAGE">{r("7")}</w:fldSimple>')
        + p('<w:bookmarkStart w:id="1" w:name="there"/>', r("There.")),
        links={"a": "https://example.org/a", "b": "javascript:alert(1)"},
    )  # fmt: skip
    assert document.text.startswith("web, script, inside, field, see there, (Reed 1999)7")
    there = f"#{document.text.index('There.')}"
    assert [(document.text[i.start : i.end], i.target) for i in document.inlines] == [
        ("web", "https://example.org/a"),
        ("inside", there),
        ("field", "https://example.org/b"),
        ("see there", there),
    ]


def test_a_table_of_contents_is_left_out_and_a_field_without_end_swallows_nothing() -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    document = read(p(begin, r("One 3")) + p("Two 4") + p(end) + p("The text."))
    assert document.text == "The text."
    assert "table of contents was left out" in document.notices[0]
    assert read(p(begin, r("One 3")) + p("The text.")).text == "One 3\nThe text."


def test_signs_equations_and_controls_are_text() -> None:
    document = read(
        p(
            '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            r("co"), "<w:r><w:softHyphen/></w:r>", r("operate"), "<w:r><w:noBreakHyphen/></w:r>", r("x "),
            "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
            "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>",
            f"<w:sdt><w:sdtPr/><w:sdtContent>{r(' filled')}</w:sdtContent></w:sdt>",
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click here')}</w:sdtContent></w:sdt>",
        )
    )  # fmt: skip
    assert document.text == "α✓cooperate\N{NON-BREAKING HYPHEN}x (a+b)/2x² filled"


def test_equations_are_lines_with_what_is_raised_and_lowered() -> None:
    def part(name: str, text: str) -> str:
        return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"

    power = f"<m:sSup>{part('e', 'x')}{part('sup', 'k')}</m:sSup>"
    inner = f"<m:sSub>{part('e', 'a')}<m:sub>{power}</m:sub></m:sSub>"
    total = f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr>{part('sub', 'n=1')}{part('sup', '∞')}<m:e>{power}</m:e></m:nary>"
    sine = f"<m:func>{part('fName', 'sin')}{part('e', 'x')}</m:func>"
    document = read(
        p(r("So "), f"<m:oMath>{inner}<m:r><m:t>={'n'}</m:t></m:r>{sine}</m:oMath>", r("."))
        + p(f"<m:oMathPara><m:oMath>{total}</m:oMath></m:oMathPara>")
    )
    assert document.text == "So ax^k = n sin x.\n∑n=1∞ xk"
    assert styled(document, InlineStyle.SUBSCRIPT) == ["x^k", "n=1"]
    assert styled(document, InlineStyle.SUPERSCRIPT) == ["∞", "k"]


def test_letters_of_a_typewriter_are_code_where_the_text_is_in_others() -> None:
    courier = '<w:rFonts w:ascii="Courier New"/>'
    book = {"styles": STYLES + '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia"/>'
            "</w:rPr></w:rPrDefault></w:docDefaults>"}  # fmt: skip
    lines = p(r("def f():", courier)) + p(r("    return 1", courier + "<w:b/>"))
    document = read(
        p(LONG * 3) + lines + p(r("Call "), r("f()", courier), r(".")) + p(r(LONG, courier))
        + p("So it was.", style="Code"),
        parts=book,
    )  # fmt: skip
    assert blocks(document)[1:] == [
        ("code", 0, "def f():\n    return 1"),
        ("paragraph", 0, "Call f()."),
        ("paragraph", 0, LONG.strip()),
        ("paragraph", 0, "So it was."),
    ]
    assert styled(document, InlineStyle.CODE)[0] == "f()"
    manuscript = read("".join(p(r(LONG[:200], courier)) for _ in range(4)) + p(LONG), parts=book)
    assert {kind for kind, _level, _text in blocks(manuscript)} == {"paragraph"}
    assert styled(manuscript, InlineStyle.CODE) == []


def test_verse_code_and_quotations_keep_their_form() -> None:
    lines = (
        r("One short line")
        + "<w:r><w:br/></w:r>"
        + r("and another")
        + "<w:r><w:br/></w:r>"
        + r("a third")
    )
    document = read(
        p(LONG) + p(lines) + p("First line", style="Poem") + p("second line", style="Poem") + p(LONG)
        + p("def f():", style="Code") + p("    return 1", style="Code")
        + p(LONG, properties='<w:ind w:left="720" w:right="720"/>') + p(LONG)
    )  # fmt: skip
    assert [(k, t) for k, _l, t in blocks(document) if k != "paragraph"] == [
        ("verse", "One short line\nand another\na third"),
        ("verse", "First line\nsecond line"),
        ("code", "def f():\n    return 1"),
        ("quotation", LONG.strip()),
    ]


def test_what_the_file_says_of_itself_is_taken_where_it_is_real() -> None:
    said = (
        "<dc:title>On Rivers</dc:title><dc:creator>Ada Reed</dc:creator><dc:language>de-CH</dc:language>"
        '<dcterms:created xmlns:xsi="x">2019-03-04T10:00:00Z</dcterms:created>'
    )
    document = read(p("Kurz."), core=said)
    assert (document.title, document.author, document.date, document.language) == (
        "On Rivers",
        "Ada Reed",
        "2019-03-04",
        "de",
    )
    made = read(
        p("Kurz."), core="<dc:title>Document1</dc:title><dc:creator>python-docx</dc:creator>"
    )
    assert (made.title, made.author) == ("paper", "")


def test_typed_bullets_make_lists_and_letters_tell_the_language() -> None:
    document = read(
        p("\u2022\xa0\xa0 ", r("One", "<w:b/>"), " more") + p("両岸の間を川が流れてゆく。" * 3),
        core="<dc:language>en-US</dc:language>",
    )
    assert document.text.startswith("\u2022 One more\n")
    assert (document.blocks[0].kind, document.blocks[0].marker) == (BlockKind.LIST_ITEM, 2)
    assert styled(document, InlineStyle.STRONG) == ["One"]
    assert document.language == "ja"


def test_headers_and_footers_are_left_out() -> None:
    document = read(p("Text."), parts={"styles": STYLES, "header": p("Running head")})
    assert document.text == "Text."
