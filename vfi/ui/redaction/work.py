"""What a person does with what is hidden in one film: each change is kept at once; following; looking through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from vfi.core.cameras import by_camera
from vfi.core.clock import FilmClock
from vfi.core.errors import BadInput, VfiError
from vfi.core.redaction import Item, Place, Redaction, RedactionId, Region, Shape, Silencing
from vfi.core.time import Ns, Span, Spans
from vfi.desk.redactions import RedactionDesk, camera_names
from vfi.desk.session import SessionDesk
from vfi.media.index import FilmIndex
from vfi.ui.film_player import FilmPlayer
from vfi.ui.jobs import Job, Jobs
from vfi.ui.redaction.looked import SLOW_ENOUGH, Looked, to_look_at, with_looked
from vfi.ui.redaction.picture import HidingView, moment_in

if TYPE_CHECKING:  # what follows a region comes with the first one
    from vfi.media.following import Followed

_REST_MS = 700
"""So long after the last step what was looked at is kept: one entry, not one for each picture."""


@dataclass(frozen=True, slots=True)
class HidingFilm:
    """A camera's film and what is hidden in its session."""

    desk: RedactionDesk
    names: tuple[str, ...]
    """By which the camera goes in what is hidden; the first is written."""
    film: Path
    index: FilmIndex
    clock: FilmClock


def make_ready(session: SessionDesk, camera: int = 0) -> HidingFilm:
    """Look everything up; slow, for a worker thread.

    Raises:
        FileDamaged: `record-findings`: what is hidden cannot be read. BadInput: the film is not there;
        `redaction-camera-nameless`. FilmError: it cannot be read.
    """
    desk = RedactionDesk(session)
    ref = by_camera(session.session.films)[camera][0]
    names = camera_names(session.session, ref)
    if not names:
        raise BadInput("redaction-camera-nameless")
    return HidingFilm(desk, names, session.film_file(ref), session.camera_index(camera), session.clock(camera))


class HidingWork(QObject):
    """Knows what is chosen and what was looked at. Nothing here waits but for the disk."""

    changed = Signal()
    """What is hidden, chosen, or looked at is other than before."""
    failed = Signal(object)
    """`VfiError`: it was not kept, and why."""
    following = Signal(object)
    """From 0 to 1 while a part is followed; None when that is over."""
    followed = Signal(object)
    """`Followed`, once it is taken."""

    def __init__(self, film: HidingFilm, view: HidingView, player: FilmPlayer, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.film = film
        self.desk = film.desk
        self._view = view
        self._player = player
        self._jobs = jobs
        self._looked = Looked(film.clock)
        self._job: Job | None = None
        self._follows: Region | None = None
        self._keeping = False
        self.selected: RedactionId | None = None
        self.until: Ns = film.clock.end
        """Where what is hidden from here on ends, at first."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.keep_looked)
        self._unsubscribe = film.desk.subscribe(self._desk_changed)
        player.painted.connect(self._painted)

    # ---- what is

    @property
    def redaction(self) -> Redaction:
        """Of this camera, with what is heard."""
        return self.desk.redaction.of_camera(*self.film.names)

    @property
    def item(self) -> Item | None:
        """The chosen one."""
        return self.redaction.item(self.selected) if self.selected is not None else None

    @property
    def missing(self) -> Spans:
        """Where nobody has looked yet, what waits to be kept left out."""
        return to_look_at(self.desk.redaction, self.film.names)

    @property
    def frame(self) -> int | None:
        """The one on the screen."""
        return self._player.current_frame

    @property
    def now(self) -> Ns | None:
        """When the frame on the screen begins."""
        return None if self.frame is None else self.film.clock.time_of(self.frame)

    # ---- choosing

    def choose(self, id: str | None) -> None:
        """This one, or none."""
        self.selected = RedactionId(id) if id is not None else None
        self.changed.emit()

    def choose_next(self, by: int) -> None:
        """The one before or after the chosen one, in order of time."""
        ids = [item.id for item in self.redaction.items]
        if ids:
            at = ids.index(self.selected) + by if self.selected in ids else 0
            self.choose(ids[min(max(at, 0), len(ids) - 1)])

    # ---- hiding

    def hide(self, place: Place, shape: Shape) -> None:
        """Hide this part of the picture from here on."""
        self._add(lambda span: self.desk.hide(span, span.start, place, camera=self.film.names[0], shape=shape))

    def blur(self) -> None:
        """Blur the whole picture from here on."""
        self._add(lambda span: self.desk.blur(span, camera=self.film.names[0]))

    def silence(self, how: Silencing = Silencing.MUTE) -> None:
        """Let something else be heard from here on."""
        self._add(lambda span: self.desk.silence(span, how))

    def _add(self, add: Callable[[Span], RedactionId]) -> None:
        now, clock = self.now, self.film.clock
        if now is None:
            return
        end = self.until if now < self.until else clock.end
        before = self.redaction.items

        def act() -> None:
            self.selected = add(Span(now, end))

        if not self._do(act):
            return
        new = self.item
        twin = next((each for each in before if new is not None and replace(new, id=each.id) == each), None)
        if twin is not None:  # pressed twice: once is enough
            self._do(self.desk.undo)
            self.selected = twin.id
        self.changed.emit()

    def put(self, id: str, place: Place) -> None:
        """A person puts a region there, on the picture that is on the screen."""
        now = self.now
        region = self.redaction.item(RedactionId(id))
        if now is not None and isinstance(region, Region):
            self.selected = region.id
            self._do(lambda: self.desk.put(region.id, moment_in(region, now), place))

    def unput(self) -> None:
        """Take away the place that a person put on the picture on the screen, or the one before it."""
        item, frame, clock = self.item, self.frame, self.film.clock
        if isinstance(item, Region) and frame is not None:
            before = [key.at for key in item.keys if not key.followed and key.at < clock.edge(frame + 1)]
            if before and len(item.keys) > 1:
                self.change_region(lambda region: region.without_key(before[-1]), label="redaction-moved")

    def begin_here(self) -> None:
        """The chosen one begins with the picture on the screen."""
        now = self.now
        if now is not None:
            self.change(lambda item: replace(item, start=now))

    def end_here(self) -> None:
        """The chosen one ends with the picture on the screen, which is still hidden."""
        frame = self.frame
        if frame is not None:
            self.change(lambda item: replace(item, end=self.film.clock.edge(frame + 1)))

    def change(self, how: Callable[[Item], Item], *, label: str = "redaction-changed") -> None:
        """The chosen one is otherwise. `how` is given it as it is once what was looked at is kept."""

        def act() -> None:
            item = self.item
            if item is not None:
                self.desk.set(how(item), label=label)

        self._do(act)

    def change_region(self, how: Callable[[Region], Region], *, label: str = "redaction-changed") -> None:
        """The same where a part of the picture is chosen; else nothing."""
        self.change(lambda item: how(item) if isinstance(item, Region) else item, label=label)

    def remove(self) -> None:
        """Hide the chosen one no longer."""
        item = self.item
        if item is not None:
            ids = [each.id for each in self.redaction.items]
            at = ids.index(item.id)
            rest = ids[:at] + ids[at + 1 :]
            if self._do(lambda: self.desk.remove(item.id)):
                self.choose(rest[min(at, len(rest) - 1)] if rest else None)

    def undo(self) -> None:
        self._do(self.desk.undo)

    def redo(self) -> None:
        self._do(self.desk.redo)

    def _do(self, act: Callable[[], object]) -> bool:
        """What was looked at before is kept before: it was another picture."""
        self.keep_looked()
        try:
            act()
        except VfiError as error:
            self.failed.emit(error)
            return False
        return True

    def _desk_changed(self) -> None:
        if self._follows is not None:
            now = self.redaction.item(self._follows.id)
            if self._keeping and isinstance(now, Region):
                self._follows = now
            elif now != self._follows:
                self.stop_following()  # it would lean on a place that is no longer there
        self.changed.emit()

    # ---- following

    def follow(self) -> None:
        """Let the chosen part go with what it covers, from the picture on the screen on."""
        item, now = self.item, self.now
        if self._job is not None or not isinstance(item, Region) or now is None:
            return
        at = moment_in(item, now)
        if now >= item.end or self.film.clock.edge(self.film.clock.frame_at(now) + 1) <= item.start:
            self.failed.emit(BadInput("redaction-not-here"))
            return
        self.keep_looked()
        region = self.desk.region(item.id)
        self._follows = region
        desk = self.desk
        self._job = self._jobs.start(
            lambda handle: desk.follow(region.id, at, progress=handle.progress, cancelled=handle.cancelled),
            done=self._found,
            failed=self._not_followed,
            progress=self.following.emit,
        )
        self.following.emit(0.0)

    def stop_following(self) -> bool:
        """It is no longer wanted; False when nothing is followed."""
        if self._job is None:
            return False
        self._job.cancel()
        self._over()
        return True

    def _over(self) -> None:
        self._job = self._follows = None
        self.following.emit(None)

    def _found(self, found: Followed) -> None:
        region = self._follows
        self._over()
        if region is not None and self._do(lambda: self.desk.accept(region.id, found)):
            self.followed.emit(found)

    def _not_followed(self, error: VfiError | Exception) -> None:
        self._over()
        self.failed.emit(error)

    # ---- looking through

    def _painted(self, frame: int) -> None:
        self._note(frame)
        if self._looked.waiting:
            self._rest.start()

    def _note(self, frame: int) -> None:
        state = self._player.state
        slow = state is None or not state.playing or abs(state.speed) <= SLOW_ENOUGH
        self._looked.painted(frame, counts=slow and not self._view.beneath)

    def keep_looked(self) -> None:
        """Write down what was looked at so far."""
        self._rest.stop()
        if self.frame is not None:
            self._note(self.frame)  # it may stand there, and the word of it still be on its way
        spans = self._looked.take()
        looked = with_looked(self.desk.redaction, self.film.names, spans)
        if looked == self.desk.redaction:
            return
        self._keeping = True
        try:
            self.desk.change("redaction-checked", looked)
        except VfiError as error:
            self.failed.emit(error)
        finally:
            self._keeping = False

    def go_to_missing(self) -> bool:
        """The next picture that nobody has looked at, from the one on the screen on; False when there is none."""
        self.keep_looked()
        missing, now, clock = self.missing, self.now, self.film.clock
        if not missing or now is None:
            return False
        part = next((part for part in missing if part.end > now), missing[0])
        region = next((region for region in self.redaction.regions if _lies_in(part, region.to_check)), None)
        if region is not None:
            self.choose(region.id)
        first = clock.frame_at(max(part.start, now) if part.start <= now < part.end else part.start)
        self._player.go(min(first, max(0, clock.frames.last - 1)))  # from there a step on counts for both pictures
        return True

    def close(self) -> None:
        """Keep what was looked at and let go of the desk."""
        self.stop_following()
        self.keep_looked()
        self._unsubscribe()


def _lies_in(part: Span, spans: Spans) -> bool:
    return any(span.start < part.end and part.start < span.end for span in spans)
