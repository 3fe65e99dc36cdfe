"""A name found in the text, before it is known whose it is."""

from dataclasses import dataclass

from closereader.model.entity import EntityKind


@dataclass(frozen=True, slots=True)
class Named:
    """Code points `start` to `end`, as written there (`text`), as shown (`shown`: one line, single
    spaces), its `words` as compared, and the `key` of a date or group, else ""."""

    start: int
    end: int
    text: str
    kind: EntityKind
    words: tuple[str, ...]
    key: str = ""

    @property
    def shown(self) -> str:
        """The text in one line with single spaces."""
        return " ".join(self.text.replace("\u00ad", "").split())
