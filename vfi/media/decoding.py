"""One thread decodes: the newest request wins, stale work dies, idle time fills the neighbourhood of the picture.

Requests and replies are plain values; nothing of the decoder leaves its thread. Two readers of the same film belong to
the thread: one goes forward from the picture on the screen, the other fills the stretch before it, so that stepping
back is as cheap as stepping on and neither loses its place to the other.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np

from vfi.core.errors import CouldNot, VfiError
from vfi.media.cache import PictureCache, default_budget
from vfi.media.fitting import fitted
from vfi.media.index import FilmIndex
from vfi.media.picture import Painter, Picture
from vfi.media.reader import FilmReader

_log = logging.getLogger(__name__)

Size = tuple[int, int]
"""Width and height in device pixels."""
Direction = Literal[-1, 0, 1]

STILL_AHEAD = 4
"""Frames decoded ahead while the film stands still."""
ALONG = 48
"""Playing on: up to this many frames ahead are decoded one by one (and shown late) rather than jumped to."""
ROUGH_FROM = 6
"""Dragging: with fewer frames than these from the key frame, the frame itself is there soon enough."""
LATE_EVERY = 0.04
"""Seconds between the pictures that are shown late when decoding does not keep up."""
JOIN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture to show: BGRA, uint8, shape (height, width, 4), at view size, turned and stretched as displayed.

    `late`: another frame was asked for than this one, which is shown on the way to it. `suspect`: the film is damaged
    here.
    """

    frame: int
    generation: int
    image: np.ndarray[Any, Any]
    late: bool
    suspect: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """This frame (None: the whole film) cannot be had, and why."""

    frame: int | None
    generation: int
    error: VfiError


Delivery = Shown | Failed


class Reader(Protocol):
    """What the decode thread needs of a reader of films."""

    def picture(self, frame: int, *, cancelled: Callable[[], bool] | None = None) -> Picture: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Request:
    frame: int
    box: Size
    generation: int
    direction: Direction
    rough: bool


@dataclass(slots=True)
class _Fill:
    """A stretch decoded in order of time by the second reader: the next frame, and the one after the last."""

    next: int
    stop: int


class DecodeService:
    """Decodes one film on a thread of its own.

    `deliver` is called on that thread with every reply and must return at once. `cache_bytes`: for copied planes.
    Nothing is raised after construction: what goes wrong is delivered.
    """

    def __init__(
        self,
        path: Path,
        index: FilmIndex,
        deliver: Callable[[Delivery], None],
        cache_bytes: int | None = None,
        *,
        open_reader: Callable[[Path, FilmIndex], Reader] = FilmReader,
    ) -> None:
        self._path = path
        self._index = index
        self._frames = len(index.frame_map)
        self._deliver = deliver
        self._open_reader = open_reader
        self._cache: PictureCache[Picture] = PictureCache(default_budget() if cache_bytes is None else cache_bytes)
        self._changed = threading.Condition()
        self._newest: _Request | None = None
        self._closing = False
        # below: the decode thread's own
        self._request: _Request | None = None
        self._served = True
        self._painter = Painter()
        self._forward: Reader | None = None
        self._forward_next = -1
        self._backward: Reader | None = None
        self._fill: _Fill | None = None
        self._toward: int | None = None
        self._bad: dict[int, VfiError] = {}
        self._idle_allowed = True
        self._last_delivery = 0.0
        self._rough_shown: _Request | None = None
        self._thread = threading.Thread(target=self._run, name="vfi-decode", daemon=True)
        self._thread.start()

    # -- called from any thread

    @property
    def peak_bytes(self) -> int:
        """The most bytes of planes that were held at once."""
        return self._cache.peak

    def request(
        self, frame: int, size: Size, generation: int, direction: Direction = 0, *, rough: bool = False
    ) -> None:
        """Deliver this frame as large as fits into `size`; replaces every request before it.

        `direction` 0: exactly this frame. 1 or -1: the film plays that way; frames on the way may be delivered late.
        `rough`: while a hand drags through the film, deliver the nearest frame that can be had at once first.
        """
        with self._changed:
            self._newest = _Request(min(max(frame, 0), self._frames - 1), size, generation, direction, rough)
            self._changed.notify()

    def close(self) -> None:
        """Stop decoding and wait for the thread; takes about as long as one packet."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(JOIN_SECONDS)
        if self._thread.is_alive():
            _log.error("the decode thread did not stop within %s s", JOIN_SECONDS)

    # -- the decode thread

    def _run(self) -> None:
        try:
            while self._wait():
                try:
                    self._turn()
                except Exception:  # a fault of ours must not leave a dead thread behind a living window
                    _log.exception("decoding failed")
                    self._give_up(CouldNot("film-decoding-failed"))
        finally:
            self._let_go()
            self._cache.clear()

    def _wait(self) -> bool:
        """Sleep until there is something to do; False when closing."""
        while True:
            with self._changed:
                if self._closing:
                    return False
                if self._take() or not self._served or self._idle_work() is not None:
                    return True
                self._changed.wait()

    def _take(self) -> bool:
        """Make the newest request the one in work (lock held)."""
        if self._newest is None:
            return False
        self._request, self._newest = self._newest, None
        # From now on what is near this frame is worth keeping: else its own picture might be the first to go.
        self._cache.look(self._request.frame, self._request.direction)
        self._served = False
        self._idle_allowed = True
        return True

    def _turn(self) -> None:
        """Serve the request if its picture is here; else decode one frame towards it, or towards the next ones."""
        request = self._request
        if request is None or (not self._served and self._serve(request)):
            return
        if not self._served and request.rough and self._rough_shown != request:
            self._rough_shown = request
            self._show_nearest(request)
        work = self._idle_work() if self._served else self._work_for(request)
        if work is not None:
            self._decode(*work)

    def _serve(self, request: _Request) -> bool:
        """Deliver the request's picture if it is held."""
        picture = self._cache.get(request.frame)
        if picture is None:
            return False
        self._served = True
        self._show(picture, request, late=False)
        return True

    def _show_nearest(self, request: _Request) -> None:
        """Dragging: what is held nearer to the frame than its key frame is shown at once."""
        held = self._cache.nearest(request.frame)
        key = self._key_at(request.frame)
        if held is None or abs(held - request.frame) > request.frame - (0 if key is None else key):
            return
        picture = self._cache.get(held)
        if picture is not None:
            self._show(picture, request, late=True)

    def _show(self, picture: Picture, request: _Request, *, late: bool) -> None:
        image = self._painter.bgra(picture, fitted(*picture.look.shown_size, *request.box))
        self._last_delivery = time.monotonic()
        self._deliver(Shown(picture.frame, request.generation, image, late, picture.suspect))

    def _work_for(self, request: _Request) -> tuple[bool, int]:
        """Which reader (forward?) shall decode which frame for a request that is not held."""
        frame = request.frame
        if self._fill is not None and self._fill.next <= frame < self._fill.stop:
            return False, self._fill.next
        stepped_back = (frame + 1) in self._cache and frame != self._forward_next
        if request.direction == -1 or stepped_back:
            self._fill = self._chunk_before(frame + 1)
            return False, self._fill.next
        if request.rough and (key := self._key_before(frame)) is not None:
            return True, key
        if request.direction == 1 and 0 <= frame - self._forward_next <= ALONG:
            return True, self._forward_next
        return True, frame

    def _key_at(self, frame: int) -> int | None:
        """The last key frame up to this one."""
        keys = self._index.key_frames
        place = int(np.searchsorted(keys, frame, "right")) - 1
        return None if place < 0 else int(keys[place])

    def _key_before(self, frame: int) -> int | None:
        """The key frame to decode and show on the way to this one; None where the way is short or it is held."""
        key = self._key_at(frame)
        if key is None or frame - key < ROUGH_FROM or key in self._cache or key in self._bad:
            return None
        return key

    def _idle_work(self) -> tuple[bool, int] | None:
        """What to decode while nobody waits: ahead of the picture, and the stretch before it."""
        request = self._request
        if request is None or not self._idle_allowed:
            return None
        if request.direction >= 0:
            reach = STILL_AHEAD if request.direction == 0 else min(32, self._cache.capacity // 3)
            for frame in range(request.frame + 1, min(request.frame + 1 + reach, self._frames)):
                if frame not in self._cache and frame not in self._bad:
                    return True, frame
        if request.direction <= 0:
            return self._backward_work(request.frame)
        return None

    def _backward_work(self, frame: int) -> tuple[bool, int] | None:
        """Go on with the stretch being filled, or begin the one before what is held."""
        fill = self._fill
        chunk = self._chunk_length()
        if fill is not None and not (fill.stop <= frame + 1 and fill.stop > frame - 2 * chunk):
            fill = self._fill = None
        if fill is None:
            low = self._low(frame)
            if low == 0 or frame - low >= chunk:
                return None
            fill = self._fill = self._chunk_before(low)
        return False, fill.next

    def _low(self, frame: int) -> int:
        """The first frame of the unbroken row before this one that is held or known to be bad."""
        while frame > 0 and (frame - 1 in self._cache or frame - 1 in self._bad):
            frame -= 1
        return frame

    def _chunk_length(self) -> int:
        return max(1, min(96, (self._cache.capacity - STILL_AHEAD) // 2 - 2))

    def _chunk_before(self, stop: int) -> _Fill:
        return _Fill(max(0, stop - self._chunk_length()), stop)

    def _decode(self, forward: bool, frame: int) -> None:
        """One frame by one reader, kept; a request that this does not lead to stops it between two packets."""
        self._toward = frame if forward else None
        try:
            picture = self._reader(forward).picture(frame, cancelled=self._stop_now)
        except VfiError as error:
            if error.id != "cancelled":
                self._mark_bad(forward, frame, error)
            elif forward:
                self._forward_next = -1
            else:
                self._fill = None
            return
        finally:
            self._toward = None
        self._cache.add(picture.frame, picture)
        self._passed(forward, frame)
        if forward:
            self._show_on_the_way(picture)

    def _passed(self, forward: bool, frame: int) -> None:
        if forward:
            self._forward_next = frame + 1
        elif self._fill is not None:
            self._fill.next = frame + 1
            if self._fill.next >= self._fill.stop:
                self._fill = None

    def _mark_bad(self, forward: bool, frame: int, error: VfiError) -> None:
        self._bad[frame] = error
        self._passed(forward, frame)
        request = self._request
        if request is not None and not self._served and request.frame == frame:
            self._give_up(error)
        else:
            self._idle_allowed = not self._served

    def _give_up(self, error: VfiError) -> None:
        """Answer the request in work with what went wrong, and rest until the next one."""
        request = self._request
        self._idle_allowed = False
        if request is not None and not self._served:
            self._served = True
            # Asked for again, it is tried again from a fresh start: the drive may be back.
            self._bad.pop(request.frame, None)
            self._let_go()
            self._deliver(Failed(request.frame, request.generation, error))

    def _let_go(self) -> None:
        """Close the readers; they are opened anew when they are needed."""
        for reader in (self._forward, self._backward):
            if reader is not None:
                with suppress(Exception):
                    reader.close()
        self._forward = self._backward = self._fill = None
        self._forward_next = -1

    def _show_on_the_way(self, picture: Picture) -> None:
        """Show a frame by the forward reader that is not the one asked for, where that is better than to wait."""
        request = self._request
        if request is None or self._served or picture.frame == request.frame:
            return
        late = request.direction == 1 and picture.frame < request.frame
        if request.rough or (late and time.monotonic() - self._last_delivery >= LATE_EVERY):
            self._show(picture, request, late=True)

    def _stop_now(self) -> bool:
        """Between two packets: serve what is held in passing; True when the work under way leads nowhere any more."""
        with self._changed:
            if self._closing:
                return True
            newest = self._newest
            if newest is None:
                return False
            was_asked_for = not self._served
            self._take()
        if self._serve(newest):
            return was_asked_for and self._toward is not None and newest.direction == 0
        if self._toward is None:
            return self._fill is None or not self._fill.next <= newest.frame < self._fill.stop
        leads = (
            self._toward == newest.frame
            or (newest.rough and self._toward in self._index.key_frames)  # soon done, and something to see
            or (newest.direction == 1 and self._toward <= newest.frame <= self._toward + ALONG)
        )
        return not leads

    def _reader(self, forward: bool) -> Reader:
        reader = self._forward if forward else self._backward
        if reader is None:
            reader = self._open_reader(self._path, self._index)
            if forward:
                self._forward = reader
            else:
                self._backward = reader
        return reader
