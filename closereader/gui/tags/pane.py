"""The browser of tags: filter, tree, and what can be done with a tag."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closereader.gui import keys
from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.picker import Choice, Picker
from closereader.gui.rows.instead import list_or_words
from closereader.gui.session import Session
from closereader.gui.tags.changes import TagChanges
from closereader.gui.tags.delegate import SIDE
from closereader.gui.tags.dot import dot_icon
from closereader.gui.tags.menu import tag_menu
from closereader.gui.tags.model import TagsModel
from closereader.gui.tags.rows import TagRow
from closereader.gui.tags.view import TagsView
from closereader.gui.theme import Theme
from closereader.gui.widgets import MenuButton, QuietText, SearchField, shorten
from closereader.i18n import ngettext
from closereader.model.annotation import AnnotationId
from closereader.model.tag import is_at_or_below

_GAP = 6


@guarded
class TagsPane(QWidget):
    """Every tag of the library as a tree. `left`: the reader wants back to the text;
    `filter_wanted(tag)`: the notes with it are to be shown, "" for all notes; `search_wanted(tag)`: it
    is to be looked for in the library."""

    left = Signal()
    filter_wanted = Signal(str)
    search_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        chosen_notes: Callable[[], Sequence[AnnotationId]],
        parent: QWidget | None = None,
    ) -> None:
        """`chosen_notes`: those that are selected among the notes."""
        super().__init__(parent)
        self._session = session
        self._chosen_notes = chosen_notes
        self._theme = themes.load("light")
        self.known = session.known_tags
        self.changes = TagChanges(session, self)
        self.model = TagsModel(session, self)
        self.view = TagsView(session, self.model, self.changes)
        self.field = SearchField()
        self.scope = MenuButton()
        self.picker: Picker | None = None
        self._nothing = QuietText()
        self.setAccessibleName(self.tr("Tags"))
        self.setMinimumWidth(180)
        self._lay_out()
        self._fill_scope()
        self._connect()
        self.set_theme(self._theme)
        self._tell()

    def _lay_out(self) -> None:
        self.field.setAccessibleName(self.tr("Filter tags by name"))
        self.scope.setAccessibleName(self.tr("Which tags are shown"))
        top = QHBoxLayout()
        top.setContentsMargins(SIDE, 10, SIDE, 0)
        top.setSpacing(_GAP)
        top.addWidget(self.field, 1)
        top.addWidget(self.scope)
        self._stack = list_or_words(self.view, self._nothing, side=SIDE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)

    def _fill_scope(self) -> None:
        menu = self.scope.menu()
        group = QActionGroup(menu)
        for only_here, short, full in (
            (False, self.tr("All"), self.tr("All tags of the library")),
            (True, self.tr("Here"), self.tr("Tags of this reading")),
        ):
            action = menu.addAction(full)
            action.setCheckable(True)
            action.setChecked(only_here is self.model.wanted.only_here)
            group.addAction(action)
            action.triggered.connect(lambda _=False, o=only_here, s=short: self._choose_scope(o, s))
        self.scope.set_text(self.tr("All"))

    def _choose_scope(self, only_here: bool, name: str) -> None:
        self.scope.set_text(name)
        self.scope.set_active(only_here)
        self.model.want(only_here=only_here)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda words: self.model.want(words=words))
        self.field.left.connect(self.left)
        self.field.went_down.connect(self.view.focus_list)
        view = self.view
        view.left.connect(self.left)
        view.chosen.connect(self._choose)
        view.put_wanted.connect(self.put_on_chosen)
        view.merge_asked.connect(self.pick_merge)
        view.menu_asked.connect(self._open_menu)
        # When the line it was typed in is closed: else the focus goes with that.
        self.model.renamed.connect(self.changes.rename, Qt.ConnectionType.QueuedConnection)
        self.model.counted.connect(self._tell)
        self.changes.moved.connect(self._follow_moved)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.field.set_theme(theme)
        self.view.set_theme(theme)
        self.setPalette(theme.palette())

    def take_focus(self) -> None:
        """Put the focus on the tags, or on the filter where there are none."""
        self.model.wake(True)
        if self.model.rowCount():
            self.view.focus_list()
        else:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def name_keys(self) -> None:
        """Say by which key a tag is put on."""
        self._tell()

    def show_chosen(self, tags: frozenset[str]) -> None:
        """These are the tags whose notes are shown."""
        self.view.show_chosen(tags)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's: from now on it follows the library."""
        super().showEvent(event)
        self.model.wake(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's: nobody looks at it, so it counts nothing."""
        super().hideEvent(event)
        self.model.wake(False)

    # What is done with a tag

    def put_on_chosen(self, tag: str) -> None:
        """Give the tag to the selected passage, or to the notes that are selected."""
        self.changes.put_on_chosen(tag, self._chosen_notes())

    def pick_merge(self, tag: str) -> None:
        """Let the reader pick the tag that this one is to become one with."""
        others = [use.name for use in self.model.uses if use.name != tag]
        colours = [self.known.colour(name) for name in others]
        choices = [
            Choice(name, name, name, dot_icon(colour, self._theme) if any(colours) else None)
            for name, colour in zip(others, colours, strict=True)
        ]
        question = self.tr("Merge “{tag}” into").format(tag=shorten(tag, 28))
        self.picker = Picker(choices, question, self.tr("Find a tag…"), self._theme, self)
        self.picker.picked.connect(lambda into: self.changes.merge(tag, into))
        rect = self.view.visualRect(self.model.index_of(tag))
        self.picker.open_at(self.view.viewport().mapToGlobal(rect.bottomLeft()))

    def _choose(self, tag: str) -> None:
        """Once more on the chosen one shows all notes again."""
        self.filter_wanted.emit("" if self.view.delegate.chosen == {tag} else tag)

    def _follow_moved(self, old: str, new: str) -> None:
        self.view.follow(new)
        chosen = self.view.delegate.chosen
        if len(chosen) == 1:
            (tag,) = chosen
            if is_at_or_below(tag, old):
                self.filter_wanted.emit(new + tag[len(old) :])

    def _open_menu(self, row: TagRow, where: QPoint) -> None:
        tag_menu(self, row, self._theme).popup(where)

    # What there is

    def _tell(self) -> None:
        count = len(self.model.uses)
        self.field.setPlaceholderText(
            ngettext("Filter {count} tag…", "Filter {count} tags…", count)
            if count
            else self.tr("Filter tags…")
        )
        self._nothing.setText(self._why_nothing(count))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _why_nothing(self, count: int) -> str:
        if not count:
            said = self.tr("No tags yet. Select a passage and press {key}.")
            return said.format(key=keys.told("note.tag"))
        if self.model.wanted.words.strip():
            return self.tr("No tag has that name.")
        return self.tr("This reading has no tags yet; the library has some: choose All above.")
