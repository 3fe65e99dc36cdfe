"""How the paper of a page looks in a theme: as printed, tinted like the window's page, or dark."""

from enum import StrEnum

from PySide6.QtGui import QColor, QImage, QPainter

from closereader.gui.theme import Theme

_MODE = QPainter.CompositionMode


class Paper(StrEnum):
    """What is done with the colours of a page. THEME: what goes with the window's theme."""

    THEME = "theme"
    PRINTED = "printed"
    TINTED = "tinted"
    DARK = "dark"


def resolved(paper: Paper, theme: Theme) -> Paper:
    """What `THEME` means in a theme."""
    if paper is not Paper.THEME:
        return paper
    return Paper.DARK if theme.dark else Paper.TINTED


def is_dark(paper: Paper, theme: Theme) -> bool:
    """Whether letters are light on such a page."""
    return resolved(paper, theme) is Paper.DARK


def ground(paper: Paper, theme: Theme, light: Theme, dark: Theme) -> QColor:
    """The colour of blank paper."""
    match resolved(paper, theme):
        case Paper.DARK:
            return (theme if theme.dark else dark).page
        case Paper.TINTED:
            return (light if theme.dark else theme).page
    return QColor.fromRgb(255, 255, 255)


def coloured(image: QImage, paper: Paper, ground: QColor, ink: QColor) -> QImage:
    """The picture of a page on that paper. `paper` is resolved; `ink`: what black becomes where it is
    dark. Any thread may ask."""
    if paper is Paper.PRINTED:
        return image
    if paper is Paper.DARK:
        image = _lightness_inverted(image)
        with_ink = QPainter(image)
        with_ink.setCompositionMode(_MODE.CompositionMode_Multiply)
        with_ink.fillRect(image.rect(), ink)
        with_ink.setCompositionMode(_MODE.CompositionMode_Lighten)
        with_ink.fillRect(image.rect(), ground)
        with_ink.end()
        return image
    painter = QPainter(image)
    painter.setCompositionMode(_MODE.CompositionMode_Multiply)
    painter.fillRect(image.rect(), ground)
    painter.end()
    return image


def _lightness_inverted(image: QImage) -> QImage:
    """Light for dark, with the hues kept: each of red, green and blue becomes 1 + itself - 2 × the grey
    of the pixel. In steps that saturate where the sum would leave the scale."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8).convertToFormat(
        QImage.Format.Format_RGB32
    )
    inverted = grey.copy()
    inverted.invertPixels()
    # Half of the pixel and half of its inverted grey; inverted.
    half = image.copy()
    painter = QPainter(half)
    painter.setOpacity(0.5)
    painter.drawImage(0, 0, inverted)
    painter.end()
    half.invertPixels()
    # Half of the grey more; inverted again, that is half of what is wanted. (Drawn with an opacity of a
    # half in this mode it would be mixed after it saturated.)
    painter = QPainter(grey)
    painter.setOpacity(0.5)
    painter.fillRect(grey.rect(), QColor.fromRgb(0, 0, 0))
    painter.end()
    painter = QPainter(half)
    painter.setCompositionMode(_MODE.CompositionMode_Plus)
    painter.drawImage(0, 0, grey)
    painter.end()
    half.invertPixels()
    doubled = half.copy()
    painter = QPainter(doubled)
    painter.setCompositionMode(_MODE.CompositionMode_Plus)
    painter.drawImage(0, 0, half)
    painter.end()
    return doubled
