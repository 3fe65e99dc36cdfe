"""Moments in the reader's words: "12:04", "yesterday 18:30", "3 March 18:30"."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from closereader.i18n import _


def moment(stamp: str, now: datetime | None = None) -> str:
    """`stamp`: ISO 8601 with its time zone; `now`: the present moment, in the reader's own time zone,
    if not that of the clock."""
    now = (now or datetime.now()).astimezone()
    then = datetime.fromisoformat(stamp).astimezone(now.tzinfo)
    time = f"{then:%H:%M}"
    if then.date() == now.date():
        return time
    if then.date() == now.date() - timedelta(days=1):
        return _("yesterday {time}").format(time=time)
    day = QDate(then.year, then.month, then.day)
    pattern = "d MMMM" if then.year == now.year else "d MMMM yyyy"
    return f"{QLocale().toString(day, pattern)} {time}"
