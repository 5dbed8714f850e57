"""The full audit of a film: decode everything once and hold what came out against the index."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt

from vfi.core.errors import CouldNot, FilmError
from vfi.media.feed import PacketFeed
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
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    threads: int = 0,
) -> FilmAudit:
    """Decode the whole film from its beginning, keeping no picture.

    Args:
        threads: of the decoder; 0: as many as the machine has. 1 leaves the rest to the film on screen.

    Raises:
        FilmError: the film cannot be opened, or is not the one of the index.
        CouldNot: `cancelled`.
        ValueError: the index is provisional.
    """
    if index.provisional:
        raise ValueError("a provisional index promises nothing that could be verified")
    rank = index.rank
    came = np.zeros(index.frames, np.bool_)
    damaged: list[int] = []
    misordered = stray = 0
    latest = -1
    feed = PacketFeed(path, index.packets)
    try:
        if threads:
            feed.stream.codec_context.thread_count = threads
        feed.start(0)
        while not feed.ended:
            if cancelled is not None and cancelled():
                raise CouldNot("cancelled")
            if progress is not None and feed.at % 64 == 0:
                progress(feed.at / len(index.packets))
            for picture in feed.decode_next():
                if picture.pts is None:
                    continue
                frame = int(rank[picture.pts])
                if frame < 0:
                    stray += bool(index.packets.flags[picture.pts] & NO_PICTURE)
                    continue
                came[frame] = True
                misordered += frame < latest
                latest = max(latest, frame)
                if picture.is_corrupt:
                    damaged.append(picture.pts)
    finally:
        feed.close()
    _second_chance(path, index, came, cancelled)
    # What leans on a lost picture came out, but not as it was recorded.
    marked = np.unique(np.concatenate([np.array(damaged, np.int32), index.order[~came]]))
    bad = np.zeros(index.frames, np.bool_)
    for first, after in (*index.suspect, *suspect_stretches(index.packets, index.order, marked)):
        bad[first:after] = True
    if progress is not None:
        progress(1.0)
    return FilmAudit(
        frames=index.frames,
        lost=_stretches(~came),
        damaged=_stretches(bad & came),
        misordered=misordered,
        stray=stray,
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
