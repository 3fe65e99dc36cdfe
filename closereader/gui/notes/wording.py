"""What a card says of a note in words: its place, meaning, kind and time, and all of it spoken."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QObject

from closereader.errors import NoSuchPassage
from closereader.gui.questions.states import state_name
from closereader.gui.session import Session
from closereader.gui.widgets import shorten
from closereader.i18n import _
from closereader.library.essay_evidence import Use
from closereader.model.address import names_lines
from closereader.model.annotation import (
    EVIDENCE,
    AnchorState,
    Annotation,
    AnnotationKind,
    QuestionState,
    meaning_of,
)
from closereader.model.colour import Colour
from closereader.model.link import Linked
from closereader.text.comment import plain
from closereader.text.references import Reference


class Wording(QObject):
    """Sentences about the notes of the session's reading."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def place(self, note: Annotation) -> str:
        """Where its passage stands: "¶3", "¶3–4", "before ¶1"; of an area its page."""
        addresses = self._session.addresses
        if addresses is None:
            return ""
        if note.area is not None:
            return addresses.sheet(note.area.page)
        return addresses.of_span(note.span)

    def leads(self, reference: Reference) -> bool:
        """Whether what a comment refers to can be gone to. Whether there is a line of that number is
        known only when the lines are counted, which going there does."""
        addresses = self._session.addresses
        if reference.is_web:
            return True
        if addresses is None or (names_lines(reference.target) and not self._session.lines_ready):
            return addresses is not None
        try:
            addresses.find(reference.target)
        except NoSuchPassage:
            return False
        return True

    def meaning(self, colour: Colour) -> str:
        """What the reader lets the colour mean."""
        return self._session.meanings.get(colour, colour.value)

    def kind(self, kind: AnnotationKind) -> str:
        """The kind of mark as a word; "" for a highlight, which needs none."""
        return {
            AnnotationKind.HIGHLIGHT: "",
            AnnotationKind.UNDERLINE: self.tr("underlined"),
            AnnotationKind.STRIKE: self.tr("struck out"),
            AnnotationKind.NOTE: self.tr("note"),
            AnnotationKind.BOOKMARK: self.tr("bookmark"),
            AnnotationKind.QUESTION: self.tr("question"),
            AnnotationKind.LINK: self.tr("link"),
            AnnotationKind.AREA: self.tr("area"),
        }[kind]

    def head(self, note: Annotation, *, says_state: bool = True) -> str:
        """The card's first line: place, whose it is if another's, meaning, kind where the meaning does not
        say it, and how far a question has come that is open no more."""
        meaning = meaning_of(note, self._session.meanings)
        kind = self.kind(note.kind)
        if not meaning:
            kind = kind[:1].upper() + kind[1:]
        parts = [self.place(note), self.other_reader(note), meaning]
        if kind and kind.casefold() != meaning.casefold():
            parts.append(kind)
        is_asked = note.kind is AnnotationKind.QUESTION and says_state
        if is_asked and note.state is not QuestionState.OPEN:
            parts.append(state_name(note.state).lower())
        if note.anchor is not AnchorState.SURE:
            parts.append(self.anchor(note.anchor))
        if len(self._session.passes.shown) > 1:
            parts.append(self.tr("pass {number}").format(number=note.pass_number))
        return " · ".join(part for part in parts if part)

    def other_reader(self, note: Annotation) -> str:
        """Who made it; "" if whoever reads now."""
        return "" if note.reader == self._session.library.reader else note.reader

    def anchor(self, state: AnchorState) -> str:
        """How surely the passage was found."""
        return {
            AnchorState.SURE: "",
            AnchorState.APPROXIMATE: self.tr("place uncertain"),
            AnchorState.LOST: self.tr("passage not found"),
        }[state]

    def when(self, note: Annotation, today: date | None = None) -> str:
        """When it was made, as briefly as can be: "12:04" today, "3 Nov" this year."""
        moment = _local(note.created)
        if moment is None:
            return ""
        today = today or date.today()
        if moment.date() == today:
            return f"{moment:%H:%M}"
        form = "d MMM" if moment.year == today.year else "d MMM yyyy"
        return QLocale().toString(QDate(moment.year, moment.month, moment.day), form)

    def link(self, linked: Linked) -> str:
        """The other end of a link, in a few words: its place, or in another reading its title; and
        what the link says, read from this end."""
        reading = self._session.reading
        is_here = reading is not None and linked.reading.id == reading.id
        there = self.place(linked.note) if is_here else linked.reading.title
        words = self.link_kind(linked.kind, is_outgoing=linked.is_outgoing)
        is_own = words is None and bool(linked.kind)
        sign = ("→" if linked.is_outgoing else "←") if is_own else "↔"
        return " ".join(part for part in (sign, there, words or linked.kind) if part)

    def use(self, use: Use) -> str:
        """Where an essay quotes the note: "in my essay ¶2", or by its own title."""
        title = self.tr("my essay") if use.title == _("My essay") else f"“{shorten(use.title, 24)}”"
        return self.tr("in {essay} ¶{number}").format(essay=title, number=use.paragraph)

    def link_kind(self, kind: str, *, is_outgoing: bool) -> str | None:
        """What a link of that kind says at the end it goes out from, or at the other; None for a word
        of the reader's own, which is the same at both."""
        if not kind:
            return None  # Asked of every link whenever a card is drawn.
        both = {
            "echoes": (self.tr("echoes"), self.tr("echoed by")),
            "contradicts": (self.tr("contradicts"), self.tr("contradicted by")),
            "answers": (self.tr("answers"), self.tr("answered by")),
            "explains": (self.tr("explains"), self.tr("explained by")),
            EVIDENCE: (self.tr("evidence"), self.tr("evidence for")),
        }.get(kind)
        return None if both is None else both[0 if is_outgoing else 1]

    def stamp(self, note: Annotation) -> str:
        """When it was made and last changed, in full."""
        made, changed = _local(note.created), _local(note.modified)
        if made is None:
            return ""
        line = self.tr("Made {when}").format(when=self._full(made))
        if changed is not None and abs((changed - made).total_seconds()) >= 60:
            line += "\n" + self.tr("Changed {when}").format(when=self._full(changed))
        return line

    def spoken(self, note: Annotation) -> str:
        """All of the card as one sentence, for those who hear it."""
        paragraph = None
        if self._session.addresses is not None:
            paragraph = self._session.addresses.paragraph(note.start)
        place = (
            self.tr("paragraph {number}").format(number=paragraph)
            if paragraph is not None
            else self.place(note)
        )
        meaning, kind = meaning_of(note, self._session.meanings), self.kind(note.kind)
        parts = [
            self.other_reader(note),
            meaning,
            "" if kind.casefold() == meaning.casefold() else kind,
            place,
        ]
        parts.append(self.anchor(note.anchor))
        if note.quote:
            parts.append(f"“{' '.join(note.quote.split())}”")
        if note.comment.strip():
            parts.append(plain(note.comment))
        if note.tags:
            parts.append(self.tr("tags: {tags}").format(tags=", ".join(note.tags)))
        for linked in self._session.linked.of(note.id):
            parts.append(self.tr("linked with {what}").format(what=self.link(linked)[2:]))
        parts += [self.use(use) for use in self._session.uses.of(note.id)]
        if len(self._session.passes.shown) > 1:
            parts.append(self.tr("pass {number}").format(number=note.pass_number))
        said = ", ".join(part for part in parts if part)
        is_asked = note.kind is AnnotationKind.QUESTION
        return f"{state_name(note.state)}: {said}" if is_asked else said

    @staticmethod
    def _full(moment: datetime) -> str:
        day = QLocale().toString(QDate(moment.year, moment.month, moment.day), "d MMMM yyyy")
        return f"{day}, {moment:%H:%M}"


def _local(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp).astimezone()
    except (ValueError, OverflowError, OSError):
        return None
