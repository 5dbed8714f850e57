"""A film on its way into the library: its first picture, and a sign for each thing that was seen to."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vfi.ui.kit.lines import Glyph
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import tr

_PICTURE = 164


class FilmPicture(QWidget):
    """The film's first picture, whole, on the well."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self.setFixedHeight(_PICTURE)
        self.setAccessibleName(tr("First picture of the film"))

    def set(self, image: QImage) -> None:
        self._image = image
        self.update()

    @property
    def image(self) -> QImage | None:
        return self._image

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(clip)
        painter.fillRect(self.rect(), self._theme.colour("well" if self._image is not None else "sunken"))
        if self._image is None:
            return
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        width, height = self._image.width() * scale, self._image.height() * scale
        box = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        painter.drawImage(box, self._image)


class Step(QWidget):
    """One thing that was seen to, with its sign: waiting, done, or what is wrong."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._glyph = Glyph(theme, "circle", 18, "text3")
        self._words = Text(theme, words, tone="text3", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(8)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.done = False

    def tick(self, words: str) -> None:
        """It is done, and these words say what was found."""
        self._glyph.set("check-circle", "success")
        self._words.setText(words)
        self._words.set_tone("text")
        self.done = True

    def fail(self, words: str) -> None:
        self._glyph.set("warning-circle", "danger")
        self._words.setText(words)
        self._words.set_tone("danger")

    @property
    def words(self) -> str:
        return self._words.text()
