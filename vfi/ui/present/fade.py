"""What was on the screen fades into what is there now; off where the system asks for less motion."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget


class Fade(QWidget):
    """Lies over its parent while the picture from before goes away. It takes no mouse and no keys."""

    def __init__(self, parent: QWidget, ms: int) -> None:
        super().__init__(parent)
        self._host = parent
        self._before = QPixmap()
        self._left = 0.0
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(ms)
        self._animation.setStartValue(1.0)
        self._animation.setEndValue(0.0)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._step)
        self._animation.finished.connect(self.stop)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        parent.installEventFilter(self)
        self.hide()

    def begin(self) -> None:
        """Keep what is on the screen now; call before it changes."""
        self.stop()
        if self._animation.duration() == 0 or not self._host.isVisible():
            return
        self._before = self._host.grab()
        self._left = 1.0
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self._animation.start()

    def stop(self) -> None:
        """Be gone at once."""
        self._animation.stop()
        self._before = QPixmap()
        self.hide()

    def _step(self, left: float) -> None:
        self._left = left
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.stop()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(self._left)
        painter.drawPixmap(0, 0, self._before)
