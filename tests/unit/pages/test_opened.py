"""A PDF is opened, or one sentence says why it cannot be."""

import io
from pathlib import Path

import pikepdf
import pytest

from closereader.errors import PasswordNeeded, UnreadableFile
from closereader.importing.parsing import parse_source
from closereader.importing.source import Pictures, Source, Wishes
from closereader.pages import opened
from closereader.pages.opened import open_pdf
from tests.helpers import pdfs

GOOD = pdfs.plain(pdfs.words((40, 350, "A page of words.")))


def encrypted(user: str, owner: str) -> bytes:
    return pdfs.changed(
        GOOD, lambda _pdf: None, encryption=pikepdf.Encryption(user=user, owner=owner)
    )


def test_a_file_is_opened_by_its_path_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "Würde – “one”.pdf"
    path.write_bytes(GOOD)
    with open_pdf(path) as pdf:
        assert (pdf.count, pdf.notices, pdf.is_encrypted) == (1, (), False)


def test_a_password_is_asked_for_and_a_wrong_one_told() -> None:
    data = encrypted("straße", "other")
    with pytest.raises(PasswordNeeded, match="paper") as needed:
        open_pdf(None, data=data, name="paper.pdf")
    assert not needed.value.is_wrong
    with pytest.raises(PasswordNeeded) as needed:
        open_pdf(None, "strasse", data=data, name="paper.pdf")
    assert needed.value.is_wrong
    with Source.of_bytes(data, "paper.pdf") as source:
        document = parse_source(source, Wishes(password="straße"), Pictures())
    assert (document.text, document.password) == ("A page of words.", "straße")


def test_a_password_for_changes_alone_is_not_asked_for() -> None:
    with open_pdf(None, data=encrypted("", "owner"), name="paper.pdf") as pdf:
        assert pdf.is_encrypted
        assert pdf.count == 1


def test_a_file_cut_short_at_its_end_is_read() -> None:
    cut = GOOD[: GOOD.rindex(b"xref")]
    with open_pdf(None, data=cut, name="paper.pdf") as pdf:
        assert pdf.count == 1


def test_what_pdfium_refuses_is_mended_if_it_can_be_and_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load, refused = opened._load, []

    def first_refuses(path: Path | None, data: bytes | None, password: str | None) -> object:
        if not refused:
            refused.append(path)
            return None, 3
        return load(path, data, password)

    monkeypatch.setattr(opened, "_load", first_refuses)
    with open_pdf(None, data=GOOD, name="paper.pdf") as pdf:
        assert pdf.count == 1
        assert "repaired" in pdf.notices[0]
        mended = pdf.mended
        assert mended is not None
        assert mended.exists()
    assert not mended.exists()


def test_a_file_without_pages_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.Pdf.new() as pdf:
        pdf.save(out)
    with pytest.raises(UnreadableFile, match="no page"):
        open_pdf(None, data=out.getvalue(), name="paper.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7", GOOD[:200], b"%PDF-1.4\n" + bytes(5000)])
def test_a_file_of_which_too_little_is_left_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        open_pdf(None, data=data, name="paper.pdf")
