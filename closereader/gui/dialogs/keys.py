"""Every key, made from the table of actions: found by name or by pressing it, and changed."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import keys as bound
from closereader.gui import theme as themes
from closereader.gui.actions import ACTIONS, EDIT, MENUS, ActionRow, Actions
from closereader.gui.choices import TickBox
from closereader.gui.dialogs.filtered_list import rank
from closereader.gui.dialogs.key_field import KeyField
from closereader.gui.keys import Keys
from closereader.gui.widgets import SearchField
from closereader.text.fold import Folding, fold

_AS_WORDS = Folding(case=True, marks=True)
_ID = int(Qt.ItemDataRole.UserRole)
_BETWEEN = "   "
_BOLD, _USUAL = QFont.Weight.DemiBold, QFont.Weight.Normal


class KeysDialog(QDialog):
    """Lists the actions by menu, with their keys; those of the chosen one are changed below."""

    def __init__(self, keys: Keys, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self._actions = actions
        self._by_key = ""
        self._wanted = ""
        self._items: dict[str, QTreeWidgetItem] = {}
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self.setWindowTitle(self.tr("Keys"))
        self.resize(600, 680)
        self.words = SearchField()
        self.finder = KeyField(self)
        self.tree = QTreeWidget(self)
        self.name = QLabel(self)
        self.chips = QHBoxLayout()
        self.recorder = KeyField(self)
        self.told = QLabel(self)
        self.take_over = QPushButton(self.tr("Take it over"), self)
        self.usual = QPushButton(self.tr("As usual"), self)
        self.singles = TickBox(
            self.tr("Let single letters, digits and signs act while the text has the focus"), self
        )
        self.all_usual = QPushButton(self.tr("All keys as usual"), self)
        self._lay_out()
        self._fill()
        self._connect()
        self._show_keys()
        self.tree.setCurrentItem(self._items["file.add"])
        self.words.setFocus()

    def _lay_out(self) -> None:
        self.words.setPlaceholderText(self.tr("Find an action…"))
        self.words.setAccessibleName(self.tr("Find an action by its name"))
        self.finder.setPlaceholderText(self.tr("or press its key here"))
        self.finder.setAccessibleName(self.tr("Find an action by pressing its key"))
        self.recorder.setPlaceholderText(self.tr("Press a new key"))
        self.recorder.setAccessibleName(self.tr("New key for the chosen action"))
        for field in (self.finder, self.recorder):
            field.setFixedWidth(170)
            field.setFont(themes.interface_font(13))
        self._set_up_tree()
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.finder)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.accept)
        for button in (close, self.take_over, self.usual, self.all_usual):
            button.setAutoDefault(False)
        bottom = QHBoxLayout()
        bottom.addWidget(self.all_usual)
        bottom.addStretch(1)
        bottom.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.tree, 1)
        column.addWidget(self._editor())
        column.addWidget(self.singles)
        column.addLayout(bottom)

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setObjectName("keysTree")
        tree.setAccessibleName(self.tr("Actions and their keys"))
        tree.setHeaderHidden(True)
        tree.setColumnCount(2)
        tree.setFont(themes.interface_font(13))
        tree.setIndentation(12)
        tree.setRootIsDecorated(False)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _editor(self) -> QWidget:
        """What changes the keys of the chosen action."""
        box = QFrame(self)
        self.name.setFont(themes.interface_font(13, weight=_BOLD))
        self.told.setFont(themes.interface_font(12))
        self.told.setWordWrap(True)
        # As high as the button that may come beside it, so that nothing moves.
        self.told.setMinimumHeight(self.take_over.sizeHint().height())
        self.chips.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addLayout(self.chips)
        line.addWidget(self.recorder)
        line.addStretch(1)
        line.addWidget(self.usual)
        told = QHBoxLayout()
        told.addWidget(self.told, 1)
        told.addWidget(self.take_over)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.name)
        column.addLayout(line)
        column.addLayout(told)
        return box

    def _fill(self) -> None:
        font = themes.interface_font(12)
        font.setBold(True)
        for menu in MENUS:
            group = QTreeWidgetItem(self.tree, [self._actions.tr(menu).replace("&", "")])
            group.setFont(0, font)
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            items: list[QTreeWidgetItem] = []
            for row in ACTIONS:
                if menu == (row.menu or EDIT):
                    item = QTreeWidgetItem(group, [self._name_of(row), ""])
                    item.setData(0, _ID, row.id)
                    self._items[row.id] = item
                    items.append(item)
            self._groups.append((group, items))
            group.setExpanded(True)
        self.singles.setChecked(self._keys.singles_act)

    def _name_of(self, row: ActionRow) -> str:
        name = self._actions[row.id].text().replace("&", "")
        return name if row.menu else self.tr("{action} (from the text)").format(action=name)

    def _connect(self) -> None:
        self.words.textChanged.connect(lambda _words: self._filter())
        self.words.left.connect(self.reject)
        self.words.went_down.connect(self.tree.setFocus)
        self.finder.pressed.connect(self._find_by_key)
        self.finder.given_up.connect(lambda: self._find_by_key(""))
        self.tree.currentItemChanged.connect(lambda _now, _before: self._choose())
        self.tree.itemActivated.connect(lambda _item, _column: self.recorder.setFocus())
        self.recorder.pressed.connect(self._press)
        self.recorder.given_up.connect(self._choose)
        self.take_over.clicked.connect(lambda: self._add(self._wanted))
        self.usual.clicked.connect(lambda: self._keys.reset(self.chosen))
        self.all_usual.clicked.connect(self._keys.reset_all)
        self.singles.toggled.connect(self._keys.let_singles_act)
        self._keys.changed.connect(self._show_keys)

    # Finding

    def _find_by_key(self, key: str) -> None:
        self._by_key = key
        self._filter()
        owner = Keys.owner(key) if key else None
        if owner is not None:
            self.tree.setCurrentItem(self._items[owner])

    def _filter(self) -> None:
        wanted = fold(self.words.text(), _AS_WORDS)
        owner = Keys.owner(self._by_key) if self._by_key else None
        for action_id, item in self._items.items():
            fits = rank(fold(item.text(0), _AS_WORDS), fold(item.text(1), _AS_WORDS), wanted)
            item.setHidden(fits is None or bool(self._by_key and action_id != owner))
        for group, items in self._groups:
            group.setHidden(all(item.isHidden() for item in items))
        current = self.tree.currentItem()
        if current is None or current.isHidden():
            shown = [item for item in self._items.values() if not item.isHidden()]
            if shown:
                self.tree.setCurrentItem(shown[0])
            else:
                self.tree.setCurrentIndex(QModelIndex())

    # Changing

    @property
    def chosen(self) -> str:
        """The action whose keys are changed; "" for none."""
        item = self.tree.currentItem()
        return str(item.data(0, _ID) or "") if item is not None else ""

    def _choose(self) -> None:
        """Show the chosen action's keys as buttons that take them away."""
        action = self.chosen
        self._wanted = ""
        self.recorder.clear()
        self.take_over.hide()
        self.told.clear()
        while self.chips.count():
            place = self.chips.takeAt(0)
            chip = place.widget() if place is not None else None
            if chip is not None:
                chip.hide()
                chip.deleteLater()
        for widget in (self.recorder, self.usual):
            widget.setEnabled(bool(action))
        self.name.setText(self._items[action].text(0) if action else "")
        if not action:
            return
        for key in Keys.all_of(action):
            chip = QPushButton(f"{bound.native(key)}  ×", self)
            chip.setAutoDefault(False)
            chip.setAccessibleName(self.tr("Remove the key {key}").format(key=bound.native(key)))
            chip.setToolTip(chip.accessibleName())
            chip.clicked.connect(self._removing(action, key))
            self.chips.addWidget(chip)
        self.usual.setEnabled(not self._keys.is_usual(action))
        if not self._keys.singles_act and any(map(bound.is_single, Keys.all_of(action))):
            self.told.setText(self.tr("Single keys are switched off below."))

    def _removing(self, action: str, key: str) -> Callable[[], None]:
        return lambda: self._keys.remove(action, key)

    def _press(self, key: str) -> None:
        """Add the key; where it cannot be had or has an owner, say so first."""
        self.take_over.hide()
        shown = bound.native(key)
        refused = bound.why_not(key)
        owner = Keys.owner(key)
        if refused:
            self.told.setText(refused)
        elif owner == self.chosen:
            self.told.setText(self.tr("{key} does this already.").format(key=shown))
        elif owner is not None:
            name = self._items[owner].text(0)
            self._wanted = key
            self.told.setText(
                self.tr("{key} is the key of “{action}”.").format(key=shown, action=name)
            )
            self.take_over.show()
        else:
            self._add(key)

    def _add(self, key: str) -> None:
        had_focus = self.take_over.hasFocus()
        self._keys.add(self.chosen, key)
        if had_focus:
            self.recorder.setFocus()

    def _show_keys(self) -> None:
        for action_id, item in self._items.items():
            usual = self._keys.is_usual(action_id)
            item.setText(1, _BETWEEN.join(map(bound.native, bound.of(action_id))))
            font = themes.interface_font(13, weight=_USUAL if usual else _BOLD)
            item.setFont(1, font)
            item.setToolTip(1, "" if usual else self.tr("Changed by you"))
        self.all_usual.setEnabled(not all(map(self._keys.is_usual, self._items)))
        self._choose()
