"""Uncertain notes accepted many at once, by how like their words are to those before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QToolButton

from closereader.anchoring.distance import likeness
from closereader.gui.session import Session
from closereader.i18n import ngettext
from closereader.library import versions
from closereader.model.annotation import Annotation, AnnotationId

_ALIKE = (0.95, 0.9, 0.8)

Near = Callable[[], Sequence[tuple[Annotation, str]]]
"""The notes that are uncertain, each with what it stood on before."""


class AcceptAlike(QObject):
    """Fills the button's menu."""

    def __init__(self, session: Session, button: QToolButton, near: Near) -> None:
        super().__init__(button)
        self._session = session
        self._button = button
        self._near = near
        button.menu().aboutToShow.connect(self._fill)

    def accept(self, least: float) -> None:
        """Accept all whose words are as like those before, in one step."""
        ids = [each for each, share in self._shares() if share >= least]
        if ids:
            label = ngettext("Accept {count} note", "Accept {count} notes", len(ids))
            self._session.run(label, versions.accept, ids, weight=len(ids))

    def _shares(self) -> list[tuple[AnnotationId, float]]:
        return [(note.id, likeness(before, note.quote)) for note, before in self._near()]

    def _fill(self) -> None:
        menu = self._button.menu()
        menu.clear()
        shares = [share for _id, share in self._shares()]
        for least in (*_ALIKE, 0.0):
            count = sum(share >= least for share in shares)
            words = (
                self.tr("At least {share} % as before").format(share=round(least * 100))
                if least
                else self.tr("All of them")
            )
            entry = menu.addAction(f"{words}\t{count}")
            entry.setEnabled(bool(count))
            entry.triggered.connect(partial(self.accept, least))
