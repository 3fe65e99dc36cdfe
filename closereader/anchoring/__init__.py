"""Passages and their quotations: a span described so that it can be found again, and the finding,
in a text that may have changed; never a guess."""

from closereader.anchoring.anchor import find
from closereader.anchoring.carrying import Carriage, Carried, carriage
from closereader.anchoring.describe import describe
from closereader.anchoring.found import Anchor
from closereader.anchoring.quote import Quote

__all__ = ["Anchor", "Carriage", "Carried", "Quote", "carriage", "describe", "find"]
