"""What stands on a card while it is written on: the comment's field and the tags' below it."""

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from closereader.errors import NoSuchPassage
from closereader.gui.guard import guarded
from closereader.gui.notes import card as cards
from closereader.gui.notes.comment_edit import CommentEdit
from closereader.gui.notes.spelling import Spelling
from closereader.gui.notes.squiggles import Squiggles
from closereader.gui.notes.tag_edit import TagEdit
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.i18n import _
from closereader.library import annotations as commands
from closereader.library import queries
from closereader.model.annotation import Annotation, AnnotationId


@guarded
class CardEditor(QWidget):
    """Writes on one note. `left`: back to the text, all is saved; `closed`: the focus went
    elsewhere; `grown`: it wants another height; `moved`: the caret is in another place;
    `follow_wanted(Reference, QRect)`: to what the comment refers to there."""

    left = Signal()
    follow_wanted = Signal(object, QRect)
    closed = Signal()
    grown = Signal()
    moved = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._note: AnnotationId | None = None
        self.comment = CommentEdit(self._save_comment, self)
        self.tags = TagEdit(session.known_tags, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(cards.CHIPS_ABOVE)
        layout.addWidget(self.comment)
        layout.addWidget(self.tags)
        layout.addStretch()
        self.setTabOrder(self.comment, self.tags.line)
        self.comment.grown.connect(self.grown)
        self.tags.grown.connect(self.grown)
        self.comment.cursorPositionChanged.connect(self.moved)
        self.comment.left.connect(self.left)
        self.comment.follow_wanted.connect(self.follow_wanted)
        self.tags.left.connect(self.left)
        self.comment.undo_asked.connect(session.undo)
        self.comment.redo_asked.connect(session.redo)
        self.tags.changed.connect(self._save_tags)
        for field in (self.comment, self.tags.line):
            field.installEventFilter(self)
        self.hide()

    @property
    def note(self) -> AnnotationId | None:
        """The note that is written on; None while the editor is closed."""
        return self._note

    def use_spelling(self, spelling: Spelling) -> None:
        """Underline in the comment what this program does not know."""
        self.comment.use_squiggles(Squiggles(self.comment, self._session, spelling))

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.comment.set_theme(theme)
        self.tags.set_theme(theme)

    def open(self, note: Annotation) -> None:
        """Write on this note; what was written on another is saved first."""
        if note.id != self._note:
            self.close_note()
            self._note = note.id
            self.comment.begin(note.comment)
            self.tags.show_tags(note.tags)
        self.show()

    def close_note(self) -> None:
        """Save and stop writing."""
        if self._note is not None:
            self.flush()
            self._note = None
            self.hide()

    def abandon(self) -> None:
        """The note is gone: stop writing."""
        self._note = None
        self.hide()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        if self._note is not None:
            self.comment.flush()
            self.tags.flush()

    def follow(self, note: Annotation) -> None:
        """The library has the note like this now."""
        self.comment.follow(note.comment)
        self.tags.show_tags(note.tags)

    def height_at(self, width: int) -> int:
        """The height it wants when it is so wide."""
        if self.width() != width:
            self.resize(width, self.height())
        self.comment.setFixedHeight(self.comment.wanted_height)
        self.tags.setFixedHeight(max(self.tags.height_at(width), 1))
        return self.comment.height() + self.tags.height() + cards.CHIPS_ABOVE

    def caret_rect(self) -> QRect | None:
        """Where the caret stands, if it stands anywhere here."""
        if self.comment.hasFocus():
            rect = self.comment.cursorRect()
            return QRect(self.comment.viewport().mapTo(self, rect.topLeft()), rect.size())
        if self.has_focus():
            line = self.tags.line
            return QRect(line.mapTo(self, line.rect().topLeft()), line.size())
        return None

    def has_focus(self) -> bool:
        """Whether it is being written in."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when the focus goes to something else in the window."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            stays = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if event.reason() not in stays:
                QTimer.singleShot(0, self, self._close_if_left)
        return bool(super().eventFilter(watched, event))

    def _close_if_left(self) -> None:
        if self._note is not None and not self.has_focus():
            self.closed.emit()

    def _save_comment(self, text: str) -> str:
        assert self._note is not None
        if self._note not in self._session.annotations:
            self._save_elsewhere(self._note, text)
            return text
        self._session.set_comment(self._note, text)
        kept = self._session.annotations.get(self._note)
        return text if kept is None or self._session.turns.is_behind else kept.comment

    def _save_elsewhere(self, note: AnnotationId, text: str) -> None:
        """Another reading was opened while this was being typed: nothing of it is lost."""
        with suppress(NoSuchPassage):
            kept = queries.annotation(self._session.library, note)
            if kept.comment != text or self._session.turns.is_behind:
                self._session.run(_("Comment"), commands.set_comment, note, text)

    def _save_tags(self, tags: list[str]) -> None:
        if self._note in self._session.annotations:
            assert self._note is not None
            self._session.set_tags([self._note], tags)
