"""Figures of what is done to a text itself, in this process: passages, words, names, addresses.

Each is CPU against the CPU of the least that Python can do for the like of it.
"""

import random
import re
from functools import cache
from pathlib import Path

from closereader import entities
from closereader.anchoring import Quote, describe, find
from closereader.model.address import Addresses
from closereader.model.document import Document
from closereader.progress import Progress
from closereader.text.find import Finder
from closereader.text.span import Span
from tests.benchmarks import libraries
from tests.benchmarks.measure import Figure, cpu, in_turn

_PASSAGES = 10_000
_CHANGED = 400
_COMMON_WORD = "river"
_MARKED_PROSE = Path(__file__).resolve().parents[1] / "data" / "entities"
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@cache
def _book() -> Document:
    return libraries.document(libraries.book_file())


def anchoring() -> list[Figure]:
    """Passages found again in the book: where they were, and one of 400 characters with a tenth of
    its letters changed."""
    text = _book().text
    chance = random.Random("passages")
    starts = (chance.randrange(len(text) - 80) for _ in range(_PASSAGES))
    spans = [Span(start, start + 80) for start in starts]
    quotes = [describe(text, span) for span in spans]
    sliced, found = in_turn(
        lambda: cpu(lambda: [text[span.start : span.end] for span in spans]),
        lambda: cpu(lambda: [find(text, q, s) for q, s in zip(quotes, spans, strict=True)]),
    )
    changed, quote = _changed(text, chance)
    anchor = find(changed, quote, None)
    assert anchor is not None, "the changed passage was not found"
    once, sought = in_turn(
        lambda: cpu(lambda: changed.find(quote.exact)),
        lambda: cpu(lambda: (_forget(changed), find(changed, quote, None))),
    )
    return [
        Figure(
            "10,000 passages found where they were",
            found / sliced,
            "×",
            None,
            f"CPU {found * 1000:.1f} ms : {sliced * 1000:.1f} ms to slice them out of the text",
        ),
        Figure(
            "a changed passage of 400 characters, 3.2 MB",
            sought / once,
            "×",
            None,
            f"CPU {sought * 1000:.0f} ms : {once * 1000:.1f} ms for one str.find of it, in vain",
        ),
    ]


def _changed(text: str, chance: random.Random) -> tuple[str, Quote]:
    """The text with a tenth of one passage's letters changed, and that passage before."""
    span = Span(len(text) // 2, len(text) // 2 + _CHANGED)
    letters = list(text[span.start : span.end])
    for place in chance.sample(range(_CHANGED), _CHANGED // 10):
        letters[place] = chance.choice("xyz")
    return text[: span.start] + "".join(letters) + text[span.end :], describe(text, span)


def _forget(text: str) -> None:
    """The folded text is kept for the next passage: another text takes its place."""
    find(text[:10], Quote("words of no text at all", "", ""), None)


def finding() -> list[Figure]:
    """A common word found in the book as it is typed, against `re.finditer` without regard to case."""
    text = _book().text
    finder = Finder(text)
    pattern = re.compile(re.escape(_COMMON_WORD), re.IGNORECASE)
    hits = len(finder.find_all(_COMMON_WORD))
    assert hits == len(pattern.findall(text)) > 0, "the hits are not those of re"
    plain, warm, cold = in_turn(
        lambda: cpu(lambda: [match.span() for match in pattern.finditer(text)]),
        lambda: cpu(lambda: finder.find_all(_COMMON_WORD)),
        lambda: cpu(lambda: Finder(text).find_all(_COMMON_WORD)),
    )
    detail = (
        f"{hits:,} hits; CPU {warm * 1000:.0f} ms : {plain * 1000:.0f} ms for the spans of "
        f"re.finditer, IGNORECASE; {cold * 1000:.0f} ms with the text folded first, once a reading"
    )
    return [Figure("find as you type, a common word, 3.2 MB", warm / plain, "×", 2, detail)]


def names() -> list[Figure]:
    """Names found in prose, CPU a token; against cutting the same text into tokens."""
    files = sorted(_MARKED_PROSE.glob("*.txt"))
    marked = "\n".join(path.read_text(encoding="utf-8") for path in files)
    text = re.sub(r"\{\w+#[^|]+\|([^}]*)\}", r"\1", marked)
    entities.recognise(text[:1000], (), Progress())  # the lists of names are loaded
    tokens = len(_TOKEN.findall(text))
    plain, ours = in_turn(
        lambda: cpu(lambda: _TOKEN.findall(text)),
        lambda: cpu(lambda: entities.recognise(text, (), Progress())),
    )
    detail = (
        f"{tokens / ours:,.0f} tokens and {len(text.split()) / ours:,.0f} words a second of CPU; "
        f"{ours / plain:.0f} × a plain regular expression for the {tokens:,} tokens"
    )
    return [Figure("names, a token", ours / tokens * 1e6, "µs", 40, detail)]


def addressing() -> list[Figure]:
    """Addresses of the book's 12,000 paragraphs: one of them, and all, for which every sentence is
    sought."""
    book = _book()
    last = book.blocks[-1].start
    starts, split, one, every = in_turn(
        lambda: cpu(lambda: [block.start for block in book.blocks]),
        lambda: cpu(lambda: _SENTENCE_END.split(book.text)),
        lambda: cpu(lambda: Addresses(book.text, book.blocks).of(last)),
        lambda: cpu(lambda: _all_addresses(book)),
    )
    blocks = f"{len(book.blocks):,} blocks"
    return [
        Figure(
            "one address of 12,000 paragraphs",
            one / starts,
            "×",
            None,
            f"CPU {one * 1000:.1f} ms : {starts * 1000:.1f} ms to list where {blocks} begin",
        ),
        Figure(
            "the addresses of 12,000 paragraphs",
            every / split,
            "×",
            None,
            f"CPU {every * 1000:.0f} ms : {split * 1000:.0f} ms for re.split at every [.!?] and space",
        ),
    ]


def _all_addresses(book: Document) -> list[str]:
    addresses = Addresses(book.text, book.blocks)
    return [addresses.of(block.start) for block in book.blocks]
