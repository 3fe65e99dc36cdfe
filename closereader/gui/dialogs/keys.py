"""Every key, made from the table of actions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.actions import ACTIONS, MENUS, Actions


class KeysDialog(QDialog):
    """Lists the actions by menu, with their keys."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.resize(520, 620)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        hint = QLabel(self.tr("Single keys act while the text has the focus."), self)
        hint.setProperty("quiet", True)
        hint.setFont(themes.interface_font(12))
        column.addWidget(hint)
        tree = QTreeWidget(self)
        tree.setAccessibleName(self.tr("Keys"))
        tree.setHeaderHidden(True)
        tree.setColumnCount(2)
        tree.setFont(themes.interface_font(13))
        tree.setIndentation(12)
        tree.setRootIsDecorated(False)
        for menu in MENUS:
            group = QTreeWidgetItem(tree, [actions.tr(menu).replace("&", "")])
            font = themes.interface_font(12)
            font.setBold(True)
            group.setFont(0, font)
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for row in ACTIONS:
                if row.menu == menu and row.keys:
                    keys = [
                        QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
                        for key in row.keys
                    ]
                    QTreeWidgetItem(group, [actions[row.id].text(), "  ".join(keys)])
            group.setExpanded(True)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        column.addWidget(tree)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
