"""What keys do to Markdown while it is written: stress a passage or lift the stress, make lists, go on
with a list at a line's end. Functions on text and code points; nothing is kept."""

import re
from dataclasses import dataclass

from closereader.text.words import word_at

STRONG, EMPHASIS, STRIKE = "**", "*", "~~"

_ITEM = re.compile(r"([ \t]*)(?:([-*+])|(\d{1,9})([.)]))([ \t]+)")
_BEFORE = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)[ \t]+)*")
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_MOST = 999_999_999


@dataclass(frozen=True, slots=True)
class Edit:
    """`words` take the place of code points `start` to `end`; then `low` to `high` of the new text
    are selected, or the caret stands there where they are the same."""

    start: int
    end: int
    words: str
    low: int
    high: int

    def applied_to(self, text: str) -> str:
        """The text after it."""
        return text[: self.start] + self.words + text[self.end :]


def toggle(text: str, start: int, end: int, mark: str) -> Edit:
    """Set `start` to `end` between two `mark`s, or take those away. Without a selection it is about
    the word there; where there is none, an empty pair is made, or taken away, round the caret. At
    the end of what stands between marks the caret goes out of them: the key that began a stress ends
    it. Marks never reach over a line's end, and white space at the ends stays outside them."""
    if start == end:
        return _toggle_at_caret(text, start, mark)
    pieces = _pieces(text, start, end, mark)
    if not pieces:
        return Edit(start, start, "", start, end)
    is_off = not all(_is_marked(text, low, high, mark) for low, high in pieces)
    changes: list[tuple[int, int, str]] = []
    for low, high in pieces:
        if not is_off:
            size = len(mark)
            changes += [(low - size, low, ""), (high, high + size, "")]
        elif not _is_marked(text, low, high, mark):
            changes += [(low, low, mark), (high, high, mark)]
    return _joined(text, changes, pieces[0][0], pieces[-1][1])


def toggle_list(text: str, start: int, end: int, *, numbered: bool) -> Edit:
    """Make the lines that `start` to `end` touch items of a list, or plain lines again where they
    are of that list already."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", max(end - 1, start) if end > start else end)
    last = len(text) if last < 0 else last
    lines = text[first:last].split("\n")
    wanted = [line for line in lines if line.strip()] or lines
    is_list = all(_is_item(line, numbered=numbered) for line in wanted)
    made: list[str] = []
    number = 0
    for line in lines:
        if len(lines) > 1 and not line.strip():
            made.append(line)
            continue
        number += 1
        item = _ITEM.match(line)
        indent = item[1] if item else line[: len(line) - len(line.lstrip())]
        rest = line[item.end() :] if item else line.lstrip()
        sign = "" if is_list else f"{number}. " if numbered else "- "
        made.append(indent + sign + rest)
    words = "\n".join(made)
    if start == end:
        # The caret stays before the letter it was before.
        to_go = len(text[start:last])
        caret = max(first + len(words) - to_go, first)
        return Edit(first, last, words, caret, caret)
    return Edit(first, last, words, first, first + len(words))


def new_line(text: str, caret: int) -> Edit | None:
    """What Enter does at `caret` where it is more than a new line: an item goes on with the next, a
    quotation with its sign; an empty one ends. None elsewhere. Marks that end the line are not cut off."""
    begin = text.rfind("\n", 0, caret) + 1
    stop = text.find("\n", caret)
    line = text[begin : len(text) if stop < 0 else stop]
    behind = line[caret - begin :]
    if behind.strip() and not behind.strip("*~_` \t"):
        # A word was stressed, and the caret still stands before the marks that end it.
        caret = begin + len(line)
    item = _ITEM.match(line) or _QUOTED.match(line)
    if item is None or caret - begin < item.end():
        return None
    if not line[item.end() :].strip():
        return Edit(begin, begin + len(line), "", begin, begin)
    sign = item[0]
    if item.re is _ITEM and item[3]:
        sign = f"{item[1]}{min(int(item[3]) + 1, _MOST)}{item[4]}{item[5]}"
    # The space at which the line is parted goes with it.
    rest = len(text[caret:]) - len(text[caret:].lstrip(" \t"))
    caret_after = caret + 1 + len(sign)
    return Edit(caret, caret + rest, f"\n{sign}", caret_after, caret_after)


def _toggle_at_caret(text: str, caret: int, mark: str) -> Edit:
    size = len(mark)
    if _run_before(text, caret, mark) == _run_after(text, caret, mark) == size:
        return Edit(caret - size, caret + size, "", caret - size, caret - size)
    if _ends_marked(text, caret, mark):
        return Edit(caret, caret, "", caret + size, caret + size)
    word = word_at(text, caret)
    if word is None or not any(c.isalnum() for c in text[word.start : word.end]):
        return Edit(caret, caret, mark * 2, caret + size, caret + size)
    made = toggle(text, word.start, word.end, mark)
    # The caret stays between the letters it was between.
    at = made.low + caret - word.start
    return Edit(made.start, made.end, made.words, at, at)


def _ends_marked(text: str, caret: int, mark: str) -> bool:
    """Whether what stands between a pair of marks ends at the caret."""
    if not _holds(_run_after(text, caret, mark), mark):
        return False
    line = text[text.rfind("\n", 0, caret) + 1 : caret]
    runs = [run for run in re.findall(re.escape(mark[0]) + "+", line) if _holds(len(run), mark)]
    return len(runs) % 2 == 1 and line[-1] != mark[0] and not line[-1].isspace()


def _pieces(text: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    """The stretches to mark: of each line what is not white space at its ends, nor a list's sign."""
    pieces: list[tuple[int, int]] = []
    begin = start
    for line in text[start:end].split("\n"):
        low, high = begin, begin + len(line)
        begin = high + 1
        if low == 0 or text[low - 1] == "\n":
            before = _BEFORE.match(text, low, high)
            low = before.end() if before else low
        words = text[low:high]
        low, high = low + len(words) - len(words.lstrip()), high - len(words) + len(words.rstrip())
        # Marks that were selected with the words are round them like those that were not.
        sign = mark[0]
        words = text[low:high]
        low, high = (
            low + len(words) - len(words.lstrip(sign)),
            high - len(words) + len(words.rstrip(sign)),
        )
        if low < high:
            pieces.append((low, high))
    return pieces


def _run_before(text: str, at: int, mark: str) -> int:
    return at - len(text[:at].rstrip(mark[0]))


def _run_after(text: str, at: int, mark: str) -> int:
    return len(text[at:]) - len(text[at:].lstrip(mark[0]))


def _holds(count: int, mark: str) -> bool:
    """Whether a run of so many signs holds this mark: "***" is strong and stressed."""
    if mark == EMPHASIS:
        return count in (1, 3)
    return count in (len(mark), 3) if mark == STRONG else count == len(mark)


def _is_marked(text: str, low: int, high: int, mark: str) -> bool:
    before, after = _run_before(text, low, mark), _run_after(text, high, mark)
    return _holds(before, mark) and _holds(after, mark)


def _joined(text: str, changes: list[tuple[int, int, str]], low: int, high: int) -> Edit:
    """All changes as one; `low` to `high` of the old text stay selected, without the new marks."""
    first = min(change[0] for change in changes)
    last = max(change[1] for change in changes)
    words, at = "", first
    for start, end, put in changes:
        words += text[at:start] + put
        at = end
    words += text[at:last]

    def moved(offset: int, *, is_low: bool) -> int:
        shift = 0
        for start, end, put in changes:
            if start < offset or (is_low and start == end == offset):
                shift += len(put) - (min(end, offset) - start)
        return offset + shift

    return Edit(first, last, words, moved(low, is_low=True), moved(high, is_low=False))


def _is_item(line: str, *, numbered: bool) -> bool:
    item = _ITEM.match(line)
    return item is not None and bool(item[3]) is numbered
