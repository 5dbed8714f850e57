"""The cameras of a session that is open for coding: found beside the window, shown on a wall, laid on one clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from vfi.core.cameras import name_for, offset_of_same_moment
from vfi.core.case import FilmRef
from vfi.core.errors import VfiError
from vfi.core.time import Ns, clock_text
from vfi.desk.cameras import (
    BY_MOMENT,
    Heard,
    camera_films,
    camera_name,
    hear_offset,
    lay_as_heard,
    name_camera,
    set_offset,
)
from vfi.desk.session import SessionDesk
from vfi.media.index import FilmIndex
from vfi.ui.cameras.film_sheet import NamesSheet
from vfi.ui.cameras.offset_sheet import Moment, OffsetSheet
from vfi.ui.cameras.together import CameraFilm, CamerasTogether
from vfi.ui.errors import words_of
from vfi.ui.workplace import Workplace
from vfi.words import tr
from vfi.words.cameras import camera_words


@dataclass(frozen=True, slots=True)
class OtherCameras:
    """The films besides the one that is coded."""

    films: tuple[CameraFilm, ...] = ()
    refs: tuple[FilmRef, ...] = ()
    """The first file of each."""
    trouble: tuple[VfiError, ...] = ()
    """Why a camera cannot be shown; the session opens without it."""


def other_cameras(desk: SessionDesk, index_of: Callable[[FilmRef], FilmIndex] | None = None) -> OtherCameras:
    """Find and index the films of every further camera; slow, for a worker thread."""
    films: list[CameraFilm] = []
    refs: list[FilmRef] = []
    trouble: list[VfiError] = []
    for number, group in enumerate(camera_films(desk)[1:], start=1):
        try:
            path = desk.film_file(group[0])
            name = camera_words(camera_name(group), number)
            index = desk.camera_index(number, index_of)
            films.append(CameraFilm(name, path, index, group[0].offset, group[0].drift))
            refs.append(group[0])
        except VfiError as error:
            trouble.append(error)
    return OtherCameras(tuple(films), tuple(refs), tuple(trouble))


def coded_camera(desk: SessionDesk, path: Path, index: FilmIndex) -> CameraFilm:
    """The film that is coded, as the first of the cameras."""
    name = camera_words(camera_name(camera_films(desk)[0]), 0)
    return CameraFilm(name, path, index, desk.film().offset, desk.film().drift)


class CameraLaying(QObject):
    """The sheet that lays cameras, and what comes of it: written into the session, noted, shown at once."""

    def __init__(
        self,
        place: Workplace,
        desk: SessionDesk,
        refs: Sequence[FilmRef],
        together: CamerasTogether,
        lead_moved: Callable[[], object],
        parent: QObject,
    ) -> None:
        """`refs`: the film of every camera, the coded one first. `lead_moved`: the lead has another clock now."""
        super().__init__(parent)
        self._place = place
        self._desk = desk
        self._refs = list(refs)
        self._together = together
        self._lead_moved = lead_moved
        self._marked: Moment | None = None

    @property
    def desk(self) -> SessionDesk:
        """The session as it is now."""
        return self._desk

    def ask(self) -> None:
        """Stop the film and open the sheet."""
        place, together = self._place, self._together
        now, cameras = together.stop(), together.cameras
        moment = None
        if now is not None:
            clock = cameras.all[cameras.lead].clock
            moment = Moment(cameras.lead, now, clock_text(clock.time_of(now)))
        desk, refs = self._desk, tuple(self._refs)
        sheet = OffsetSheet(
            place.theme,
            place.window.page,
            place.jobs,
            [film.name for film in together.films],
            [film.offset for film in together.films],
            lambda camera, handle: hear_offset(
                desk, refs[camera], progress=handle.progress, cancelled=handle.cancelled
            ),
            now=moment,
            before=self._marked,
            camera=cameras.lead or (self._marked.camera if self._marked is not None else 1),
        )
        sheet.heard.connect(self._heard)
        sheet.numbered.connect(self._numbered)
        sheet.marked.connect(self._mark)
        sheet.same.connect(self._same)
        place.show(sheet, sheet.first())

    def ask_names(self) -> None:
        """What the cameras are called."""
        place = self._place
        given = [camera_name(group) for group in camera_films(self._desk) if group[0] in self._refs]
        names = ["" if name == name_for(number) else name for number, name in enumerate(given)]
        sheet = NamesSheet(place.theme, place.window.page, names)
        sheet.chosen.connect(self._named)
        place.show(sheet, sheet.fields[0])

    # ---- what was chosen

    def _named(self, names: tuple[str, ...]) -> None:
        groups = camera_films(self._desk)
        shown = [next(number for number, group in enumerate(groups) if ref in group) for ref in self._refs]
        try:
            for number in shown:  # first none of them: two may have changed names with each other
                self._desk = name_camera(self._desk, number, "")
            for number, name in zip(shown, names, strict=True):
                self._desk = name_camera(self._desk, number, name)
        except VfiError as error:
            self._place.say(error)
        groups = camera_films(self._desk)
        self._refs = [groups[number][0] for number in shown]
        self._together.name([camera_words(camera_name(groups[number]), number) for number in shown])

    def _heard(self, camera: int, heard: Heard) -> None:
        self._change(camera, lambda who: lay_as_heard(self._desk, heard, who=who))

    def _numbered(self, camera: int, offset: Ns) -> None:
        self._change(camera, lambda who: set_offset(self._desk, self._refs[camera], offset, who=who))

    def _mark(self, moment: Moment) -> None:
        self._marked = moment
        self._place.done(
            tr("Marked. Let another camera lead, go to the same moment there, and open the clock of the cameras again.")
        )

    def _same(self, one: Moment, other: Moment) -> None:
        stays, moves = (one, other) if one.camera == 0 or other.camera != 0 else (other, one)
        clocks = [camera.clock for camera in self._together.cameras.all]
        offset = offset_of_same_moment(clocks[stays.camera], stays.frame, clocks[moves.camera], moves.frame)
        self._marked = None
        self._change(
            moves.camera,
            lambda who: set_offset(self._desk, self._refs[moves.camera], offset, who=who, how=BY_MOMENT),
        )

    def _change(self, camera: int, change: Callable[[str], SessionDesk]) -> None:
        before = self._refs[camera]
        place_in_session = self._desk.session.films.index(before)
        try:
            self._desk = change(self._place.coder)
        except VfiError as error:
            self._place.say(error)
            return
        film = self._desk.session.films[place_in_session]
        self._refs[camera] = film
        self._together.lay(camera, film.offset, film.drift)
        if camera == self._together.cameras.lead:
            self._lead_moved()
        name = self._together.films[camera].name
        self._place.done(tr("“{camera}” lies on the clock of the session now.", camera=name))


def say_trouble(place: Workplace, others: OtherCameras) -> None:
    """Tell which cameras could not be shown."""
    if others.trouble:
        place.window.toast.say(" ".join(words_of(each) for each in others.trouble), "warning", stays=True)
