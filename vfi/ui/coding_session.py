"""One coding with its film, open in the window: what is put together for the Code room and taken apart again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from vfi.desk.coding import CodingDesk
from vfi.desk.session import SessionDesk
from vfi.media.index import FilmIndex
from vfi.qt.sound import qt_sound_out
from vfi.store.codings import OpenCoding
from vfi.ui.film_player import FilmPlayer
from vfi.ui.film_view import FilmView

if TYPE_CHECKING:
    from vfi.desk.clips import Source


@dataclass(frozen=True, slots=True)
class Ready:
    """What was looked up beside the window before a session can be opened."""

    desk: SessionDesk
    film: Path
    index: FilmIndex


def make_ready(desk: SessionDesk) -> Ready:
    """Find the film and index it; slow, for a worker thread.

    Raises:
        BadInput: `film-moved`, `film-is-another`. FilmError: it cannot be used.
    """
    path = desk.film_file()
    return Ready(desk, path, desk.film_index())


class CodingSession(QObject):
    """Owns the coding, its desk, the view and the player; `close` lets all of them go."""

    def __init__(self, ready: Ready, opened: OpenCoding, parent: QObject) -> None:
        super().__init__(parent)
        self.ready = ready
        self.opened = opened
        self.desk = CodingDesk(opened, ready.index.frame_map, offset=ready.desk.film().offset)
        self.view = FilmView()
        self.player = FilmPlayer(self.view, self, sound_out=qt_sound_out)

    def start(self) -> None:
        """Show the first picture."""
        self.player.open(self.ready.film, self.ready.index)

    @property
    def case(self) -> str:
        return self.ready.desk.case_id

    @property
    def session(self) -> str:
        return self.ready.desk.session.id

    def clip_source(self, desk: SessionDesk) -> Source:
        """What clips are cut from; `desk` is this session read anew, with what its family agrees to now."""
        from vfi.desk.clips import Source

        return Source(
            vault=desk.vault,
            case=desk.case.value if desk.case is not None else None,
            case_dir=desk.case_id,
            session=desk.session,
            session_dir=desk.folder,
            coding=self.opened.coding,
            film=self.ready.film,
            index=self.ready.index,
            clock=desk.clock(),
        )

    def close(self) -> None:
        """Stop the film's threads, write what waits, give the coding free."""
        self.player.close()
        self.desk.close()
        self.opened.close()
        self.view.setParent(None)
        self.view.deleteLater()
        self.deleteLater()
