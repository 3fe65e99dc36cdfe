"""What a book's style sheets say of its classes, as far as a reading keeps it: italic, bold, small
capitals, raised, lowered, hidden. Many books have no other sign of an emphasis than a class."""

import re
from collections.abc import Iterator

MOST_BYTES = 2_000_000
_MOST_RULES = 20_000
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SELECTOR = re.compile(r"([a-z][a-z0-9]{0,15})?\.([\w-]{1,80})", re.I)
_PROPERTY = re.compile(
    r"(?:^|;)\s*(font-style|font-weight|font-variant(?:-caps)?|vertical-align|display)\s*:\s*([\w-]+)",
    re.I,
)
_SAID = {
    ("font-style", "italic"), ("font-style", "oblique"), ("font-weight", "bold"), ("font-weight", "bolder"),
    ("font-weight", "600"), ("font-weight", "700"), ("font-weight", "800"), ("font-weight", "900"),
    ("font-variant", "small-caps"), ("vertical-align", "super"), ("vertical-align", "sub"),
    ("display", "none"),
}  # fmt: skip


class Styles:
    """The classes of all style sheets of a book; of two rules for one class both count."""

    def __init__(self) -> None:
        self._of: dict[tuple[str, str], str] = {}

    def add(self, sheet: str) -> None:
        """Take the rules of a style sheet in: of plain selectors like `.name` and `span.name`."""
        for selectors, body in _rules(_COMMENT.sub(" ", sheet[:MOST_BYTES])):
            said = ";".join(
                f"{name}:{value}"
                for found in _PROPERTY.finditer(body)
                if (pair := (found[1].lower().removesuffix("-caps"), found[2].lower())) in _SAID
                for name, value in (pair,)
            )
            if not said:
                continue
            for selector in selectors.split(","):
                named = _SELECTOR.fullmatch(selector.strip())
                if named is not None and len(self._of) < _MOST_RULES:
                    key = ((named[1] or "").lower(), named[2])
                    self._of[key] = f"{self._of[key]};{said}" if key in self._of else said

    def of(self, tag: str, classes: str) -> str:
        """What is said of an element with these classes, as a `style` attribute says it."""
        if not self._of or not classes:
            return ""
        found = [
            self._of[key]
            for name in classes.split()
            for key in (("", name), (tag, name))
            if key in self._of
        ]
        return ";".join(found)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and bodies of the rules that always hold: those within `@media` and the like do not."""
    depth = 0
    prelude_at = 0
    body_at = 0
    for found in re.finditer(r"[{};]", sheet):
        sign, at = found[0], found.start()
        if sign == "{":
            depth += 1
            if depth == 1:
                prelude, body_at = sheet[prelude_at:at], at + 1
        elif sign == "}":
            if depth == 1 and not prelude.lstrip().startswith("@"):
                yield prelude, sheet[body_at:at]
            depth = max(depth - 1, 0)
            if not depth:
                prelude_at = at + 1
        elif not depth:
            prelude_at = at + 1
