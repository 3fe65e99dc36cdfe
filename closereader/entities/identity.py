"""What makes two ways of writing a name one, and the id an entity has in every run."""

import re

from closereader.model.entity import EntityId, EntityKind
from closereader.text.words import fold

_ARTICLES = ("the ", "a ", "an ")
_NOT_IN_ID = re.compile(r"[^\w]+")


def name_key(name: str) -> str:
    """`name` without case, accents, points of abbreviation, typographic variants and article."""
    key = fold(name)
    if "." in key:
        key = key.replace(".", "") if " " not in key else key.replace(".", "").strip()
    for article in _ARTICLES:
        if key.startswith(article) and len(key) > len(article):
            return key[len(article) :]
    return key


def entity_id(kind: EntityKind, name: str) -> EntityId:
    """The id of the entity of `kind` whose canonical name is `name`: the same in every run,
    readable, never empty: "person:carlos-mesa", "date:2005-06-09"."""
    slug = _NOT_IN_ID.sub("-", name_key(name)).strip("-")
    return EntityId(f"{kind.value.lower()}:{slug or fold(name) or name}")
