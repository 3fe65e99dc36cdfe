"""The rows of the pane of names as a list model; what stays is kept, what goes is taken out."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from closereader.gui.entities.concordance import Context, context
from closereader.gui.entities.rows import EntityOrder, Row, RowKind, Wanted, other_names, rows
from closereader.gui.guard import guarded
from closereader.gui.session import Session
from closereader.i18n import ngettext
from closereader.model.entity import Entity, EntityId, EntityKind, Mention

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@guarded
class EntitiesModel(QAbstractListModel):
    """Follows the session's entities. `renamed(EntityId, str)`: a new name was typed;
    `counted`: there may be more or fewer."""

    renamed = Signal(str, str)
    counted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = Wanted()
        self._rows: list[Row] = []
        self._entities: Sequence[Entity] = ()
        session.reading_opened.connect(self._begin_anew)
        session.entities_changed.connect(self._follow)
        session.chosen_entity_changed.connect(self._follow)
        self._follow()

    # What is shown

    @property
    def wanted(self) -> Wanted:
        """Filter, order, and what is open."""
        return self._wanted

    @property
    def shown(self) -> int:
        """How many entities the filter leaves."""
        return sum(row.count for row in self._rows if row.kind is RowKind.HEADING)

    def set_words(self, words: str) -> None:
        """Show only entities one of whose names has these words."""
        self._want(replace(self._wanted, words=words))

    def set_order(self, order: EntityOrder) -> None:
        """Sort the groups so."""
        self._want(replace(self._wanted, order=order))

    def toggle_group(self, kind: EntityKind) -> None:
        """Open or close a group."""
        self._want(replace(self._wanted, collapsed=self._wanted.collapsed ^ {kind}))

    def is_collapsed(self, kind: EntityKind) -> bool:
        """Whether the group is closed."""
        return kind in self._wanted.collapsed and not self._wanted.words.strip()

    def show_all_mentions(self) -> None:
        """Show every concordance line of the chosen entity."""
        self._want(replace(self._wanted, shows_all=True))

    def row(self, index: AnyIndex) -> Row | None:
        """The row at an index."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._rows[index.row()]

    def index_of(
        self, entity_id: EntityId | None, kind: RowKind = RowKind.ENTITY, mention: int = -1
    ) -> QModelIndex:
        """Where a row of that entity stands; invalid where none does."""
        rows = self._rows
        number = next(
            (
                n
                for n, row in enumerate(rows)
                if row.entity is not None and row.entity.id == entity_id
            ),
            len(rows),
        )
        # An entity's rows stand together, its mentions in their order: of many, none is looked at.
        while number < len(rows) and rows[number].kind is not kind and rows[number].mention < 0:
            number += 1
        if kind is RowKind.MENTION:
            number += max(mention, 0)
        if number < len(rows):
            row = rows[number]
            here = (row.kind, row.entity.id if row.entity else None, row.mention)
            if here == (kind, entity_id, mention):
                return self.index(number)
        return QModelIndex()

    def context(self, mention: Mention) -> Context:
        """The mention's concordance line."""
        text = self._session.text
        assert text is not None
        return context(text.text, text.blocks, mention)

    def address(self, mention: Mention) -> str:
        """Its paragraph, as "¶3"; "–" in a heading, which has no number."""
        addresses = self._session.addresses
        number = None if addresses is None else addresses.paragraph(mention.start)
        return "–" if number is None else f"¶{number}"

    # Qt's questions

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row in words; its name to be edited."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.EditRole and row.entity is not None:
            return row.entity.name
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        return None

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A new name was typed."""
        row = self.row(index)
        if row is None or row.entity is None or role != Qt.ItemDataRole.EditRole:
            return False
        name = " ".join(str(value).split())
        if name and name != row.entity.name:
            self.renamed.emit(row.entity.id, name)
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Names can be chosen, renamed and dragged on one another."""
        row = self.row(index)
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if row.kind in (RowKind.ALSO, RowKind.STRIP):
            return flags
        flags |= Qt.ItemFlag.ItemIsSelectable
        if row.kind is RowKind.ENTITY:
            flags |= Qt.ItemFlag.ItemIsEditable
            flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        return flags

    # Words

    def heading(self, kind: EntityKind) -> str:
        """A group's name."""
        return {
            EntityKind.PERSON: self.tr("People"),
            EntityKind.PLACE: self.tr("Places"),
            EntityKind.ORG: self.tr("Organisations"),
            EntityKind.GROUP: self.tr("Groups"),
            EntityKind.EVENT: self.tr("Events"),
            EntityKind.WORK: self.tr("Works"),
            EntityKind.DATE: self.tr("Dates"),
        }[kind]

    def one(self, kind: EntityKind) -> str:
        """One of a group."""
        return {
            EntityKind.PERSON: self.tr("Person"),
            EntityKind.PLACE: self.tr("Place"),
            EntityKind.ORG: self.tr("Organisation"),
            EntityKind.GROUP: self.tr("Group"),
            EntityKind.EVENT: self.tr("Event"),
            EntityKind.WORK: self.tr("Work"),
            EntityKind.DATE: self.tr("Date"),
        }[kind]

    def also(self, entity: Entity) -> str:
        """Its other names."""
        return ", ".join(other_names(entity))

    def more(self, row: Row) -> str:
        """The offer to show all mentions."""
        return self.tr("All {count} mentions").format(count=row.count)

    def _spoken(self, row: Row) -> str:
        if row.kind is RowKind.HEADING:
            state = self.tr("closed") if self.is_collapsed(row.group) else self.tr("open")
            return f"{self.heading(row.group)}, {row.count}, {state}"
        entity = row.entity
        assert entity is not None
        if row.kind is RowKind.ENTITY:
            count = ngettext("{count} mention", "{count} mentions", row.count)
            return f"{entity.name}, {self.one(row.group)}, {count}"
        if row.kind is RowKind.ALSO:
            return self.tr("also: {names}").format(names=self.also(entity))
        if row.kind is RowKind.STRIP:
            return self.tr("Where {name} is named in the text").format(name=entity.name)
        if row.kind is RowKind.MENTION:
            mention = entity.mentions[row.mention]
            return f"{self.address(mention)} {self.context(mention).text}"
        return self.more(row)

    # Following

    def _want(self, wanted: Wanted) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._show(rows(self._session.entities, wanted))

    def _begin_anew(self) -> None:
        self.beginResetModel()
        self._wanted = replace(self._wanted, chosen=None, shows_all=False)
        self._rows = rows(self._session.entities, self._wanted)
        self.endResetModel()
        self.counted.emit()

    def _follow(self) -> None:
        chosen = self._session.chosen_entity
        if self._only_stepped():
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
            return
        self._entities = self._session.entities
        same = chosen == self._wanted.chosen
        shows_all = self._wanted.shows_all and same
        mention_row = self.index_of(chosen, RowKind.MENTION, self._session.chosen_mention)
        self._wanted = replace(self._wanted, chosen=chosen, shows_all=shows_all)
        made = rows(self._session.entities, self._wanted)
        wants_mention = chosen is not None and self._session.chosen_mention >= 0
        if wants_mention and not mention_row.isValid() and not shows_all:
            # The mention stepped to may be beyond the lines shown at first.
            found = (RowKind.MENTION, self._session.chosen_mention)
            if not any((row.kind, row.mention) == found for row in made):
                self._wanted = replace(self._wanted, shows_all=True)
                made = rows(self._session.entities, self._wanted)
        self._show(made)

    def _only_stepped(self) -> bool:
        """Whether nothing changed but the mention, whose row is there: of an entity named 30,000
        times the rows take 100 ms to make."""
        chosen, mention = self._session.chosen_entity, self._session.chosen_mention
        if self._entities is not self._session.entities or chosen is None:
            return False
        is_there = mention < 0 or self.index_of(chosen, RowKind.MENTION, mention).isValid()
        return chosen == self._wanted.chosen and is_there and bool(self._rows)

    def _show(self, made: Sequence[Row]) -> None:
        """Take out and put in only what lies between the first and the last difference."""
        before, after = [r.key for r in self._rows], [r.key for r in made]
        shortest = min(len(before), len(after))
        head = 0
        while head < shortest and before[head] == after[head]:
            head += 1
        tail = 0
        while tail < shortest - head and before[-1 - tail] == after[-1 - tail]:
            tail += 1
        if len(before) - tail > head:
            self.beginRemoveRows(QModelIndex(), head, len(before) - tail - 1)
            del self._rows[head : len(before) - tail]
            self.endRemoveRows()
        fresh = list(made[head : len(after) - tail])
        if fresh:
            self.beginInsertRows(QModelIndex(), head, head + len(fresh) - 1)
            self._rows[head:head] = fresh
            self.endInsertRows()
        self._rows = list(made)
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.counted.emit()
