"""Reading words off a picture of a page by the system's OCR program, Tesseract, where one is installed."""

from closereader.ocr.languages import chosen, name_of, tag_of
from closereader.ocr.page import PageRead, read_page
from closereader.ocr.program import OcrProgram, find, how_to_add, how_to_get, usable
from closereader.ocr.words import Word

__all__ = [
    "OcrProgram",
    "PageRead",
    "Word",
    "chosen",
    "find",
    "how_to_add",
    "how_to_get",
    "name_of",
    "read_page",
    "tag_of",
    "usable",
]
