"""Searching what coders wrote: every coding of a library is read, beside the window, a moment after typing stops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from vfi.desk.searching import Hit, HitKind, search
from vfi.ui.jobs import Handle, Job, Jobs

_STILL_MS = 250
_AT_LEAST = 2
_AT_MOST = 200


class CommentSearch(QObject):
    """`look(words)` forgets what was found before; `found` tells when there is something new."""

    found = Signal()

    def __init__(self, jobs: Jobs, root: Callable[[], Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._root = root
        self._words = ""
        self._job: Job | None = None
        self._hits: dict[str, list[Hit]] = {}
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(_STILL_MS)
        self._still.timeout.connect(self._begin)

    def look(self, words: str) -> None:
        """Search for these words; nothing where they are too few to mean anything."""
        if words == self._words:
            return
        self._words = words
        self._hits = {}
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if len(words.strip()) >= _AT_LEAST:
            self._still.start()
        else:
            self._still.stop()

    def of(self, key: str) -> list[Hit]:
        """The comments of this session (case/session) that hold the words."""
        return self._hits.get(key, [])

    def _begin(self) -> None:
        root, words = self._root(), self._words

        def work(handle: Handle) -> dict[str, list[Hit]]:
            hits: dict[str, list[Hit]] = {}
            count = 0
            for hit in search(root, words, cancelled=handle.cancelled):
                if hit.kind is HitKind.COMMENT:
                    hits.setdefault(f"{hit.case}/{hit.session}", []).append(hit)
                    count += 1
                if count >= _AT_MOST or handle.cancelled():
                    break
            return hits

        self._job = self._jobs.start(work, done=self._came)

    def _came(self, hits: dict[str, list[Hit]]) -> None:
        self._job = None
        self._hits = hits
        self.found.emit()
