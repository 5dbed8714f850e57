"""The full audit of a film: decode everything once and hold what came out against the index."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt

from vfi.core.errors import CouldNot, FilmError
from vfi.media.feed import PacketFeed, Strayed
from vfi.media.index import FilmIndex
from vfi.media.noticing import suspect_stretches
from vfi.media.packets import NO_PICTURE, Cancelled, Progress
from vfi.media.reader import FilmReader
from vfi.media.remarks import Warning

Stretch = tuple[int, int]
"""Frames: the first, and the first after."""

SCHEMA = 1
"""Raise it when the meaning of anything in a kept audit changes: older ones then count as none."""
_SECOND_CHANCES = 20
"""So many missing frames are tried once more, each by itself."""
_NAMED = 20
"""So many stretches are named in words."""
_ON_THE_WAY = 64
"""Packets that may have been fed and whose pictures have not come out yet: more than any decoder holds back."""
_TELL_EVERY = 2048
"""Packets between two notes of how far it has come: a minute of film."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmAudit:
    """What decoding every picture of a film has shown. A plain value; kept with the session."""

    frames: int
    lost: tuple[Stretch, ...]
    """Frames that do not come out."""
    damaged: tuple[Stretch, ...]
    """Frames that came out damaged, or are predicted from such."""
    misordered: int
    """Pictures that came after one that is to be shown later."""
    stray: int
    """Pictures that came though the index knows of none there."""
    when: str
    """When it ended: ISO 8601, UTC."""
    library: str
    """What decoded: FFmpeg's libraries and their versions."""

    @property
    def verified(self) -> bool:
        """Every frame came out, in order, none of them damaged."""
        return not (self.lost or self.damaged or self.misordered or self.stray)

    @property
    def lines(self) -> tuple[Warning, ...]:
        """The outcome, one sentence each (`FILM_REMARKS` in `vfi.words.sentences_film`)."""
        if self.verified:
            return (Warning("audit-whole", {"count": self.frames}),)
        lines = [Warning("audit-not-whole", {"count": self.frames})]
        lines += [_said("audit-lost", stretch) for stretch in self.lost[:_NAMED]]
        lines += [_said("audit-damaged", stretch) for stretch in self.damaged[:_NAMED]]
        unsaid = max(0, len(self.lost) - _NAMED) + max(0, len(self.damaged) - _NAMED)
        counts = ("report-more-stretches", unsaid), ("audit-order", self.misordered), ("audit-stray", self.stray)
        return (*lines, *(Warning(id, {"count": count}) for id, count in counts if count))

    def as_dict(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {**asdict(self), "verified": self.verified}


def _said(id: str, stretch: Stretch) -> Warning:
    first, after = stretch
    if after - first == 1:
        return Warning(f"{id}-one", {"first": first})
    return Warning(id, {"first": first, "last": after - 1})


def audit_film(
    path: str | Path,
    index: FilmIndex,
    *,
    begin: int = 0,
    reached: Callable[[int], None] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    threads: int = 0,
) -> FilmAudit:
    """Decode the whole film from its beginning, keeping no picture.

    Args:
        begin: what an earlier audit of this film has `reached`: up to there it is not decoded again. Should anything
            be wrong after it, all is decoded all the same: what is wrong is told by one pass through the whole film.
        reached: is told now and then, and when it is cancelled, up to which packet every picture came out as it
            should; never again after one did not.
        threads: of the decoder; 0: as many as the machine has. 1 leaves the rest to the film on screen.

    Raises:
        FilmError: the film cannot be opened, or is not the one of the index.
        CouldNot: `cancelled`.
        ValueError: the index is provisional.
    """
    if index.provisional:
        raise ValueError("a provisional index promises nothing that could be verified")
    found: FilmAudit | None = None
    for start in dict.fromkeys((begin if begin in index.keys else 0, 0)):
        audit = _Pass(path, index, start, reached, cancelled)
        try:
            audit.run(progress, threads)
        except Strayed:
            if not start:
                raise
            continue
        found = audit.outcome()
        if found.verified:
            break
    assert found is not None
    if progress is not None:
        progress(1.0)
    return found


class _Pass:
    """Once through a film, from one of its key packets on; what lies before that is taken to be whole."""

    def __init__(
        self,
        path: str | Path,
        index: FilmIndex,
        begin: int,
        reached: Callable[[int], None] | None,
        cancelled: Cancelled | None,
    ) -> None:
        self._path, self._index, self._begin = path, index, begin
        self._reached, self._cancelled = reached, cancelled
        self._came = np.zeros(index.frames, np.bool_)
        before = index.rank[:begin]
        self._came[before[before >= 0]] = True
        self._latest = int(before.max(initial=-1))
        self._damaged: list[int] = []
        self._misordered = self._stray = 0

    def run(self, progress: Progress | None, threads: int) -> None:
        index = self._index
        feed = PacketFeed(self._path, index.packets)
        try:
            if threads:
                feed.stream.codec_context.thread_count = threads
            # One group earlier: the first pictures after a key picture may lean on the group before it.
            feed.start(self._key_before(self._begin))
            while not feed.ended:
                if self._cancelled is not None and self._cancelled():
                    self._tell(feed.at)
                    raise CouldNot("cancelled")
                if progress is not None and feed.at % 64 == 0:
                    progress(feed.at / len(index.packets))
                if feed.at % _TELL_EVERY == 0:
                    self._tell(feed.at)
                for picture in feed.decode_next():
                    if picture.pts is not None and picture.pts >= self._begin:
                        self._take(picture.pts, corrupt=picture.is_corrupt)
        finally:
            feed.close()
        _second_chance(self._path, index, self._came, self._cancelled)

    def _take(self, ordinal: int, *, corrupt: bool) -> None:
        frame = int(self._index.rank[ordinal])
        if frame < 0:
            self._stray += bool(self._index.packets.flags[ordinal] & NO_PICTURE)
            return
        self._came[frame] = True
        self._misordered += frame < self._latest
        self._latest = max(self._latest, frame)
        if corrupt:
            self._damaged.append(ordinal)

    def _tell(self, at: int) -> None:
        """Up to which key packet all is known to be well, with `at` packets fed."""
        key = self._key_before(at - _ON_THE_WAY)
        if self._reached is None or key <= self._begin or self._damaged or self._misordered or self._stray:
            return
        before = self._index.rank[:key]
        if np.all(self._came[before[before >= 0]]):
            self._reached(key)

    def _key_before(self, ordinal: int) -> int:
        keys = self._index.keys
        place = int(np.searchsorted(keys, ordinal)) - 1
        return int(keys[place]) if place >= 0 else 0

    def outcome(self) -> FilmAudit:
        index, came = self._index, self._came
        # What leans on a lost picture came out, but not as it was recorded.
        marked = np.unique(np.concatenate([np.array(self._damaged, np.int32), index.order[~came]]))
        bad = np.zeros(index.frames, np.bool_)
        for first, after in (*index.suspect, *suspect_stretches(index.packets, index.order, marked)):
            bad[first:after] = True
        return FilmAudit(
            frames=index.frames,
            lost=_stretches(~came),
            damaged=_stretches(bad & came),
            misordered=self._misordered,
            stray=self._stray,
            when=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            library=", ".join(
                f"{name} {'.'.join(map(str, av.library_versions[name]))}" for name in ("libavformat", "libavcodec")
            ),
        )


def _second_chance(
    path: str | Path, index: FilmIndex, came: npt.NDArray[np.bool_], cancelled: Cancelled | None
) -> None:
    """What did not come in passing may come when asked for, from another start point; then it is not lost."""
    missing = np.flatnonzero(~came)
    if not 0 < len(missing) <= _SECOND_CHANCES:
        return
    reader = FilmReader(path, index)
    try:
        for frame in missing:
            try:
                reader.picture(int(frame), cancelled=cancelled)
                came[frame] = True
            except FilmError as problem:
                if problem.id != "frame-lost":
                    raise
    finally:
        reader.close()


def _stretches(marks: npt.NDArray[np.bool_]) -> tuple[Stretch, ...]:
    """The runs of marked frames.

    >>> _stretches(np.array([False, True, True, False, True]))
    ((1, 3), (4, 5))
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marks, [False]]).astype(np.int8)))
    return tuple((int(first), int(after)) for first, after in edges.reshape(-1, 2))


def pack_audit(audit: FilmAudit, key: str) -> bytes:
    """An audit, and what it is valid for (`vfi.media.index_cache.index_key`), as JSON."""
    return json.dumps({"schema": SCHEMA, "key": key, **audit.as_dict()}, indent=1).encode()


def pack_reached(reached: int, key: str) -> bytes:
    """How far an audit has come that was left, and what that is valid for; it is no audit to `unpack_audit`."""
    return json.dumps({"schema": SCHEMA, "key": key, "reached": reached}).encode()


def unpack_reached(data: bytes, key: str) -> int:
    """How far an audit had come that was left; 0 when these bytes tell of none, or of another film or library."""
    try:
        found = json.loads(data)
        return max(0, int(found["reached"])) if (found["schema"], found["key"]) == (SCHEMA, key) else 0
    except (ValueError, KeyError, TypeError):
        return 0


def unpack_audit(data: bytes, key: str) -> FilmAudit | None:
    """The audit kept in these bytes; None when it is for another film or library, or is not whole."""
    try:
        found = json.loads(data)
        if (found["schema"], found["key"]) != (SCHEMA, key):
            return None
        return FilmAudit(
            frames=int(found["frames"]),
            lost=tuple((int(first), int(after)) for first, after in found["lost"]),
            damaged=tuple((int(first), int(after)) for first, after in found["damaged"]),
            misordered=int(found["misordered"]),
            stray=int(found["stray"]),
            when=str(found["when"]),
            library=str(found["library"]),
        )
    except (ValueError, KeyError, TypeError):
        return None  # a cache is disposable: whatever is wrong with it, it is made anew
