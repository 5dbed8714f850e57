"""Following what a region covers from picture to picture: a proposal, to be stepped through by a person.

Points inside the region are followed by Lucas-Kanade, forwards and back again; what does not come back to where it
began is left out. What the points agree on moves and sizes the region; the picture of the place that the person chose
pulls it back when it drifts. How well this does against others is in docs/film.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from vfi.core.clock import FilmClock
from vfi.core.errors import CouldNot
from vfi.core.redaction import Key, Place
from vfi.core.time import Ns
from vfi.media.index import FilmIndex
from vfi.media.joined import open_reader
from vfi.media.picture import Painter

Grey = npt.NDArray[np.uint8]
Points = npt.NDArray[np.float32]

_WIDTH = 640
"""Pictures are looked at this wide: enough to follow a face, and quick."""
_MOST_POINTS, _FEWEST = 80, 6
_RETURN = 1.0
"""Pixels by which a point may miss the place it came from, when followed forwards and back."""
_ALIKE, _STILL_ALIKE = 0.75, 0.5
"""Correlation with the chosen place above which it pulls the region back; and below which it is lost without points."""
_NEAR, _FAR = 6, 40
"""Pixels round the expected place in which the chosen one is looked for: while points agree, and when they do not."""
_MOST_GROWTH = 1.08
"""From one picture to the next; a hand in front of a face does not make the face smaller."""
_TOLERANCE = 0.003
"""Shares of the picture by which an evenly moving region may miss a followed place, so that few places say it all."""
_GREY_LEVELS_ASIDE = 40.0
"""A cut: the whole picture differs by more than this from the one before."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Where the content went."""

    keys: tuple[Key, ...]
    """In order of time, after the moment it was followed from; between two it moves evenly."""
    lost_at: Ns | None
    """From when on it could not be followed; None: to the end."""


def follow(
    film: Path,
    index: FilmIndex,
    clock: FilmClock,
    at: Ns,
    place: Place,
    until: Ns,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Followed:
    """Follow what is at `place` at the moment `at` until `until` (session time, not included).

    Raises:
        FilmError: the film cannot be read. CouldNot: `cancelled`.
    """
    first, last = clock.frame_at(at), clock.first_without(until) - 1
    width, height = index.look.shown_size
    scale = min(1.0, _WIDTH / width)
    size = max(16, round(width * scale)), max(16, round(height * scale))
    painter = Painter()
    found: list[Key] = []
    with closing(open_reader(film, index)) as reader:

        def grey(frame: int) -> Grey:
            return np.ascontiguousarray(cv2.cvtColor(painter.rgb(reader.picture(frame), size), cv2.COLOR_RGB2GRAY))

        follower = Follower(grey(first), place)
        for frame in range(first + 1, last + 1):
            if cancelled is not None and cancelled():
                raise CouldNot("cancelled")
            now = follower.next(grey(frame))
            if now is None:
                return Followed(thinned(found), clock.time_of(frame))
            found.append(Key(at=clock.time_of(frame), place=now, followed=True))
            if progress is not None:
                progress((frame - first) / (last - first))
    return Followed(thinned(found), None)


class Follower:
    """Follows one place through pictures that come one after the other, all of one size."""

    def __init__(self, picture: Grey, place: Place) -> None:
        self._before = picture
        height, width = picture.shape
        self._size = width, height
        self._middle = np.array([(place.x + place.width / 2) * width, (place.y + place.height / 2) * height])
        self._sides = np.array([place.width * width, place.height * height])
        self._chosen = self._cut(picture, self._middle, self._sides)
        self._chosen_sides = self._sides.copy()

    def next(self, picture: Grey) -> Place | None:
        """Where it is in this picture; None when it cannot be told."""
        if cv2.absdiff(picture, self._before).mean() > _GREY_LEVELS_ASIDE:
            return None
        moved = self._moved(picture)
        middle, growth = (self._middle + moved[0], moved[1]) if moved is not None else (self._middle, 1.0)
        sides = self._sides * growth
        pulled = self._pulled(picture, middle, sides, _NEAR if moved is not None else _FAR)
        if pulled is not None and (pulled[1] >= _ALIKE or (moved is None and pulled[1] >= _STILL_ALIKE)):
            # points tell small steps well and the chosen picture tells where it really is: half of each
            middle = pulled[0] if moved is None else (middle + pulled[0]) / 2
        elif moved is None:
            return None
        self._before, self._middle, self._sides = picture, middle, sides
        width, height = self._size
        left, top = middle - sides / 2
        place = (left / width, top / height, sides[0] / width, sides[1] / height)
        outside = place[0] + place[2] <= 0 or place[1] + place[3] <= 0 or place[0] >= 1 or place[1] >= 1
        return None if outside else Place(*(float(share) for share in place))

    def _moved(self, picture: Grey) -> tuple[npt.NDArray[np.float64], float] | None:
        """By how much its middle moved (pixels) and how much larger it got, as its points agree."""
        points = self._points()
        if points is None:
            return None
        there, there_too, _ = cv2.calcOpticalFlowPyrLK(self._before, picture, points, np.empty_like(points))
        back, back_too, _ = cv2.calcOpticalFlowPyrLK(picture, self._before, there, np.empty_like(points))
        missed = np.linalg.norm(back - points, axis=2)[:, 0]
        good = (there_too[:, 0] == 1) & (back_too[:, 0] == 1) & (missed < _RETURN)
        if good.sum() < max(_FEWEST, len(points) // 4):
            return None
        old, new = points[good][:, 0], there[good][:, 0]
        matrix, agree = cv2.estimateAffinePartial2D(old, new, method=cv2.RANSAC, ransacReprojThreshold=1.5)
        if matrix is None or agree.sum() < max(_FEWEST, len(old) // 3):
            return np.median(new - old, axis=0).astype(np.float64), 1.0
        growth = float(np.clip(np.hypot(matrix[0, 0], matrix[1, 0]), 1 / _MOST_GROWTH, _MOST_GROWTH))
        middle = matrix[:, :2] @ self._middle + matrix[:, 2]
        return np.asarray(middle - self._middle, np.float64), growth

    def _points(self) -> Points | None:
        mask = np.zeros(self._before.shape, np.uint8)
        axes = tuple(int(side * 0.45) for side in self._sides)
        cv2.ellipse(mask, tuple(int(each) for each in self._middle), axes, 0, 0, 360, 255, -1)
        points = cv2.goodFeaturesToTrack(self._before, _MOST_POINTS, 0.01, 3, mask=mask)
        return None if points is None or len(points) < _FEWEST else np.asarray(points, np.float32)

    def _pulled(
        self, picture: Grey, middle: npt.NDArray[np.float64], sides: npt.NDArray[np.float64], reach: int
    ) -> tuple[npt.NDArray[np.float64], float] | None:
        """Where near `middle` it looks most like what the person chose, and how alike."""
        across, down = (max(8, round(side)) for side in sides)
        around = self._cut(picture, middle, np.array([across + 2 * reach, down + 2 * reach]))
        if around is None or self._chosen is None or min(self._chosen.shape) < 8:
            return None
        wanted = cv2.resize(self._chosen, (across, down), interpolation=cv2.INTER_AREA)
        if around.shape[0] < down or around.shape[1] < across or wanted.std() < 4:
            return None
        alike = cv2.matchTemplate(around, wanted, cv2.TM_CCOEFF_NORMED)
        _, best, _, at = cv2.minMaxLoc(alike)
        corner = middle - np.array([across, down]) / 2 - reach
        return np.asarray(corner + np.array(at) + np.array([across, down]) / 2, np.float64), float(best)

    def _cut(self, picture: Grey, middle: npt.NDArray[np.float64], sides: npt.NDArray[np.float64]) -> Grey | None:
        """This part of the picture; beyond the picture's edge its edge goes on."""
        across, down = max(2, round(float(sides[0]))), max(2, round(float(sides[1])))
        return np.asarray(
            cv2.getRectSubPix(picture, (across, down), (float(middle[0]) - 0.5, float(middle[1]) - 0.5)), np.uint8
        )


def thinned(keys: Sequence[Key]) -> tuple[Key, ...]:
    """As few of them as tell the way of all within the tolerance (Ramer, Douglas and Peucker)."""
    if len(keys) <= 2:
        return tuple(keys)
    kept = {0, len(keys) - 1}
    open_ends = [(0, len(keys) - 1)]
    while open_ends:
        first, last = open_ends.pop()
        worst, at = _TOLERANCE, -1
        for number in range(first + 1, last):
            missed = _missed(keys[first], keys[last], keys[number])
            if missed > worst:
                worst, at = missed, number
        if at >= 0:
            kept.add(at)
            open_ends += [(first, at), (at, last)]
    return tuple(keys[number] for number in sorted(kept))


def _missed(one: Key, other: Key, between: Key) -> float:
    even = one.place.towards(other.place, (between.at - one.at) / (other.at - one.at))
    mine = between.place
    return max(
        abs(even.x - mine.x),
        abs(even.y - mine.y),
        abs(even.x + even.width - mine.x - mine.width),
        abs(even.y + even.height - mine.y - mine.height),
    )
