"""Essays out: what an export needs is gathered here, with the quotation check in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from closereader.i18n import _, ngettext
from closereader.library import essay_check
from closereader.library.essay_check import Checked, EssayCheck, Standing
from closereader.library.essay_evidence import paragraphs
from closereader.library.library import Library
from closereader.library.quotations import Source, Sources
from closereader.model.essay import Essay
from closereader.progress import Progress

_LONGEST = 70


@dataclass(frozen=True, slots=True)
class EssayReport:
    """What was written: `check` of what it quotes, `sentences` that say so; `lost`: what the format
    could not carry."""

    path: Path
    check: EssayCheck
    sentences: tuple[str, ...]
    lost: tuple[str, ...]


def export_essay(
    lib: Library, essay: Essay, target: Path, progress: Progress, *, with_check: bool = False
) -> EssayReport:
    """Write the essay to `target`, whose ending says the format (.docx, .pdf, .md), with the works it
    quotes, and `with_check` with the quotation check at its end. Raises `ExportFailed`, `Cancelled`;
    then what stood there before is untouched."""
    # Word's and the typesetter's libraries load only for an export.
    from closereader.exporting.essay_job import EssayJob, Work
    from closereader.exporting.essay_job import export_essay as export

    sources = Sources(lib)
    checked = essay_check.check(essay, sources)
    told = sentences(essay, checked)
    quoted = [source for r in essay.readings if (source := sources(r)) is not None]
    works = [Work(s.reading.author, s.reading.title, s.reading.date) for s in quoted]
    job = EssayJob(
        title=essay.title,
        reader=lib.reader,
        text=essay.text,
        exported=datetime.now(UTC).isoformat(timespec="seconds"),
        works=tuple(sorted(works, key=_by_name)),
        check=tuple(told) if with_check else (),
        language=_language(quoted),
    )
    lost = list(export(job, target, progress))
    gone = len(essay.readings) - len(quoted)
    if gone:
        lost.append(
            ngettext(
                "{count} reading is no longer in the library and not among the works cited.",
                "{count} readings are no longer in the library and not among the works cited.",
                gone,
            )
        )
    return EssayReport(target, checked, tuple(told), tuple(lost))


def sentences(essay: Essay, checked: EssayCheck) -> list[str]:
    """The quotation check in words: the counts, then each that is not exact, by the paragraph of the
    essay it stands in."""
    counts = [
        _("{count} quoted").format(count=len(checked.quotations)),
        _("{count} exact").format(count=checked.exact),
        _("{count} changed").format(count=checked.changed),
    ]
    if checked.not_found:
        counts.append(_("{count} not found").format(count=checked.not_found))
    starts = [span.start for span in paragraphs(essay.text)]
    return [", ".join(counts) + "."] + [
        _sentence(essay, one, sum(1 for start in starts if start <= one.words.start))
        for one in checked.wrong
    ]


def _sentence(essay: Essay, one: Checked, number: int) -> str:
    words = _short(one.words.text_of(essay.text))
    if one.standing is Standing.GONE:
        said = _("¶{number} “{words}”: the reading is no longer in the library.")
        return said.format(number=number, words=words)
    if one.standing is Standing.NOT_FOUND:
        said = _("¶{number} “{words}”: not found in the readings.")
        return said.format(number=number, words=words)
    changes = [
        _("is «{said}», the text has «{source}»").format(
            said=_short(each.said), source=_short(each.source)
        )
        if each.source
        else _("«{said}» is not in the passage").format(said=_short(each.said))
        for each in one.differences
    ]
    return _("¶{number} “{words}”: {changes}.").format(
        number=number, words=words, changes="; ".join(changes)
    )


def _short(words: str) -> str:
    line = " ".join(words.replace("\n>", "\n").split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def _by_name(work: object) -> tuple[str, str]:
    author, title = getattr(work, "author", ""), getattr(work, "title", "")
    name = author.split()[-1] if author.split() else title
    return name.casefold(), title.casefold()


def _language(sources: Sequence[Source]) -> str:
    found = {source.reading.language for source in sources}
    return found.pop() if len(found) == 1 else ""
