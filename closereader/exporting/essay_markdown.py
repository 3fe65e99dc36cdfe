"""An essay as Markdown: the text as it was typed, with its title, its writer and the works cited."""

from closereader.exporting.essay_job import EssayJob
from closereader.exporting.markdown import escape, no_surrogates
from closereader.i18n import _


def as_markdown(job: EssayJob) -> str:
    """The whole file; the same job gives the same text."""
    lines = [f"# {job.heading}", ""]
    if job.reader:
        lines += [escape(job.reader), ""]
    lines += [job.body, ""]
    if job.works:
        lines += [f"## {_('Works cited')}", ""]
        for work in job.works:
            author, title, date = work.parts
            lines.append(f"- {escape(author)}*{escape(title)}*{escape(date)}")
        lines.append("")
    if job.check:
        lines += [f"## {_('Quotation check')}", "", escape(job.check[0]), ""]
        lines += [f"- {escape(sentence)}" for sentence in job.check[1:]]
        lines.append("")
    return no_surrogates("\n".join(lines).rstrip("\n") + "\n")
