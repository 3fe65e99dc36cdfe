"""A PDF opened by PDFium, or the one sentence that says why it cannot be.

PDFium is one for the whole process and not safe for threads: who opens a PDF here is a process of its
own, or takes turns. What it refuses as damaged is handed to qpdf once, which mends more.
"""

import ctypes
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

# The library itself: its wrappers take as long to load as all the pages of an article to read.
import pypdfium2_raw as pdfium

from closereader.errors import PasswordNeeded, UnreadableFile
from closereader.i18n import _
from closereader.pages import picture_pages

MOST_PAGES = 20_000
"""Pages that are read of one file; the largest dictionaries in one file have fewer than 10,000."""
MOST_TO_REPAIR = 200_000_000
"""Bytes of a file that qpdf may mend: it keeps the tables of all of it in memory."""

_PASSWORD, _SECURITY = 4, 5
_ON_WINDOWS = os.name == "nt"


class OpenedPdf:
    """A PDF that is open: a context, which closes it. `handle`: PDFium's; `count`: how many of its pages
    are taken; `path`, `data`: where its bytes are; `notices`: what was done to open it,
    in sentences for the reader; `is_encrypted`: it has a password, if only one for changing it; `kind`:
    "picture" where a picture was made into it (`picture_pages`), else "pdf"."""

    def __init__(
        self,
        handle: Any,
        notices: Sequence[str] = (),
        mended: Path | None = None,
        path: Path | None = None,
        data: bytes | None = None,
        name: str = "",
        kind: str = "pdf",
    ) -> None:
        self.handle = handle
        self.notices = tuple(notices)
        self.pages_in_file = max(int(pdfium.FPDF_GetPageCount(handle)), 0)
        self.count = min(self.pages_in_file, MOST_PAGES)
        self.is_encrypted = int(pdfium.FPDF_GetSecurityHandlerRevision(handle)) > 0
        self.mended = mended
        self.name = name
        self.kind = kind
        self.path = path
        # PDFium reads from these bytes as long as the document is open.
        self.data = data

    def close(self) -> None:
        """Let go of the file, and of the mended copy."""
        if self.handle is not None:
            pdfium.FPDF_CloseDocument(self.handle)
            self.handle = None
        if self.mended is not None:
            self.mended.unlink(missing_ok=True)
            self.mended = None

    def __enter__(self) -> "OpenedPdf":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_pdf(
    path: Path | None, password: str | None = None, *, data: bytes | None = None, name: str = ""
) -> OpenedPdf:
    """The PDF at `path`, or of these bytes, or what a picture there is made into; `name`: for sentences
    about it, else the path.

    Raises `PasswordNeeded` and `UnreadableFile`. A file that needs no password opens whatever is given.
    """
    shown = name or str(path)
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))
    if picture_pages.is_picture(_head(path, data)):
        return _of_pictures(path, data, shown)
    handle, cause = _load(path, data, password)
    opened = None if handle is None else OpenedPdf(handle, path=path, data=data, name=shown)
    if opened is None and cause == _PASSWORD:
        raise _locked(shown, password)
    if opened is None and cause == _SECURITY:
        raise UnreadableFile(
            shown,
            _(
                "It is protected in a way that only the program of its publisher opens. "
                "Ask for a copy without protection."
            ),
        )
    if opened is None or not opened.count:
        was_empty = opened is not None
        if opened is not None:
            opened.close()
        opened = _mended(path, data, password, shown)
        if opened is None:
            raise UnreadableFile(shown, _empty() if was_empty else _damaged())
    return opened


def _head(path: Path | None, data: bytes | None) -> bytes:
    if data is not None:
        return data[:16]
    try:
        with (path or Path()).open("rb") as file:
            return file.read(16)
    except OSError:
        return b""  # Why it cannot be read is said where it is.


def _of_pictures(path: Path | None, data: bytes | None, name: str) -> OpenedPdf:
    made, notices = picture_pages.as_pdf(path, data, name)
    handle, _cause = _load(None, made, None)
    if handle is None:
        raise UnreadableFile(name, _damaged())
    return OpenedPdf(handle, notices, data=made, name=name, kind="picture")


def _load(path: Path | None, data: bytes | None, password: str | None) -> tuple[Any, int]:
    """PDFium's handle, or None and why. A password is tried as it is written in either encoding."""
    secrets: list[bytes | None] = [None]
    if password:
        secrets = [password.encode("utf-8", "replace")]
        if not password.isascii():
            secrets.append(password.encode("latin-1", "replace"))
    cause = 0
    for secret in secrets:
        if data is not None:
            handle = pdfium.FPDF_LoadMemDocument64(data, len(data), secret)
        else:
            assert path is not None
            named = str(path).encode("utf-8") if _ON_WINDOWS else os.fsencode(path)
            handle = pdfium.FPDF_LoadDocument(named, secret)
        if handle and ctypes.cast(handle, ctypes.c_void_p).value:
            return handle, 0
        cause = int(pdfium.FPDF_GetLastError())
    return None, cause


def _mended(
    path: Path | None, data: bytes | None, password: str | None, name: str
) -> OpenedPdf | None:
    """The PDF by way of a copy that qpdf has mended; None where it cannot either."""
    import io

    import pikepdf

    size = len(data) if data is not None else os.path.getsize(path or "")
    if size > MOST_TO_REPAIR:
        return None
    folder, copied = tempfile.mkstemp(prefix="closereader-", suffix=".pdf")
    os.close(folder)
    mended = Path(copied)
    try:
        source: Any = io.BytesIO(data) if data is not None else path
        with pikepdf.open(source, password=password or "") as pdf:
            if not len(pdf.pages):
                raise ValueError("no pages")
            pdf.save(mended)
    except pikepdf.PasswordError as error:
        mended.unlink(missing_ok=True)
        raise _locked(name, password) from error
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
        OSError,
        RuntimeError,
        NotImplementedError,
    ):
        mended.unlink(missing_ok=True)
        return None
    handle, _cause = _load(mended, None, None)
    if handle is None:
        mended.unlink(missing_ok=True)
        return None
    opened = OpenedPdf(handle, (_repaired(),), mended, path, data, name)
    if not opened.count:
        opened.close()
        return None
    return opened


def _locked(name: str, password: str | None) -> PasswordNeeded:
    if password:
        return PasswordNeeded(
            name, _("This is not its password. Look whether it is written rightly."), is_wrong=True
        )
    return PasswordNeeded(name, _("It is encrypted and opens with its password."), is_wrong=False)


def _repaired() -> str:
    return _("The file is damaged; it was repaired for reading. Some of it may be missing.")


def _damaged() -> str:
    return _(
        "It is damaged or cut short, and too little of it can be read. "
        "Get it again from where it came from."
    )


def _empty() -> str:
    return _("There is no page in it. Get it again from where it came from.")
