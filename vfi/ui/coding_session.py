"""One coding with its film, open in the window: what is put together for the Code room and taken apart again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from vfi.core.case import FilmRef
from vfi.core.errors import VfiError
from vfi.core.looks import PictureLook
from vfi.desk.coding import CodingDesk
from vfi.desk.film_checks import index_to_look_by, read_film
from vfi.desk.film_looks import read_looks
from vfi.desk.held_coding import HeldCoding
from vfi.desk.session import SessionDesk
from vfi.desk.to_see import ToSee
from vfi.media.budget import default_budget
from vfi.media.index import FilmIndex
from vfi.media.reel import ReelIndex
from vfi.qt.sound import qt_sound_out
from vfi.store.codings import OpenCoding
from vfi.ui.cameras.in_session import OtherCameras, coded_camera, other_cameras
from vfi.ui.cameras.together import CameraFilm, CamerasTogether
from vfi.ui.cameras.wall import CameraWall
from vfi.ui.film_player import FilmPlayer
from vfi.ui.film_tracks import FilmTracks
from vfi.ui.film_view import FilmView
from vfi.ui.jobs import Jobs
from vfi.ui.looks_kept import LooksKept
from vfi.ui.theme import Theme

if TYPE_CHECKING:
    from vfi.desk.clips import Source


@dataclass(frozen=True, slots=True)
class Ready:
    """What was looked up beside the window before a session can be opened."""

    desk: SessionDesk
    film: Path
    index: FilmIndex
    others: OtherCameras = OtherCameras()
    """The cameras besides the one that is coded."""
    sounding: tuple[bool, ...] = (True,)
    """Which films have sound, the coded one first: room is kept for it on the timeline."""
    looks: Mapping[str, PictureLook] = field(default_factory=dict)
    """How the films were looked at last, by their paths."""

    @property
    def exact(self) -> bool:
        """Are the times of all frames known? If not, the films can be looked at and not coded (`read_through`)."""
        return not any(index.provisional for index in (self.index, *(film.index for film in self.others.films)))


def make_ready(
    desk: SessionDesk,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Ready:
    """Find the film and what it can be opened with; slow, for a worker thread.

    `progress` tells how much of a film is read that cannot be looked at before.

    Raises:
        BadInput: `film-moved`, `film-is-another`. FilmError: it cannot be used. CouldNot: `cancelled`.
    """

    def index_of(film: FilmRef) -> FilmIndex:
        return index_to_look_by(desk, film, progress=progress, cancelled=cancelled)

    path = desk.film_file()
    ready = Ready(desk, path, desk.camera_index(0, index_of), other_cameras(desk, index_of))
    sounding = tuple(film.has_sound() for film in films_to_see(ready))
    return replace(ready, sounding=sounding, looks=read_looks(desk))


def read_through(
    ready: Ready, *, progress: Callable[[float], None] | None = None, cancelled: Callable[[], bool] | None = None
) -> Ready:
    """The same with the times of all frames known and kept; slow, for a worker thread.

    Raises:
        BadInput, FilmError: a film went away, or cannot be read to its end. CouldNot: `cancelled`.
    """
    desk, others = ready.desk, ready.others
    firsts = (desk.film(), *others.refs)
    cameras = [number for number, films in enumerate(desk.cameras()) if films[0] in firsts]
    refs = [film for camera in cameras for film in desk.cameras()[camera]]
    whole = max(1, sum(ref.fingerprint.size for ref in refs))
    before = 0

    def index_of(film: FilmRef) -> FilmIndex:
        nonlocal before

        def told(part: float) -> None:
            if progress is not None:
                progress((before + film.fingerprint.size * part) / whole)

        index = read_film(desk, film, progress=told, cancelled=cancelled)
        before += film.fingerprint.size
        return index

    found = [desk.camera_index(camera, index_of) for camera in cameras]
    films = tuple(replace(film, index=index) for film, index in zip(others.films, found[1:], strict=True))
    return replace(ready, index=found[0], others=replace(others, films=films))


def films_to_see(ready: Ready) -> tuple[ToSee, ...]:
    """The films whose sound and stills can be seen, the coded one first."""
    desk, others = ready.desk, ready.others
    further = zip(others.refs, others.films, strict=True)
    return (
        ToSee(desk, desk.film(), ready.film, ready.index),
        *(ToSee(desk, ref, film.path, film.index) for ref, film in further),
    )


class CodingSession(QObject):
    """Owns the coding, its desk, the view and the player; `close` lets all of them go.

    With several cameras the view is a wall of them, and the player plays the one that leads.
    """

    led = Signal()
    """Another camera leads, or lies elsewhere on the session clock: `desk` is another one, on its frames."""

    def __init__(self, ready: Ready, opened: OpenCoding, parent: QObject, theme: Theme) -> None:
        super().__init__(parent)
        self.ready = ready
        self.opened = opened
        self.held = None if ready.exact else HeldCoding(opened)
        """What holds changes back until the times of all frames are known."""
        film = coded_camera(ready.desk, ready.film, ready.index)
        self.desk = self._desk_for(film)
        view = FilmView()
        self.view: FilmView | CameraWall = view
        self.player = FilmPlayer(view, self, sound_out=qt_sound_out)
        self._tracks: FilmTracks | None = None
        self._looks: LooksKept | None = None
        self.together: CamerasTogether | None = None
        if ready.others.films:
            films = (film, *ready.others.films)
            shapes = [each.index.look.shown_size for each in films]
            names = [each.name for each in films]
            self.view = CameraWall(theme, names, view, shapes=[width / height for width, height in shapes])
            self.together = CamerasTogether(films, self.view, self.player, self)
            self.together.led.connect(lambda _camera: self.lead_moved())

    def tracks(self, jobs: Jobs) -> FilmTracks:
        """Sound and stills of the camera that leads now, instead of those before."""
        self._close_tracks()
        lead = self.lead
        found = self._tracks = FilmTracks(
            films_to_see(self.ready)[lead], jobs, self, has_sound=self.ready.sounding[lead]
        )
        self.player.state_changed.connect(found.show_state)
        return found

    @property
    def lead(self) -> int:
        """The number of the camera that leads."""
        if self.together is None:
            return 0
        led_by = self.together.film
        return next(number for number, film in enumerate(self.together.films) if film is led_by)

    @property
    def lead_index(self) -> FilmIndex:
        """The index whose frames the player counts."""
        return films_to_see(self.ready)[self.lead].index

    def keep_looks(self, jobs: Jobs) -> None:
        """Let the films be looked at as last time, and remember how they are from now on."""
        view = self.view
        kept = self._looks = LooksKept(
            films_to_see(self.ready),
            self.ready.looks,
            lambda number: view if isinstance(view, FilmView) else view.view_of(number),
            jobs,
            self,
        )
        self.led.connect(kept.lay)

    def _close_tracks(self) -> None:
        before, self._tracks = self._tracks, None
        if before is not None:
            before.close()
            before.deleteLater()

    def use(self, picture_bytes: int | None, *, step_sound: bool) -> None:
        """What the settings chose: bytes for pictures (None: what suits this machine), a grain of sound at steps."""
        self.player.budget.resize(default_budget() if picture_bytes is None else picture_bytes)
        self.player.set_step_sound(step_sound)

    def start(self) -> None:
        """Show the first picture."""
        if self.together is not None:
            self.together.start()
        else:
            self.player.open(self.ready.film, self.ready.index)

    @property
    def not_yet(self) -> VfiError | None:
        """Why nothing may be made from frame numbers and times yet; None when they are known."""
        return self.held.waits_for if self.held is not None else None

    def frames_known(self, ready: Ready) -> bool:
        """All frames of all films are known now: `ready` says of them what `read_through` found.

        Where they are the ones that were shown so far, coding goes on from here. False: they are others, and the
        session must be opened anew with them.
        """
        if self.held is None:
            return True
        shown = (self.ready.index, *(film.index for film in self.ready.others.films))
        found = (ready.index, *(film.index for film in ready.others.films))
        if not all(one.shows_as(other) for one, other in zip(shown, found, strict=True)):
            return False
        self.ready = ready
        self.held.release()
        if self._tracks is not None:
            self._tracks.frames_known(films_to_see(ready)[self.lead])
        return True

    @property
    def film(self) -> Path:
        """The film whose frames the player counts."""
        return self.ready.film if self.together is None else self.together.film.path

    def file_of(self, frame: int) -> tuple[Path, int]:
        """In which file this frame of the camera that leads is, and which frame of that file it is."""
        index = self.lead_index
        if not isinstance(index, ReelIndex):
            return self.film, frame
        place = index.reel.place_of(frame)
        return index.parts[place.file][0], place.frame

    def lead_moved(self) -> None:
        """Code on the frames of the camera that leads, where it lies now."""
        if self.together is not None:
            self.desk.flush()
            self.desk = self._desk_for(self.together.film)
            self.led.emit()

    def _desk_for(self, film: CameraFilm) -> CodingDesk:
        return CodingDesk(self.held or self.opened, film.index.frame_map, offset=film.offset, drift=film.drift)

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
            film=self.film,
            index=self.lead_index,
            clock=self.desk.clock,
            camera=self.together.film.name if self.together is not None else "",
        )

    def close(self) -> None:
        """Stop the film's threads, write what waits, give the coding free."""
        if self.together is not None:
            self.together.close()
        self._close_tracks()
        if self._looks is not None:
            self._looks.close()
        self.player.close()
        self.desk.close()
        self.opened.close()
        self.view.setParent(None)
        self.view.deleteLater()
        self.deleteLater()
