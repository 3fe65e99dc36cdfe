"""The two side panes: a row of tabs and what each of them shows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from closereader.gui import theme as themes
from closereader.gui.entities.pane import EntitiesPane
from closereader.gui.essay.pane import EssayPane
from closereader.gui.notes.pane import NotesPane
from closereader.gui.outline.pane import OutlinePane
from closereader.gui.pages.thumbnails import PagesPane
from closereader.gui.questions.pane import QuestionsPane
from closereader.gui.tags.pane import TagsPane
from closereader.gui.theme import Theme
from closereader.gui.widgets import TAB_INSET, TabRow
from closereader.model.annotation import AnnotationId

_SIDE = 12
_PAGES = 3


class _SidePane(QWidget):
    """Tabs above a stack; on the panel's ground, whatever lies behind. `tabs`: the row of them, made
    before the panes below it, so that Tab comes to it first. (To put it there by the chain of focus
    would keep the window for ever: PySide 6.11 holds what `previousInFocusChain` gives.)"""

    def __init__(self, tabs: TabRow | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs = tabs or TabRow(self)
        self.stack = QStackedWidget(self)
        around = QHBoxLayout()
        around.setContentsMargins(_SIDE - TAB_INSET, 0, _SIDE, 0)
        around.addWidget(self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(around)
        layout.addWidget(self.stack, 1)

    def _show(self, tab: int, lists: tuple[QWidget, ...]) -> None:
        """Show that tab. If the keyboard was in the tab before, it goes to where it was last in this
        one, and first of all to its list: Qt would give it to the first field."""
        focus = QApplication.focusWidget()
        was_here = focus is not None and self.stack.isAncestorOf(focus)
        page = self.stack.widget(tab)
        is_new = page is not None and page.focusWidget() is None
        self.stack.setCurrentIndex(tab)
        if was_here and is_new:
            lists[tab].setFocus(Qt.FocusReason.OtherFocusReason)


class LeftPane(_SidePane):
    """Outline, entities, tags and, of a reading that has some, pages. `left`: the reader wants back to the
    text."""

    left = Signal()

    def __init__(
        self,
        outline: OutlinePane,
        entities: EntitiesPane,
        tags: TagsPane,
        pages: PagesPane,
        tabs: TabRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tabs, parent)
        self.outline = outline
        self.entities = entities
        self.tags = tags
        self.pages = pages
        self.tabs.setAccessibleName(self.tr("Left pane"))
        for name, pane in (
            (self.tr("Outline"), outline),
            (self.tr("Entities"), entities),
            (self.tr("Tags"), tags),
            (self.tr("Pages"), pages),
        ):
            self.tabs.addTab(name)
            self.stack.addWidget(pane)
            pane.left.connect(self.left)
        self.show_pages(False)
        lists = (outline.view, entities.view, tags.view, pages.view)
        self.tabs.currentChanged.connect(lambda tab: self._show(tab, lists))
        self.show_entities()
        self.set_theme(themes.load("light"))

    def set_theme(self, theme: Theme) -> None:
        """Take these colours, in every tab."""
        self.tabs.set_theme(theme)
        for pane in (self.outline, self.entities, self.tags, self.pages):
            pane.set_theme(theme)

    def show_outline(self) -> None:
        """Show the headings."""
        self.tabs.setCurrentIndex(0)

    def show_entities(self) -> None:
        """Show the names."""
        self.tabs.setCurrentIndex(1)

    def show_tags(self) -> None:
        """Show the tags."""
        self.tabs.setCurrentIndex(2)

    def show_pages(self, has_pages: bool) -> None:
        """Offer the pages in small, if the reading has some."""
        if not has_pages and self.tabs.currentIndex() == _PAGES:
            self.show_outline()
        self.tabs.setTabVisible(_PAGES, has_pages)

    def take_focus(self) -> None:
        """Put the focus on what is shown."""
        (self.outline, self.entities, self.tags, self.pages)[self.tabs.currentIndex()].take_focus()


class RightPane(_SidePane):
    """Notes, questions and the essay. `left`: the reader wants back to the text."""

    left = Signal()

    def __init__(
        self,
        notes: NotesPane,
        questions: QuestionsPane,
        essay: EssayPane,
        tabs: TabRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tabs, parent)
        self.notes = notes
        self.questions = questions
        self.essay = essay
        self.tabs.setAccessibleName(self.tr("Right pane"))
        # What is dragged over a tab waits there for it to open.
        self.tabs.setAcceptDrops(True)
        self.tabs.setChangeCurrentOnDrag(True)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.tabs.addTab(self.tr("My essay"))
        for pane in (notes, questions, essay):
            self.stack.addWidget(pane)
        lists = (notes.view, questions.view, essay.edit)
        self.tabs.currentChanged.connect(lambda tab: self._show(tab, lists))
        notes.counted.connect(self._count)
        # A question is written on among the questions while these are shown.
        questions.view.takes = self._is_among_questions
        notes.view.takes = lambda note: not self._is_among_questions(note)
        notes.left.connect(self.left)
        questions.left.connect(self.left)
        essay.left.connect(self.left)
        self._count(notes.model.total, notes.model.questions)
        self.set_theme(themes.load("light"))

    def set_theme(self, theme: Theme) -> None:
        """Take these colours, in every tab."""
        self.tabs.set_theme(theme)
        self.notes.set_theme(theme)
        self.questions.set_theme(theme)
        self.essay.set_theme(theme)

    def flush(self) -> None:
        """Save what is being typed, in whichever tab."""
        self.notes.flush()
        self.questions.flush()
        self.essay.flush()

    def show_notes(self, note: str) -> None:
        """Show where that note is written on: the notes, or the questions if it is written on there."""
        if self.questions.view.editor.note != note:
            self.tabs.setCurrentIndex(0)

    def show_questions(self) -> None:
        """Show the questions alone."""
        self.tabs.setCurrentIndex(1)

    def show_essay(self) -> None:
        """Show the essay."""
        self.tabs.setCurrentIndex(2)

    def take_focus(self) -> None:
        """Put the focus on the cards, or into the essay."""
        (self.notes, self.questions, self.essay)[self.tabs.currentIndex()].take_focus()

    def _is_among_questions(self, note: AnnotationId) -> bool:
        questions = self.questions
        return self.tabs.currentIndex() == 1 and questions.is_question(note)

    def _count(self, notes: int, questions: int) -> None:
        names = (
            self.tr("Notes · {count}").format(count=notes),
            self.tr("Questions · {count}").format(count=questions),
        )
        for tab, name in enumerate(names):
            if self.tabs.tabText(tab) != name:
                self.tabs.setTabText(tab, name)
