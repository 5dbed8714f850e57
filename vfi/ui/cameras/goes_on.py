"""Files beside a film that look like its next pieces: offered, and taken in only when somebody says so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vfi.core.consecutive import files_after
from vfi.core.errors import VfiError
from vfi.ui.errors import words_of
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.lines import Note, Progress
from vfi.ui.theme import Theme
from vfi.words import tr, tr_n

Take = Callable[[Path, Callable[[], bool]], bool]
"""Take in one file as the next of the film; False when the callable said that it is to stop. For a worker thread."""


def pieces_after(film: Path) -> tuple[Path, ...]:
    """The files in the same folder that look like the pieces after this one; none where that cannot be told."""
    try:
        sizes = [(other.name, other.stat().st_size) for other in film.parent.iterdir() if other.is_file()]
    except OSError:
        return ()
    return tuple(film.parent / name for name in files_after(film.name, sizes))


class GoesOn(QWidget):
    """A line that is there only where such files are. `busy` while they are being taken in."""

    changed = Signal()

    def __init__(self, theme: Theme, jobs: Jobs, pieces: Sequence[Path], take: Take) -> None:
        super().__init__()
        self._jobs = jobs
        self._pieces = tuple(pieces)
        self._take = take
        self._job: Job | None = None
        self._stopping = threading.Event()
        self._taken = 0
        names = tr("{first} to {last}", first=pieces[0].name, last=pieces[-1].name) if len(pieces) > 1 else ""
        self.note = Note(
            theme,
            tr_n(
                "{names} lies beside it and looks like its next piece.",
                "{names} lie beside it and look like its next pieces.",
                len(pieces),
                names=names or pieces[0].name,
            ),
        )
        words = tr("Take all as one film") if names else tr("Take both as one film")
        self.button = Button(theme, words, dense=True, on_click=self.begin)
        self.progress = Progress(theme, tr("Copying into the library"))
        self.progress.cancelled.connect(self.stop)
        self.progress.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.note)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.progress)

    @property
    def busy(self) -> bool:
        return self._job is not None

    def begin(self) -> None:
        """Take them in, one after another."""
        if self.busy or self._taken == len(self._pieces):
            return
        pieces, before = self._pieces[self._taken :], self._taken
        stopping = self._stopping
        stopping.clear()

        def work(handle: Handle) -> int:
            for number, piece in enumerate(pieces):
                handle.progress((before + number) / len(self._pieces))
                if not self._take(piece, lambda: stopping.is_set() or handle.cancelled()):
                    return before + number
            return before + len(pieces)

        self.progress.set(0, tr("Copying into the library"))
        self.progress.show()
        self.button.hide()
        self._job = self._jobs.start(work, done=self._done, failed=self._failed, progress=self._copying)
        self.changed.emit()

    def stop(self) -> None:
        """Leave out what has not been taken in yet; it is over when `busy` is."""
        self._stopping.set()

    def _copying(self, part: float) -> None:
        self.progress.set(part, tr("Copying into the library"))

    def _done(self, taken: int) -> None:
        self._job, self._taken = None, taken
        self.progress.hide()
        if taken:
            last = self._pieces[taken - 1].name
            self.note.set(tr("The film goes on to the end of {last}.", last=last), "success")
        self.button.setVisible(taken < len(self._pieces))
        self.changed.emit()

    def _failed(self, error: VfiError | Exception) -> None:
        self._job = None
        self.progress.hide()
        self.note.set(words_of(error), "warning")
        self.button.show()
        self.changed.emit()
