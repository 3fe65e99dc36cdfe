"""The texts that are measured: an article of 33 KB and a book of 3.2 MB, the same on every run."""

import random

ARTICLE_BYTES = 33_000
CHAPTERS = 60
PARAGRAPHS = 12_000
# 3.2 MB over 12,000 paragraphs.
_BOOK_PARAGRAPH = 267

_WORDS = (
    "river bridge water ledger council road morning winter harvest question answer letter market "
    "reason silence village miller widow soldier teacher window lantern evening promise argument "
    "memory shadow kitchen garden captain journey mountain number paper picture stranger sister "
    "history weather money harbour station machine company committee assembly strike supply power "
    "people country border border customs custom witness verdict record account summer message"
).split()
_VERBS = (
    "carried kept refused counted crossed remembered opened signed followed left found wrote asked "
    "answered believed built burned called chose closed doubted heard knew lost made measured named"
).split()
_NAMES = (
    "Tomas Varga, Ida Brandt, Mayor Lindqvist, Carla Mendes, the Arlen Council, the Port Authority, "
    "Arlen, Velden, Ostrava, the Workers’ League, President Haas, Haas, Varga, Brandt, Lake Senn"
).split(", ")
_HEADINGS = (
    *("What the water says", "A council divided", "The strike of the bargemen"),
    *("Who owns a bridge?", "Three demands", "After the flood"),
)
_LINKS = ("and", "but", "because", "while", "although", "so that", "where", "until")
_DATES = ("in 1904", "on 3 March 1911", "in the spring of 1923", "on 6 June", "at noon", "at last")


def _sentence(chance: random.Random) -> str:
    subject = chance.choice(_NAMES) if chance.random() < 0.25 else f"the {chance.choice(_WORDS)}"
    words = f"{subject} {chance.choice(_VERBS)} the {chance.choice(_WORDS)}"
    for _ in range(chance.randrange(3)):
        words += f" of the {chance.choice(_WORDS)}"
    if chance.random() < 0.6:
        words += (
            f", {chance.choice(_LINKS)} the {chance.choice(_WORDS)} "
            f"{chance.choice(_VERBS)} {chance.choice(('a', 'the', 'no'))} {chance.choice(_WORDS)}"
        )
    if chance.random() < 0.3:
        words += f" {chance.choice(_DATES)}"
    if chance.random() < 0.1:
        words = f"“{words[0].upper()}{words[1:]},” said {chance.choice(_NAMES)}"
    return f"{words[0].upper()}{words[1:]}."


def _paragraph(chance: random.Random, length: int) -> str:
    sentences = [_sentence(chance)]
    while sum(map(len, sentences)) + len(sentences) < length - 40:
        sentences.append(_sentence(chance))
    return " ".join(sentences)


def article() -> str:
    """Plain text with a title, a byline, six headings, a numbered list and a verse."""
    chance = random.Random("article")
    parts = ["The Two Bridges of Arlen", "By Ida Brandt"]
    headings = iter(_HEADINGS)
    listed = [f"{number}. {_sentence(chance)}" for number in range(1, 7)]
    verse = [
        "The river keeps what it is given,",
        "    the bridge keeps what it takes,",
        "and those who stand between the two",
        "    keep only their mistakes.",
    ]
    size, section = 0, 0
    while size < ARTICLE_BYTES:
        if size >= section * ARTICLE_BYTES / 6:
            parts.append(next(headings))
            section += 1
            if section == 3:
                parts.append("\n".join(verse))
            if section == 5:
                parts.append("\n".join(listed))
        parts.append(_paragraph(chance, 620))
        size = sum(len(part.encode()) + 2 for part in parts)
    return "\n\n".join(parts) + "\n"


def book() -> str:
    """Plain text of 60 chapters with 200 paragraphs each."""
    chance = random.Random("book")
    parts = ["THE LEDGER OF THE RIVER", "by Ida Brandt"]
    for chapter in range(1, CHAPTERS + 1):
        parts.append(f"CHAPTER {chapter}")
        parts += [_paragraph(chance, _BOOK_PARAGRAPH) for _ in range(PARAGRAPHS // CHAPTERS)]
    return "\n\n".join(parts) + "\n"
