"""A camera that follows: it shows the frame it is told to, the newest wish first, and plays nothing by itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from vfi.core.looks import PictureLook
from vfi.media.budget import MemoryBudget
from vfi.media.decoding import DecodeService, Delivery, Failed, Shown
from vfi.media.index import FilmIndex
from vfi.media.playback import Direction
from vfi.ui.film_view import FilmView


class Follower(QObject):
    """Shows frames of one film in one view. For the GUI thread; nothing here waits, except `close` for its thread."""

    failed = Signal(object)
    """`VfiError`: a frame cannot be shown."""
    _delivered = Signal(object)

    def __init__(
        self, view: FilmView, path: Path, index: FilmIndex, budget: MemoryBudget, parent: QObject | None = None
    ) -> None:
        """`budget`: of bytes for pictures, shared with the other films of the window."""
        super().__init__(parent)
        self._view = view
        self._asked: tuple[int | None, tuple[int, int]] | None = None
        self._generation = 0
        self._direction: Direction = 0
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)
        self._decoding: DecodeService | None = DecodeService(path, index, self._delivered.emit, budget)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(60)
        self._resized.timeout.connect(self._again)
        view.box_changed.connect(self._resized.start)
        self._smooth = view.look.smooth
        self._decoding.deinterlace(self._smooth)
        view.look_changed.connect(self._look_changed)

    def show(self, frame: int | None, direction: Direction = 0) -> None:
        """Show this frame as soon as it is decoded; None: the camera was not filming then, so nothing is shown.

        `direction`: which way the lead plays, so that what comes next is decoded ahead; 0 when it stands.
        """
        asked = (frame, self._view.box)
        if self._decoding is None or (asked == self._asked and direction == self._direction):
            return
        self._asked, self._direction = asked, direction
        self._generation += 1
        if frame is None:
            self._view.clear()
        else:
            self._decoding.request(frame, asked[1], self._generation, direction)

    def close(self) -> None:
        """Let go of the film; its view shows the empty well."""
        self._resized.stop()
        if self._decoding is not None:
            self._view.box_changed.disconnect(self._resized.start)
            self._view.look_changed.disconnect(self._look_changed)
            self._decoding.close()
            self._decoding = None
        self._asked = None
        self._view.clear()

    @Slot(object)
    def _look_changed(self, look: PictureLook) -> None:
        if self._decoding is not None and look.smooth != self._smooth:
            self._smooth = look.smooth
            self._decoding.deinterlace(look.smooth)
            if self._asked is not None:
                asked, self._asked = self._asked, None
                self.show(asked[0], self._direction)

    @Slot()
    def _again(self) -> None:
        if self._asked is not None:
            self.show(self._asked[0], self._direction)

    @Slot(object)
    def _on_delivered(self, delivery: Delivery) -> None:
        if self._decoding is None or self._asked is None or self._asked[0] is None:
            return
        playing = self._direction != 0
        # while it plays the newest wish comes before the last picture can: what comes late is still nearer than nothing
        if delivery.generation != self._generation and not playing:
            return
        if isinstance(delivery, Shown):
            self._view.show_picture(delivery.frame, delivery.image)
        elif isinstance(delivery, Failed):
            self.failed.emit(delivery.error)
