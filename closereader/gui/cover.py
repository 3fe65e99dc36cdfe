"""The picture of a reading: its cover or its first page, read in a worker and made small."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader


def small(path: Path, room: QSize) -> QImage | None:
    """The picture at `path`, to fit into `room` (in device pixels); None for what cannot be drawn."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    # By what it is, not by a name: a kept file has no ending.
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and (size.width() > room.width() or size.height() > room.height()):
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    if image.width() > room.width() or image.height() > room.height():
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    return image
