"""The pane of names: the filter, the groups, and a button to add what is selected."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from closereader.gui import theme as themes
from closereader.gui.entities.decisions import Decisions
from closereader.gui.entities.delegate import SIDE
from closereader.gui.entities.menu import EntityMenus
from closereader.gui.entities.model import EntitiesModel
from closereader.gui.entities.picker import EntityPicker
from closereader.gui.entities.rows import EntityOrder, Row, RowKind
from closereader.gui.entities.view import EntitiesView
from closereader.gui.rows.instead import list_or_words
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import MenuButton, QuietText, SearchField, shorten
from closereader.i18n import ngettext
from closereader.model.entity import Entity, EntityId

_GAP = 6


class EntitiesPane(QWidget):
    """Every name found in the reading. `left`: the reader wants back to the text."""

    left = Signal()
    notes_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = themes.load("light")
        self.decisions = Decisions(session)
        self.model = EntitiesModel(session, self)
        self.view = EntitiesView(session, self.model, self.decisions)
        self.menus = EntityMenus(
            self,
            session,
            self.model,
            self.decisions,
            self._rename,
            lambda e: self.pick_merge(e),
            lambda e: self.notes_wanted.emit(e.id),
        )
        self.field = SearchField()
        self.order = MenuButton()
        self.add = MenuButton()
        self._nothing = QuietText()
        self.picker: EntityPicker | None = None
        self.setAccessibleName(self.tr("Entities"))
        self._lay_out()
        self._fill_order()
        self._connect()
        self.set_theme(self._theme)
        self._tell()
        self._offer_selection()

    def _lay_out(self) -> None:
        self.field.setAccessibleName(self.tr("Filter entities by name"))
        self.order.setAccessibleName(self.tr("Order of the entities"))
        top = QHBoxLayout()
        top.setContentsMargins(SIDE, 10, SIDE, 0)
        top.setSpacing(_GAP)
        top.addWidget(self.field, 1)
        top.addWidget(self.order)
        self._stack = list_or_words(self.view, self._nothing, side=SIDE)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(SIDE, 0, SIDE, 10)
        bottom.addWidget(self.add, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        layout.addLayout(bottom)
        kept = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The list does not jump with each selection and each mark.
        kept.setRetainSizeWhenHidden(True)
        self.add.setSizePolicy(kept)
        self.add.hide()
        self.setMinimumWidth(180)

    def _connect(self) -> None:
        session = self._session
        self.field.textChanged.connect(self.model.set_words)
        self.field.left.connect(self.left)
        self.field.went_down.connect(self.view.focus_list)
        self.view.left.connect(self.left)
        self.view.menu_asked.connect(self._open_menu)
        self.view.merge_asked.connect(lambda row, where: self.pick_merge(row.entity, where))
        self.model.renamed.connect(self.decisions.rename)
        self.model.counted.connect(self._tell)
        self.add.menu().aboutToShow.connect(self._fill_add)
        session.selection_changed.connect(self._offer_selection)
        session.reading_opened.connect(self._offer_selection)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        for widget in (self.field, self.view):
            widget.set_theme(theme)
        self.setPalette(theme.palette())

    def take_focus(self) -> None:
        """Put the focus on the names, or on the filter where there are none."""
        if self.model.rowCount():
            self.view.focus_list()
        else:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # Deciding

    def pick_merge(self, entity: Entity, where: QPoint | None = None) -> None:
        """Let the reader pick the entity this one is to become part of."""
        others = [e for e in self._session.entities if e.id != entity.id]
        # Of its own kind first: that is what it nearly always is.
        others.sort(key=lambda e: (e.kind is not entity.kind, -len(e.mentions), e.name))
        question = self.tr("Merge “{name}” into").format(name=shorten(entity.name, 28))
        self.picker = EntityPicker(others, question, self._theme, self)
        self.picker.picked.connect(lambda into: self.decisions.merge(EntityId(into), entity.id))
        if where is None:
            rect = self.view.visualRect(self.model.index_of(entity.id))
            where = self.view.viewport().mapToGlobal(rect.bottomLeft())
        self.picker.open_at(where)

    def _rename(self, entity: Entity) -> None:
        self.view.rename(entity.id)

    def _open_menu(self, row: Row, where: QPoint) -> None:
        if row.entity is None:
            return
        if row.kind is RowKind.MENTION:
            self.menus.of_mention(row.entity, row.mention, self._theme).popup(where)
        else:
            self.menus.of_entity(row.entity, self._theme).popup(where)

    def _fill_add(self) -> None:
        chosen = self._session.entity(self._session.chosen_entity)
        self.menus.fill_add(self.add.menu(), chosen, self._theme)

    def _offer_selection(self) -> None:
        selection, text = self._session.selection, self._session.text
        self.add.setVisible(selection is not None and text is not None)
        if selection is not None and text is not None:
            words = shorten(selection.text_of(text.text), 24)
            self.add.set_text(self.tr("Add “{words}” as").format(words=words))
            self.add.setAccessibleName(self.tr("Add the selected text as an entity"))

    # Order and what there is

    def _fill_order(self) -> None:
        menu = self.order.menu()
        group = QActionGroup(menu)
        names = {
            EntityOrder.COUNT: (self.tr("Count"), self.tr("By number of mentions")),
            EntityOrder.PLACE: (self.tr("¶ order"), self.tr("By first place in the text")),
            EntityOrder.NAME: (self.tr("A–Z"), self.tr("By name")),
        }
        for order, (short, full) in names.items():
            action = menu.addAction(full)
            action.setCheckable(True)
            action.setChecked(order is self.model.wanted.order)
            group.addAction(action)
            action.triggered.connect(lambda _=False, o=order, s=short: self._choose_order(o, s))
        self.order.set_text(names[self.model.wanted.order][0])

    def _choose_order(self, order: EntityOrder, name: str) -> None:
        self.order.set_text(name)
        self.model.set_order(order)

    def _tell(self) -> None:
        count = len(self._session.entities)
        self.field.setPlaceholderText(
            ngettext("Filter {count} entity…", "Filter {count} entities…", count)
            if count
            else self.tr("Filter entities…")
        )
        self._nothing.setText(self._why_nothing(count))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _why_nothing(self, count: int) -> str:
        if self._session.is_opening:
            return ""
        if self._session.reading is None:
            return self.tr("Open a reading to see its people and places here.")
        if self._session.entities_failed:
            return self.tr("The names could not be found; the line below the text says why.")
        if not self._session.entities_ready:
            return self.tr("Finding names…")
        if count:
            return self.tr("No entity has that name.")
        return self.tr(
            "No names were found in this reading. Select one in the text to add it here."
        )
