"""An article in two columns whose text is known, as a PDF: running heads, footnotes, words broken."""

import random
from dataclasses import dataclass

from tests.helpers.pdfs import typeset

_SYLLABLES = (
    "ba be bi bo bu da de di do du fa fe fi fo ga go ka ke la le li lo lu ma me mi mo na ne ni no "
    "pa pe pi po ra re ri ro sa se si so ta te ti to tra pre con ver tion ment ness able"
).split()
_SMALL = "the of and to in that was it with as for had not be on at by which from or an".split()


@dataclass(frozen=True)
class Article:
    """`blocks`: its headings and paragraphs in order; `notes`: its footnotes; both as they are to be read."""

    pdf: bytes
    title: str
    blocks: list[str]
    notes: list[str]


def article(seed: int, paragraphs: int = 40) -> Article:
    """One of so many paragraphs."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 5))) for _ in range(900)]
    title = "An Article Set in Two Columns for Reading"
    blocks, notes, markup = [], [], []
    for number in range(paragraphs):
        if number % 7 == 0:
            heading = f"{number // 7 + 1} {_sentence(chance, words, 4)[:-1]}"
            blocks.append(heading)
            markup.append(f"== {heading}")
        sentences = [
            _sentence(chance, words, chance.randint(5, 22)) for _ in range(chance.randint(2, 7))
        ]
        blocks.append(" ".join(sentences))
        if number % 5 == 2:
            note = _sentence(chance, words, chance.randint(6, 25))
            notes.append(note)
            blocks[-1] += str(len(notes))
            sentences[-1] += f"#footnote[{note}]"
        markup.append(" ".join(sentences))
    page = """
#set page("a5", margin: 1.6cm, columns: 2, numbering: "1",
  header: context if here().page() > 1 [#text(8pt)[_A Journal of Columns_ #h(1fr) Vol. 3]])
#set text(9pt, lang: "en", hyphenate: true)
#set par(justify: true, first-line-indent: 1.2em, spacing: 0.65em)
#place(top, scope: "parent", float: true, align(center, text(16pt)[*%s*]))
"""
    source = page % title + "\n\n".join(markup)
    return Article(typeset(source), title, blocks, notes)


def _sentence(chance: random.Random, words: list[str], length: int) -> str:
    said = [chance.choice(words if chance.random() < 0.7 else _SMALL) for _ in range(length)]
    return " ".join(said).capitalize() + "."
