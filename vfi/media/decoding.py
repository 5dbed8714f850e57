"""Two threads serve one film: one decodes, one shows what is held; the newest request wins, stale work dies.

Requests and replies are plain values; nothing of the decoder leaves its thread. What is held is shown at once, also
while the other thread is at work on the neighbourhood: a step back through held frames waits for no decoder. What is
decoded when is decided by `vfi.media.planning`.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from vfi.core.errors import CouldNot, VfiError
from vfi.media.budget import MemoryBudget
from vfi.media.cache import PictureCache, bytes_of
from vfi.media.fitting import fitted
from vfi.media.index import FilmIndex
from vfi.media.joined import open_reader as open_film_reader
from vfi.media.picture import Painter, Picture
from vfi.media.planning import REST, Direction, Hand, Planner, Request, Size, Sizes, Work
from vfi.media.pool import BlockPool
from vfi.media.until_closed import UntilClosed

_log = logging.getLogger(__name__)

LEAST_SMALL, LONG_GROUP = 640 * 360, 600
"""Small pictures are made for the view; smaller only so that one and a half groups of pictures fit. Groups longer
than this are held in pieces."""
LATE_EVERY = 0.04
"""Seconds between the pictures that are shown late when decoding does not keep up."""
SPARE_SECONDS = 5.0
"""After so long without work the second reader is closed: its decoder holds some fifty megabytes of a 1080p film."""
JOIN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture to show: BGRA, uint8, shape (height, width, 4), at view size, turned and stretched as displayed.

    `late`: another frame was asked for than this one, which is shown on the way to it. `suspect`: the film is damaged
    here. `small`: made from a picture that was kept small; when the film rests, the whole one follows.
    """

    frame: int
    generation: int
    image: np.ndarray[Any, Any]
    late: bool
    suspect: bool
    small: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """This frame (None: the whole film) cannot be had, and why."""

    frame: int | None
    generation: int
    error: VfiError


Delivery = Shown | Failed


class Reader(Protocol):
    """What the decode thread needs of a reader of films."""

    def picture(
        self, frame: int, *, stop: int | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Picture: ...
    def close(self) -> None: ...


class DecodeService:
    """Decodes one film on threads of its own.

    `deliver` is called on one of these threads with every reply and must return at once. `budget`: of bytes for
    copied planes, shared with other films, or this film's own. `read_ahead`: whether idle time is used to have at hand
    what is likely to be wanted next. Nothing is raised after construction: what goes wrong is delivered.
    """

    def __init__(
        self,
        path: Path,
        index: FilmIndex,
        deliver: Callable[[Delivery], None],
        budget: MemoryBudget | int | None = None,
        *,
        read_ahead: bool = True,
        open_reader: Callable[[Path, FilmIndex], Reader] | None = None,
    ) -> None:
        self._path = path
        self._index = index
        self._frames = len(index.frame_map)
        self._deliver = UntilClosed(deliver)
        self._changed = threading.Condition()
        whole = budget if isinstance(budget, MemoryBudget) else MemoryBudget(budget)
        self._pool = whole.pool
        self._given_reader = open_reader
        self._share = whole.join(self._wake)
        self._cache: PictureCache[Picture] = PictureCache(self._share)
        self._closing = False
        # under the lock
        self._request: Request | None = None
        self._answered: bool | None = None
        """None: the request waits; False: a small picture was shown; True: the whole one, or why not."""
        self._offer: Picture | None = None
        self._offered_at = 0.0
        self._idle_allowed = True
        self._step: Direction = 0
        # the decode thread's own
        self._readers: dict[Hand, Reader | None] = {"on": None, "back": None}
        self._plan = Planner(
            self._frames,
            index.key_frames,
            self._cache,
            self._cache.has_full,
            self._swap_readers,
            read_ahead=read_ahead,
        )
        self._work: Work | None = None
        self._work_for: Request | None = None
        self._shrinker = Painter()
        self._full_bytes = index.look.width * index.look.height * 3 // 2
        groups = np.diff([*index.key_frames, self._frames])
        self._longest_group = int(min(LONG_GROUP, groups.max(initial=1)))
        self._rough_shown: Request | None = None
        # the show thread's own
        painted = BlockPool()
        self._painters = Painter(allocate=painted.take), Painter(allocate=painted.take)
        self._ready: tuple[Picture, Size, np.ndarray[Any, Any]] | None = None
        """A picture painted before its turn, and for which size."""
        self._threads = (
            threading.Thread(target=self._guarded, args=(self._decode_all,), name="vfi-decode", daemon=True),
            threading.Thread(target=self._guarded, args=(self._show_all,), name="vfi-show", daemon=True),
        )
        for thread in self._threads:
            thread.start()

    # -- called from any thread

    @property
    def peak_bytes(self) -> int:
        """The most bytes of planes that were held at once."""
        return self._cache.peak

    def holds(self, frame: int) -> bool:
        """Is this frame's picture at hand?"""
        return frame in self._cache

    def request(
        self, frame: int, size: Size, generation: int, direction: Direction = 0, *, rough: bool = False
    ) -> None:
        """Deliver this frame as large as fits into `size`; replaces every request before it.

        `direction` 0: exactly this frame. 1 or -1: the film plays that way; frames on the way may be delivered late.
        `rough`: while a hand drags through the film, deliver the nearest frame that can be had at once first.
        """
        frame = min(max(frame, 0), self._frames - 1)
        with self._changed:
            # From now on what is near this frame is worth keeping: else its own picture might be the first to go.
            self._cache.look(frame, direction)
            self._step = self._next_step(frame, direction)
            self._plan.stepping_back = self._step == -1
            self._request = Request(frame, size, generation, direction, rough, time.monotonic())
            self._answered, self._offer, self._idle_allowed = None, None, True
            self._changed.notify_all()

    def keep_loop(self, loop: tuple[int, int] | None) -> None:
        """While it plays, have the beginning of this loop (first and last frame) at hand; None: there is none."""
        with self._changed:
            self._plan.loop = loop
            if loop is None:
                self._cache.pin(range(0))
            self._changed.notify_all()

    def forget(self) -> None:
        """Let go of every picture; each is decoded again when it is wanted."""
        with self._changed:
            self._cache.clear()
        self._pool.drop_free()

    def deinterlace(self, on: bool) -> None:
        """From the next request on, show an interlaced film without its combs, or woven again. Frames stay the same."""
        with self._changed:
            for painter in (*self._painters, self._shrinker):
                painter.deinterlace = on
            if self._index.look.interlaced:
                self._cache.clear()  # the small pictures in it were made the other way

    def close(self) -> None:
        """Stop decoding and wait for the threads; takes about as long as one packet. Nothing is delivered after."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._deliver.close()
        for thread in self._threads:
            thread.join(JOIN_SECONDS)
            if thread.is_alive():
                _log.error("the thread %s did not stop within %s s", thread.name, JOIN_SECONDS)
        self._cache.clear()
        self._share.leave()

    def _wake(self) -> None:
        """Another film has come or gone: there is less room, or more."""
        self._cache.trim()
        with self._changed:
            self._changed.notify_all()

    def _guarded(self, turns: Callable[[], None]) -> None:
        """A fault of ours must not leave a dead thread behind a living window."""
        while True:
            try:
                turns()
                return
            except Exception:
                _log.exception("decoding failed")
                self._give_up(self._request, CouldNot("film-decoding-failed"))

    # -- the show thread

    def _show_all(self) -> None:
        while True:
            with self._changed:
                job, next_up = self._to_show(), None
                while job is None and next_up is None and not self._closing:
                    if (next_up := self._to_prepare()) is None:
                        self._changed.wait()
                        job = self._to_show()
                if self._closing:
                    return
            if job is not None:
                picture, request, late, small = job
                image = self._painted(picture, request.box)
                if request is self._request or not late:
                    self._deliver(Shown(picture.frame, request.generation, image, late, picture.suspect, small))
            elif next_up is not None:
                picture, request = next_up
                self._ready = picture, request.box, self._painted(picture, request.box)

    def _painted(self, picture: Picture, box: Size) -> np.ndarray[Any, Any]:
        if self._ready is not None and self._ready[0] is picture and self._ready[1] == box:
            image, self._ready = self._ready[2], None
            return image
        painter = self._painters[picture.look != self._index.look]
        return painter.bgra(picture, fitted(*self._index.look.shown_size, *box))

    def _to_prepare(self) -> tuple[Picture, Request] | None:
        """The picture that is likely to be asked for next, if it is held and not painted yet (lock held)."""
        request = self._request
        if request is None or not self._step or self._answered is None:
            return None
        frame = request.frame + self._step
        picture = self._cache.full(frame) or self._cache.small(frame)
        if picture is None or (self._ready is not None and self._ready[0] is picture and self._ready[1] == request.box):
            return None
        return picture, request

    def _next_step(self, frame: int, direction: Direction) -> Direction:
        """Which way the next picture is likely to be, after a request for this one (lock held)."""
        if direction or self._request is None:
            return direction
        moved = frame - self._request.frame
        return 1 if moved == 1 else -1 if moved == -1 else 0

    def _to_show(self) -> tuple[Picture, Request, bool, bool] | None:
        """What to paint now, for which request, whether late and whether small (lock held)."""
        request = self._request
        if request is None or self._answered:
            return None
        if (full := self._cache.full(request.frame)) is not None:
            return self._answer(full, request, small=False)
        if self._answered is None and (small := self._cache.small(request.frame)) is not None:
            return self._answer(small, request, small=True)
        if self._answered is None and self._offer is not None:
            picture, self._offer = self._offer, None
            self._offered_at = time.monotonic()
            return picture, request, True, picture.look != self._index.look
        return None

    def _answer(self, picture: Picture, request: Request, *, small: bool) -> tuple[Picture, Request, bool, bool]:
        """Playing, a small picture is as good as a whole one: the next is due before the whole one could be there."""
        self._answered = not small or request.direction != 0
        self._offered_at = time.monotonic()
        self._changed.notify_all()
        return picture, request, False, small

    # -- the decode thread

    def _decode_all(self) -> None:
        try:
            while not self._closing:
                if (work := self._next_work()) is not None:
                    self._decode(work)
                else:
                    self._close_reader("back")
        finally:
            self._let_go()

    def _next_work(self) -> Work | None:
        """Sleep until there is something to decode; None when closing, or when the second reader can be spared."""
        with self._changed:
            while not self._closing:
                request = self._request
                wait: float | None = None
                if request is not None:
                    self._plan.sizes = self._sizes(request.box)
                    work, wait = self._choose(request)
                    if work is not None:
                        self._work, self._work_for = work, request
                        return work
                spare = wait is None and self._readers["back"] is not None
                if not self._changed.wait(SPARE_SECONDS if spare else wait) and spare:
                    return None
            return None

    def _choose(self, request: Request) -> tuple[Work | None, float | None]:
        """What to decode now, or how many seconds to wait for it unless something happens (lock held)."""
        answered = self._answered
        if answered is None and request.frame not in self._cache:
            if request.rough and self._rough_shown is not request:
                self._rough_shown = request
                self._offer_nearest(request)
            return self._plan.answer(request), None
        if not self._idle_allowed:
            return None, None
        rest = None
        if answered is False:
            rest = request.at + REST - time.monotonic()
            if rest <= 0:
                return self._plan.sharpen(request), None
        self._cache.pin(self._plan.loop_start if request.direction == 1 else range(0))
        return self._plan.idle(request, rests=answered is True), rest

    def _sizes(self, box: Size) -> Sizes:
        width, height = self._small_size(box)
        shown = self._index.look.shown_size
        small = self._full_bytes * width * height // (shown[0] * shown[1])
        return Sizes(self._cache.room, self._full_bytes, small if small * 4 <= self._full_bytes * 3 else 0)

    def _small_size(self, box: Size) -> Size:
        """Width and height as displayed of pictures that are kept small."""
        shown = self._index.look.shown_size
        width, height = fitted(*shown, min(box[0], shown[0]), min(box[1], shown[1]))
        per_element = self._full_bytes / (shown[0] * shown[1])
        most = max(LEAST_SMALL, self._cache.room * 0.85 / 1.5 / self._longest_group / per_element)
        shrink = min(1.0, (most / (width * height)) ** 0.5)
        return max(1, int(width * shrink)), max(1, int(height * shrink))

    def _offer_nearest(self, request: Request) -> None:
        """Dragging: what is held nearer to the frame than its key frame is shown at once."""
        held = self._cache.nearest(request.frame)
        if held is None or abs(held - request.frame) > request.frame - self._plan.key_at(request.frame):
            return
        self._offer = self._cache.full(held) or self._cache.small(held)
        self._changed.notify_all()

    def _decode(self, work: Work) -> None:
        """One frame by one reader, kept; a request that this does not lead to stops it between two packets."""
        try:
            picture = self._reader(work.hand).picture(work.frame, stop=work.stop, cancelled=self._stop_now)
        except VfiError as error:
            if error.id == "cancelled":
                self._plan.lost_place(work.hand)
            else:
                self._mark_bad(work, error)
            return
        self._full_bytes = bytes_of(picture)
        if self._given_reader is not None and work.full:
            picture = replace(picture, planes=self._pool.copy(picture.planes))
        small = self._shrunk(picture) if work.small else None
        if small is not None:
            self._cache.add(picture.frame, small, small=True)
        if work.full or small is None:
            self._cache.add(picture.frame, picture)
        self._plan.passed(work)
        with self._changed:
            if work.hand == "on":
                self._offer_on_the_way(picture)
            if self._request is not None and (self._request.frame == picture.frame or self._offer is not None):
                self._changed.notify_all()

    def _shrunk(self, picture: Picture) -> Picture | None:
        request = self._request
        if request is None:
            return None
        return self._shrinker.smaller(picture, self._small_size(request.box), self._pool.take)

    def _offer_on_the_way(self, picture: Picture) -> None:
        """Show a frame that is not the one asked for, where that is better than to wait (lock held)."""
        request = self._request
        if request is None or self._answered is not None or picture.frame == request.frame:
            return
        late = request.direction == 1 and picture.frame < request.frame
        if request.rough or (late and time.monotonic() - self._offered_at >= LATE_EVERY):
            self._offer = picture

    def _stop_now(self) -> bool:
        """Between two packets: True when the work under way leads nowhere any more."""
        if self._closing:
            return True
        request, work = self._request, self._work
        if request is self._work_for or request is None or work is None:
            return False
        if request.frame in self._cache:
            # Filling goes on beside the showing; the way to a frame that nobody wants any more is given up.
            return not work.idle and work.hand == "on" and request.direction == 0
        return not self._plan.leads_to(work, request)

    def _mark_bad(self, work: Work, error: VfiError) -> None:
        self._plan.bad.add(work.frame)
        self._plan.passed(work)
        request = self._request
        if request is not None and not self._answered and request.frame == work.frame:
            self._give_up(request, error)
        else:
            with self._changed:
                self._idle_allowed = self._answered is None

    def _give_up(self, request: Request | None, error: VfiError) -> None:
        """Answer the request in work with what went wrong, and rest until the next one."""
        with self._changed:
            if request is None or request is not self._request or self._answered:
                return
            self._answered, self._idle_allowed = True, False
        # Asked for again, it is tried again from a fresh start: the drive may be back.
        self._plan.bad.discard(request.frame)
        if threading.current_thread() is self._threads[0]:
            self._let_go()
        self._deliver(Failed(request.frame, request.generation, error))

    def _reader(self, hand: Hand) -> Reader:
        reader = self._readers[hand]
        if reader is None:
            if self._given_reader is not None:
                reader = self._given_reader(self._path, self._index)
            else:
                reader = open_film_reader(self._path, self._index, allocate=self._pool.take)
            self._readers[hand] = reader
        return reader

    def _swap_readers(self) -> None:
        self._readers["on"], self._readers["back"] = self._readers["back"], self._readers["on"]

    def _let_go(self) -> None:
        """Close the readers; they are opened anew when they are needed."""
        self._close_reader("on")
        self._close_reader("back")

    def _close_reader(self, hand: Hand) -> None:
        reader, self._readers[hand] = self._readers[hand], None
        if reader is not None:
            with suppress(Exception):
                reader.close()
        self._plan.lost_place(hand)
