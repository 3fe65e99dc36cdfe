"""Reads the reading aloud: a sentence at a time, lit in the text while it is spoken."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from closereader.gui.guard import guarded
from closereader.gui.reader import voices
from closereader.gui.reader.aloud_bar import AloudBar
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.reader.shown import Stand
from closereader.gui.reader.voices import Voice
from closereader.model.sentences import Sentences
from closereader.model.span import Span

# What all voices can do.
SLOWEST, FASTEST, STEP = 0.5, 2.3, 0.1
# A sentence begins anew at another speed when the reader has stopped changing it.
_SPEED_MS = 300


@guarded
class ReadAloud(QObject):
    """Over one reader pane. `changed()`: it began, paused, went on or ended; `speed_changed(float)`.

    While it is on, the sentence being read is `session.spoken`, so that marking is about it.
    """

    changed = Signal()
    speed_changed = Signal(float)

    def __init__(self, pane: ReaderPane, speed: float) -> None:
        super().__init__(pane)
        self._pane = pane
        self._session = pane.session
        self._voices: list[Voice] = []
        self._sentences: Sentences | None = None
        self._is_speaking = False
        self._caret = 0
        self.speed = speed
        self.bar = AloudBar(pane)
        self.bar.show_speed(speed)
        column = pane.layout()
        assert column is not None
        column.addWidget(self.bar)
        self._speed_timer = QTimer(self)
        self._speed_timer.setSingleShot(True)
        self._speed_timer.setInterval(_SPEED_MS)
        self._speed_timer.timeout.connect(self._begin_anew)
        self._connect()

    def _connect(self) -> None:
        bar, session = self.bar, self._session
        bar.paused.connect(self.pause_or_go_on)
        bar.stepped.connect(self.step)
        bar.speed_stepped.connect(self.change_speed)
        bar.closed.connect(self.stop)
        session.reading_opened.connect(self.stop)
        # Nobody writes and listens at once.
        session.edit_comment.connect(self.pause)
        session.edit_tags.connect(self.pause)
        self._pane.installEventFilter(self)

    @property
    def is_on(self) -> bool:
        """Whether a sentence is being read, or paused at."""
        return self._session.spoken is not None

    @property
    def is_speaking(self) -> bool:
        """Whether a voice is speaking now."""
        return self._is_speaking

    def start(self) -> None:
        """Read on from the selection, or from the sentence of the caret; pause or go on where it
        is being read already."""
        if self.is_on:
            self.pause_or_go_on()
            return
        session = self._session
        if session.text is None:
            return
        self._voices = self._voices or self._take_voices()
        if not self._voices:
            session.messages.error(voices.how_to_get_one())
            return
        self._sentences = Sentences(session.text)
        here = session.selection.start if session.selection is not None else session.caret
        sentence = self._sentences.at(here)
        if sentence is None:
            session.messages.info(self.tr("There is nothing more to read from here."))
            return
        self._pane.hide_bar()
        self._pane.view.clear_selection()
        self._caret = session.caret
        self.bar.show_voice(self._voices[0].name)
        self.bar.show()
        self._read(sentence)

    def stop(self) -> None:
        """End it; the caret stands at the sentence that was read last, where it was left alone."""
        spoken = self._session.spoken
        if self._sentences is None:
            return
        self._sentences = None
        self._silence()
        self._session.spoken = None
        view = self._pane.view
        view.overlay.spoken = None
        self.bar.hide()
        undisturbed = self._session.selection is None and self._session.caret == self._caret
        if spoken is not None and undisturbed and view.positions is not None:
            cursor = view.textCursor()
            cursor.setPosition(view.positions.position(spoken.start))
            view.setTextCursor(cursor)
        view.repaint_marks()
        self.changed.emit()

    def pause_or_go_on(self) -> None:
        """Be silent, or say the sentence again from its beginning and go on."""
        if self._is_speaking:
            self.pause()
        elif self._session.spoken is not None:
            self._read(self._session.spoken, follow=True)

    def pause(self) -> None:
        """Be silent; the sentence stays lit."""
        if self._is_speaking:
            self._silence()
            self._tell()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) sentence; if it was silent, it stays so."""
        spoken, sentences = self._session.spoken, self._sentences
        if spoken is None or sentences is None:
            return
        there = sentences.after(spoken) if by > 0 else sentences.before(spoken)
        if there is not None:
            self._read(there, follow=True, silently=not self._is_speaking)

    def change_speed(self, by: int) -> None:
        """Speak faster (1) or more slowly (-1)."""
        self.speed = round(min(max(self.speed + by * STEP, SLOWEST), FASTEST), 1)
        self.bar.show_speed(self.speed)
        self.speed_changed.emit(self.speed)
        if self._is_speaking:
            self._speed_timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: it ends when the reader leaves the text, but not when the window is minimised."""
        if watched is self._pane and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.stop()
        return super().eventFilter(watched, event)

    # Within

    def _take_voices(self) -> list[Voice]:
        found = voices.find_voices(self)
        for voice in found:
            voice.finished.connect(self._said)
            voice.failed.connect(self._failed)
        return found

    def _read(self, sentence: Span, *, follow: bool = False, silently: bool = False) -> None:
        """Light a sentence and say it. It is brought into sight with `follow`, or if the one before
        was: a reader who looked elsewhere meanwhile is left there."""
        session, view = self._session, self._pane.view
        before = session.spoken
        followed = follow or before is None or self._is_in_sight(before)
        if sentence != before:
            session.choose_note(None)
        session.spoken = view.overlay.spoken = sentence
        if followed:
            self._bring_into_sight(sentence)
        view.repaint_marks()
        self._silence()
        if not silently and self._sentences is not None:
            self._is_speaking = True
            reading = session.reading
            language = reading.language if reading is not None else ""
            self._voices[0].speak(self._sentences.words(sentence), language, self.speed)
        self._tell()

    def _silence(self) -> None:
        self._speed_timer.stop()
        if self._is_speaking:
            self._is_speaking = False
            self._voices[0].stop()

    def _tell(self) -> None:
        self.bar.show_speaking(self._is_speaking)
        self.changed.emit()

    def _begin_anew(self) -> None:
        if self._is_speaking and self._session.spoken is not None:
            self._read(self._session.spoken)

    def _said(self) -> None:
        spoken, sentences = self._session.spoken, self._sentences
        if not self._is_speaking or spoken is None or sentences is None:
            return
        self._is_speaking = False
        following = sentences.after(spoken)
        if following is None:
            self.stop()
        else:
            self._read(following)

    def _failed(self, why: str) -> None:
        if not self._is_speaking or self._session.spoken is None:
            return
        self._is_speaking = False
        if len(self._voices) > 1:
            del self._voices[0]
            self.bar.show_voice(self._voices[0].name)
            self._read(self._session.spoken)
        else:
            # Looked for anew the next time: the reader may have mended it.
            self._voices = []
            self.stop()
            self._session.messages.error(why)

    def _is_in_sight(self, sentence: Span) -> bool:
        shown = self._pane.views.shown
        room = shown.area.viewport().rect()
        return any(rect.intersects(room) for rect in shown.rects(sentence))

    def _bring_into_sight(self, sentence: Span) -> None:
        shown = self._pane.views.shown
        rects, height = shown.rects(sentence), shown.area.viewport().height()
        if not rects or rects[0].top() < 0 or rects[-1].bottom() > height - 12:
            shown.show_place(Stand(sentence.start, height / 4))
