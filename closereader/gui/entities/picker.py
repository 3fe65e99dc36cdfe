"""A small panel to pick one entity out of many, by typing."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from closereader.gui.picker import Choice, Picker
from closereader.gui.theme import Theme
from closereader.gui.widgets import swatch
from closereader.model.entity import Entity


class EntityPicker(Picker):
    """`picked(EntityId)`."""

    def __init__(
        self, entities: Iterable[Entity], question: str, theme: Theme, parent: QWidget
    ) -> None:
        choices = [_choice(entity, theme) for entity in entities]
        super().__init__(choices, question, parent.tr("Find a name…"), theme, parent)


def _choice(entity: Entity, theme: Theme) -> Choice:
    colour = theme.kinds[entity.kind]
    sought = "\n".join((entity.name, *entity.aliases))
    return Choice(entity.id, entity.name, sought, swatch(colour, colour, side=10))
