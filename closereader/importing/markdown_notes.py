"""Notes in Markdown, `[^1]` and `[^1]: …`, as rules for markdown-it."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_DEFINITION = re.compile(r"\[\^([^\]\s]{1,60})\]:[ \t]*")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,60})\]")


def install(parser: MarkdownIt) -> None:
    """Let the parser find notes; their tokens are `note_open` and `note_close` with the label in
    `info`, and `note_reference` with the label in `content`."""
    parser.block.ruler.before(
        "reference", "note_definition", _definition, {"alt": ["paragraph", "reference"]}
    )
    parser.inline.ruler.before("link", "note_reference", _reference)


def anchor_of(label: str) -> str:
    """The name of the place where a note stands."""
    return f"note {label}"


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line `[^label]: text`, and the lines after it up to one that is neither indented nor
    part of its last paragraph."""
    # A note in a note would be a way to nest without end.
    if state.is_code_block(start) or state.env.get("in_note"):
        return False
    found = _DEFINITION.match(
        state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start]
    )
    if found is None:
        return False
    if silent:
        return True
    content = [state.src[found.end() : state.eMarks[start]]]
    line = start + 1
    while line < end:
        if state.isEmpty(line):
            if (
                line + 1 >= end
                or state.sCount[line + 1] - state.blkIndent < 4
                or state.isEmpty(line + 1)
            ):
                break
            content.append("")
        else:
            begin = state.bMarks[line] + state.tShift[line]
            is_lazy = bool(content[-1]) and not _DEFINITION.match(
                state.src, begin, state.eMarks[line]
            )
            if state.sCount[line] - state.blkIndent < 4 and not is_lazy:
                break
            content.append(state.src[begin : state.eMarks[line]])
        line += 1
    state.env.setdefault("notes", set()).add(found[1])
    token = state.push("note_open", "", 1)
    token.info = found[1]
    state.env["in_note"] = True
    state.md.block.parse("\n".join(content), state.md, state.env, state.tokens)
    state.env["in_note"] = False
    state.push("note_close", "", -1)
    state.line = line
    return True


def _reference(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[^", state.pos):
        return False
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or found[1] not in state.env.get("notes", ()):
        return False
    if not silent:
        state.push("note_reference", "", 0).content = found[1]
    state.pos = found.end()
    return True
