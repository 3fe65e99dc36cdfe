"""The name under which the model and all above it know a stretch of the canonical text.

The class itself lies in `text`, whose functions return it and may not know the model.
"""

from closereader.text.span import Span

__all__ = ["Span"]
