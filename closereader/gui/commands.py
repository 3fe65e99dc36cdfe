"""What each action of the window does."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from closereader import __version__, settings
from closereader.gui import (
    in_text,
    of_about,
    of_essays,
    of_filters,
    of_history,
    of_kinds,
    of_overlaps,
    of_pages,
    of_paper,
    of_passes,
    of_questions,
    of_readings,
    of_scans,
    of_spelling,
    of_tags,
    of_versions,
    of_web_pages,
    stepping,
)
from closereader.gui.command_palette import CommandPalette
from closereader.gui.dialogs.about import AboutDialog
from closereader.gui.dialogs.keys import KeysDialog
from closereader.gui.dialogs.meanings import MeaningsDialog
from closereader.i18n import _
from closereader.library import annotations, meanings
from closereader.model.annotation import Annotation, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.span import Span
from closereader.text.word_edges import next_word_edge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow
    from closereader.gui.reader.aloud import ReadAloud
    from closereader.gui.reader.pane import ReaderPane
    from closereader.gui.session import Session

Handler = Callable[[], object]


class Commands:
    """The handlers of one window's actions; each is short, the work is in the session or a pane."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._alouds: dict[QWidget, ReadAloud] = {}

    @property
    def _session(self) -> "Session":
        return self._window.session

    def handlers(self) -> dict[str, Handler]:
        """What to call for every row of the table of actions."""
        window = self._window
        table = self._doing() | self._going()
        for module in (
            in_text,
            of_about,
            of_essays,
            of_history,
            of_kinds,
            of_pages,
            of_paper,
            of_passes,
            of_overlaps,
            of_questions,
            of_readings,
            of_scans,
            of_spelling,
            of_tags,
            of_web_pages,
            of_versions,
        ):
            table |= module.handlers(window)
        for name in settings.THEME.choices:
            table[f"view.theme.{name}"] = lambda n=name: self.choose_theme(n)  # type: ignore[misc]
        for number, colour in enumerate(Colour, start=1):
            table[f"highlight.{number}"] = lambda c=colour: self.mark(c)  # type: ignore[misc]
        return table

    def _doing(self) -> dict[str, Handler]:
        window = self._window
        return {
            "file.add": window.adding.choose,
            "file.add_folder": window.adding.choose_folder,
            "file.paste": window.adding.paste,
            "file.library": window.show_library,
            "file.quit": window.close,
            "edit.undo": self._settled(lambda: window.session.undo()),
            "edit.redo": self._settled(lambda: window.session.redo()),
            "edit.copy": lambda: window.reader.view.copy(),
            "edit.cite": self.cite,
            "edit.find": lambda: window.reader.finding.open(),
            "edit.find_slash": lambda: window.reader.finding.open(),
            "edit.find_next": lambda: window.reader.finding.step(1),
            "edit.find_previous": lambda: window.reader.finding.step(-1),
            "highlight.last": lambda: self.mark(None),
            "note.underline": lambda: self.mark(None, AnnotationKind.UNDERLINE),
            "note.comment": self._used(lambda: window.session.comment()),
            "note.tag": self._used(lambda: window.session.tag()),
            "note.question": self._used(lambda: window.session.question()),
            "note.link": window.linking.link,
            "note.bookmark": self.bookmark,
            "note.longer": lambda: self.move_end(1, at_start=False),
            "note.shorter": lambda: self.move_end(-1, at_start=False),
            "note.earlier": lambda: self.move_end(-1, at_start=True),
            "note.later": lambda: self.move_end(1, at_start=True),
            "note.next_here": lambda: stepping.next_under_caret(window.session),
            "note.delete": lambda: window.session.remove_chosen(),
            "mark.meanings": self.name_meanings,
        }

    def _going(self) -> dict[str, Handler]:
        window = self._window
        return {
            "go.next_note": lambda: stepping.step_note(window.session, 1),
            "go.previous_note": lambda: stepping.step_note(window.session, -1),
            "go.next_mention": lambda: stepping.step_mention(window.session, 1),
            "go.previous_mention": lambda: stepping.step_mention(window.session, -1),
            "go.address": self.go_to_address,
            "go.linked": window.linking.go_on,
            "go.back": lambda: window.reader.travel.go_back(),
            "go.forward": lambda: window.reader.travel.go_forward(),
            "aloud.start": self.read_aloud,
            "aloud.pause": lambda: self.aloud.pause_or_go_on(),
            "aloud.next": lambda: self.aloud.step(1),
            "aloud.previous": lambda: self.aloud.step(-1),
            "aloud.faster": lambda: self.aloud.change_speed(1),
            "aloud.slower": lambda: self.aloud.change_speed(-1),
            "aloud.stop": lambda: self.aloud.stop(),
            "view.left": lambda: window.room.chosen("left"),
            "view.right": lambda: window.room.chosen("right"),
            "view.text_only": self.text_only,
            "view.next_pane": self.next_pane,
            "view.together": lambda: window.desks.set_together(
                window.actions_["view.together"].isChecked()
            ),
            "view.close_side": lambda: window.desks.close(window.desks.active),
            "view.hide_marks": lambda: window.session.hide_marks(
                window.actions_["view.hide_marks"].isChecked()
            ),
            "view.names": self.show_names,
            "view.type": lambda: window.type_panel.open_under(window.header.type_button),
            "view.larger": lambda: self.resize_type(1),
            "view.smaller": lambda: self.resize_type(-1),
            "view.usual_size": lambda: self.resize_type(0),
            "view.palette": lambda: CommandPalette.ask(
                window.actions_, window.settings, window, of_filters.offered(window)
            ),
            "help.keys": lambda: KeysDialog(window.keys, window.actions_, window).exec(),
            "help.sample": window.adding.add_sample,
            "help.about": lambda: AboutDialog(__version__, window).exec(),
        }

    # Marking

    def mark(self, colour: Colour | None, kind: AnnotationKind = AnnotationKind.HIGHLIGHT) -> None:
        """Mark the selection, or recolour the chosen note."""
        self._session.mark(kind, colour)
        self._finish_selection()

    def bookmark(self) -> None:
        """Mark the place of the caret, so that it can be found again."""
        session = self._session
        if session.reading is None or session.text is None:
            return
        here = session.selection or Span(session.caret, session.caret)

        def choose(made: Annotation) -> None:
            if made.id in session.annotations:
                session.choose_note(made.id)

        session.run(
            _("Bookmark"),
            annotations.add,
            session.reading.id,
            here,
            kind=AnnotationKind.BOOKMARK,
            # Of no meaning, so not in a colour that has one.
            colour=Colour.GREY,
            then=choose,
        )

    def move_end(self, by: int, *, at_start: bool) -> None:
        """Move an end of the chosen passage by a word."""
        session = self._session
        note = session.annotations.get(session.chosen_note)
        if note is None or session.text is None or note.start == note.end:
            return
        text = session.text.text
        edge = next_word_edge(text, note.start if at_start else note.end, by, at_start=at_start)
        span = (edge, note.end) if at_start else (note.start, edge)
        if span[0] < span[1]:
            session.set_span(note.id, Span(*span))

    def cite(self) -> None:
        """Copy the passage clean, with author, title and address."""
        session = self._session
        span = stepping.passage_meant(session)
        if (
            span is None
            or session.text is None
            or session.reading is None
            or session.addresses is None
        ):
            self._window.messages.info(_("Select a passage first."))
            return
        quote = " ".join(span.text_of(session.text.text).split())
        source = ", ".join(
            part for part in (session.reading.author, f"“{session.reading.title}”") if part
        )
        QGuiApplication.clipboard().setText(
            f"“{quote}” ({source}, {session.addresses.of_span(span)})"
        )
        self._window.messages.info(_("Copied with its citation."))
        self._window.reader.hide_bar()

    def _used(self, act: Handler) -> Handler:
        def run() -> None:
            act()
            self._window.reader.hide_bar()

        return run

    def _settled(self, act: Handler) -> Handler:
        def run() -> None:
            # What is being typed is a change of its own, to be taken back first.
            self._window.right.flush()
            act()

        return run

    def _finish_selection(self) -> None:
        self._window.reader.hide_bar()
        if self._session.selection is not None:
            self._window.reader.view.clear_selection()

    def name_meanings(self) -> None:
        """Say what the colours mean."""
        session = self._session
        dialog = MeaningsDialog(session.meanings, self._window.theme, self._window)
        if dialog.exec():
            changed = {c: m for c, m in dialog.values().items() if m != session.meanings[c]}
            if changed:
                session.run(_("Name the colours"), meanings.rename_all, changed)

    # Moving and showing

    def go_to_address(self) -> None:
        """Ask for an address and go there."""
        session = self._session
        if session.addresses is None:
            return
        given, ok = QInputDialog.getText(
            self._window,
            _("Go to an address"),
            _("¶12, ¶12.3 (its third sentence), l. 145 (of the handout), p. 31:"),
        )
        if ok and given.strip():
            if not self._window.reader.views.go_to_address(given):
                session.go_to_address(given)
            # Whatever the reader came from: they read on from there, and see the caret.
            self._window.reader.take_focus()

    @property
    def aloud(self) -> "ReadAloud":
        """What reads aloud, or would read the text that is worked on; made when it is first asked
        for."""
        reading = next((each for each in self._alouds.values() if each.is_on), None)
        return reading or self._aloud_of(self._window.reader)

    def _aloud_of(self, reader: "ReaderPane") -> "ReadAloud":
        if reader not in self._alouds:
            from closereader.gui.reader.aloud import ReadAloud

            window = self._window
            made = ReadAloud(reader, window.settings.get(settings.SPEECH_SPEED))
            made.changed.connect(lambda: window.actions_.set_read_aloud(made.is_on))
            made.speed_changed.connect(lambda to: window.settings.set(settings.SPEECH_SPEED, to))
            self._alouds[reader] = made
        return self._alouds[reader]

    def read_aloud(self) -> None:
        """Read the text that is worked on, and no other any more."""
        wanted = self._aloud_of(self._window.reader)
        if self.aloud is not wanted:
            self.aloud.stop()
        wanted.start()

    def text_only(self) -> None:
        """Hide everything but the text, or bring it back."""
        window = self._window
        bare = window.actions_["view.text_only"].isChecked()
        window.header.setVisible(not bare)
        window.menuBar().setVisible(not bare)
        window.statusBar().setVisible(not bare)
        window.room.fit()
        window.reader.take_focus()

    def next_pane(self) -> None:
        """Move the focus from pane to pane."""
        window = self._window
        panes: list[tuple[QWidget, Handler]] = [
            (window.left, window.left.take_focus),
            *((desk.reader, _taking_focus(desk.reader.view)) for desk in window.desks.shown),
            (window.right, window.right.take_focus),
        ]
        shown = [(pane, take) for pane, take in panes if pane.isVisible()]
        focus = window.focusWidget()
        current = next((i for i, (p, _) in enumerate(shown) if focus and p.isAncestorOf(focus)), -1)
        shown[(current + 1) % len(shown)][1]()

    def show_names(self) -> None:
        """Underline the names in the text, or not."""
        window = self._window
        for desk in window.desks.all:
            desk.reader.view.overlay.mentions_shown = window.actions_["view.names"].isChecked()
            desk.reader.views.shown.repaint()

    def resize_type(self, by: int) -> None:
        """One pixel larger or smaller; 0: the usual size. Pages are zoomed."""
        if self._window.reader.views.shown.zoom(by):
            return
        stored = self._window.settings
        usual = settings.TYPE_SIZE.default
        size = usual if not by else min(max(stored.get(settings.TYPE_SIZE) + by, 13), 36)
        stored.set(settings.TYPE_SIZE, size)
        self._window.apply_style()

    def choose_theme(self, name: str) -> None:
        """Show the window in this theme from now on."""
        self._window.settings.set(settings.THEME, name)
        self._window.apply_style()

    def show_reader_menu(self, point: QPoint) -> None:
        """The menu under the right button in the text."""
        window = self._window
        menu = QMenu(window)
        actions = window.actions_
        if self._session.selection is not None or self._session.chosen_note is not None:
            colours = menu.addMenu(_("Highlight"))
            for number in range(1, len(Colour) + 1):
                colours.addAction(actions[f"highlight.{number}"])
            for key in (
                "note.underline",
                "note.strike",
                "note.comment",
                "note.tag",
                "note.question",
                "note.link",
                "note.essay",
                "note.mark_alike",
                "note.delete",
            ):
                menu.addAction(actions[key])
            menu.addSeparator()
        for key in (
            "edit.copy",
            "edit.cite",
            "edit.find",
            "note.margin",
            "note.bookmark",
            "note.area",
        ):
            menu.addAction(actions[key])
        menu.popup(point)


def _taking_focus(view: QWidget) -> Handler:
    return lambda: view.setFocus(Qt.FocusReason.TabFocusReason)
