"""The cameras of one session at work: one leads and plays, the others show what they filmed at that very moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from vfi.core.cameras import Camera, Cameras
from vfi.core.clock import FilmClock
from vfi.core.time import Ns, Span, clock_text
from vfi.media.index import FilmIndex
from vfi.media.playback import Direction, PlayState
from vfi.ui.cameras.follower import Follower
from vfi.ui.cameras.wall import CameraWall
from vfi.ui.film_player import FilmPlayer
from vfi.words import tr


@dataclass(frozen=True, slots=True)
class CameraFilm:
    """A camera's film, ready to be shown."""

    name: str
    path: Path
    index: FilmIndex
    offset: Ns
    drift: int = 0
    """Billionths, as in `FilmClock`."""

    @property
    def clock(self) -> FilmClock:
        return FilmClock(self.index.frame_map, self.offset, self.drift)


class CamerasTogether(QObject):
    """Drives a wall: the lead's player is the master, the others are asked for their frame at what it has painted.

    The player is the caller's, who closes it; it paints into the wall's view of the lead.
    """

    led = Signal(int)
    """Another camera leads now: frames of the player are frames of this one."""
    failed = Signal(object)
    """`VfiError`: a camera that follows cannot show its frame."""
    lay_wanted = Signal()
    """The cameras are to be laid on one clock."""
    names_wanted = Signal()
    """The cameras are to be given names."""

    def __init__(
        self, films: Sequence[CameraFilm], wall: CameraWall, player: FilmPlayer, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._films = list(films)
        self._wall = wall
        self._player = player
        self._cameras = self._on_clock(0)
        self._followers: dict[int, Follower] = {}
        self._moment = int(self._clock.start)
        """Session time at which another lead goes on: within the lead's frame, so to and fro ends where it began."""
        self._loop: Span | None = None
        """The loop at the last change of the lead."""
        player.asked.connect(self._asked)
        player.painted.connect(self._painted)
        player.state_changed.connect(self._state_changed)
        wall.lead_wanted.connect(self.lead)
        wall.lay_wanted.connect(self.lay_wanted)
        wall.names_wanted.connect(self.names_wanted)

    @property
    def cameras(self) -> Cameras:
        return self._cameras

    @property
    def film(self) -> CameraFilm:
        """The film of the camera that leads."""
        return self._films[self._cameras.lead]

    def stop(self) -> int | None:
        """Stop where it is; the lead's frame on the screen."""
        self._player.pause()
        return self._player.current_frame

    @property
    def films(self) -> tuple[CameraFilm, ...]:
        return tuple(self._films)

    def start(self, frame: int = 0) -> None:
        """Show the lead's first picture, or another, and the others' beside it."""
        self._player.open(self.film.path, self.film.index, frame)
        self._follow()
        self._show(frame)

    @Slot(int)
    def lead(self, camera: int) -> None:
        """Let another camera lead, from the moment that is on the screen; the film stops there."""
        if camera == self._cameras.lead:
            return
        state = self._player.state
        if self._player.current_frame is not None:  # its signal may still be on its way
            self._stand_at(self._player.current_frame)
        self._keep_loop(state)
        self._unfollow()
        self._player.close()
        self._cameras = self._cameras.led_by(camera)
        self._wall.show_lead(camera)
        self.start(self._clock.frame_at(self._moment))
        if state is not None:
            self._player.set_speed(state.speed)
            self._loop_again(looping=state.looping)
        self.led.emit(camera)

    def lay(self, camera: int, offset: Ns, drift: int = 0) -> None:
        """A camera has another place on the session clock; what follows shows it at once."""
        frame = self._player.current_frame
        self._films[camera] = replace(self._films[camera], offset=offset, drift=drift)
        self._cameras = self._on_clock(self._cameras.lead)
        if camera == self._cameras.lead and frame is not None:
            self._moment = self._clock.time_of(frame)
        if frame is not None:
            self._show(frame)

    def name(self, names: Sequence[str]) -> None:
        """The cameras are called so from now on."""
        self._films = [replace(film, name=name) for film, name in zip(self._films, names, strict=True)]
        self._cameras = self._on_clock(self._cameras.lead)
        self._wall.name(names)
        frame = self._player.current_frame
        if frame is not None:
            self._show(frame)

    def close(self) -> None:
        """Let go of the films that follow."""
        self._player.asked.disconnect(self._asked)
        self._player.painted.disconnect(self._painted)
        self._player.state_changed.disconnect(self._state_changed)
        self._unfollow()

    # -- inside

    def _keep_loop(self, state: PlayState | None) -> None:
        """Remember the loop as moments of the session, so that it is the same stretch for every camera.

        The moments stay as they were set where the loop is still the one that came of them: to and fro moves nothing.
        """
        clock = self._clock
        if state is None or state.loop_first is None or state.loop_last is None:
            if self._loop is not None and self._loop_on(clock, self._loop) is not None:
                self._loop = (
                    None  # it was taken away; else this camera was not filming there, and another may have been
                )
            return
        if self._loop is None or self._loop_on(clock, self._loop) != (state.loop_first, state.loop_last):
            self._loop = clock.span(state.loop_first, state.loop_last)

    def _loop_again(self, *, looping: bool) -> None:
        """The same loop on the frames of the camera that leads now, where it was filming."""
        bounds = None if self._loop is None else self._loop_on(self._clock, self._loop)
        if bounds is not None:
            self._player.set_loop(*bounds)
            if not looping:
                self._player.toggle_loop()
        elif looping and self._loop is None:
            self._player.toggle_loop()  # over the whole film

    @staticmethod
    def _loop_on(clock: FilmClock, loop: Span) -> tuple[int, int] | None:
        if loop.end <= clock.start or loop.start >= clock.end:
            return None
        return clock.frame_at(loop.start), clock.frame_at(loop.end - 1)

    @property
    def _clock(self) -> FilmClock:
        return self._cameras.all[self._cameras.lead].clock

    def _on_clock(self, lead: int) -> Cameras:
        return Cameras(tuple(Camera(film.name, film.clock) for film in self._films), lead)

    def _follow(self) -> None:
        for number, film in enumerate(self._films):
            if number != self._cameras.lead:
                follower = Follower(self._wall.view_of(number), film.path, film.index, self._player.budget, self)
                follower.failed.connect(self.failed)
                self._followers[number] = follower

    def _unfollow(self) -> None:
        for follower in self._followers.values():
            follower.close()
            follower.deleteLater()
        self._followers.clear()

    @Slot(int)
    def _asked(self, frame: int) -> None:
        """The lead's next picture is being decoded: the others decode theirs meanwhile, not after it."""
        self._show(frame)

    @Slot(int)
    def _painted(self, frame: int) -> None:
        self._stand_at(frame)
        state = self._player.state
        if state is None or not state.playing:
            self._show(frame)  # dragging, another one may have been painted than was asked for

    def _stand_at(self, frame: int) -> None:
        """This frame of the lead is on the screen; the moment stays where it lies within it."""
        if self._clock.frame_at(self._moment) != frame:
            self._moment = self._clock.time_of(frame)

    @Slot(object)
    def _state_changed(self, state: PlayState) -> None:
        frame = self._player.current_frame
        if not state.playing and frame is not None:
            self._show(frame)  # it stands: now each exactly where it must be, whatever came late

    def _show(self, frame: int) -> None:
        state = self._player.state
        direction: Direction = state.direction if state is not None and state.playing else 0
        time = self._clock.time_of(frame)
        for number, shown in enumerate(self._cameras.shown(time)):
            follower = self._followers.get(number)
            if follower is not None:
                follower.show(shown, direction)
                self._wall.say(number, self._state_of(number, shown, time))

    def _state_of(self, number: int, shown: int | None, time: int) -> str:
        if shown is not None:
            return ""
        clock = self._cameras.all[number].clock
        if time < clock.start:
            return tr("begins in {time}", time=clock_text(clock.start - time))
        return tr("ended {time} ago", time=clock_text(time - clock.end))
