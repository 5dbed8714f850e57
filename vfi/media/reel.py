"""The index of consecutive files of one camera as of one film: what reads a film by its index reads this one, too."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from vfi.core.cameras import Reel, join
from vfi.core.errors import BadInput
from vfi.core.time import FrameMap
from vfi.media.index import FilmIndex
from vfi.media.packets import Packets
from vfi.media.remarks import Warning

Part = tuple[Path, FilmIndex]
"""One file and its own index."""


@dataclass(frozen=True, kw_only=True)
class ReelIndex(FilmIndex):
    """Several files as one film, made by `join_films`.

    Frames, times, key frames and suspect stretches are those of the whole; `packets` are those of the files, one file
    after another. `origin_ns` is the first file's: sound is read file by file (`vfi.media.joined_sound`).
    """

    parts: tuple[Part, ...]
    reel: Reel

    def starts(self) -> tuple[int, ...]:
        """Film time of the whole (ns) at which each file begins."""
        return tuple(int(self.frame_map.time_of(first)) for first in self.reel.firsts)


def join_films(files: Sequence[Part]) -> FilmIndex:
    """The index of these files as one film, in their order; of one file alone its own.

    Raises:
        BadInput: `files-look-different` when their pictures are not of one size: then they are not one film.
    """
    path, first = files[0]
    if len(files) == 1:
        return first
    for other, index in files:
        if index.look.shown_size != first.look.shown_size:
            raise BadInput("files-look-different", name=other.name, first=path.name)
    indexes = [index for _, index in files]
    reel = join([index.frame_map for index in indexes])
    packets_before = np.cumsum([0, *(len(index.packets) for index in indexes)])
    return ReelIndex(
        packets=_packets(indexes),
        order=np.concatenate(
            [index.order + before for index, before in zip(indexes, packets_before, strict=False)]
        ).astype(np.int32),
        frame_map=FrameMap(array("q", reel.frames.times), reel.frames.end),
        look=first.look,
        codec=first.codec,
        origin_ns=first.origin_ns,
        warnings=_each_once(chain.from_iterable(index.warnings for index in indexes)),
        suspect=tuple(
            (begin + start, begin + end)
            for begin, index in zip(reel.firsts, indexes, strict=True)
            for start, end in index.suspect
        ),
        provisional=any(index.provisional for index in indexes),
        parts=tuple(files),
        reel=reel,
    )


def parts_of(path: str | Path, index: FilmIndex) -> tuple[Part, ...]:
    """The files of a film with their indexes: of most films the one."""
    return index.parts if isinstance(index, ReelIndex) else ((Path(path), index),)


def _each_once(warnings: Iterable[Warning]) -> tuple[Warning, ...]:
    """In their order; their values are mappings, so none of them can be a key."""
    kept: list[Warning] = []
    for warning in warnings:
        if warning not in kept:
            kept.append(warning)
    return tuple(kept)


def _packets(indexes: Sequence[FilmIndex]) -> Packets:
    def all_of(name: str) -> np.ndarray:
        return np.concatenate([getattr(index.packets, name) for index in indexes])

    return Packets(
        pts=all_of("pts"),
        dts=all_of("dts"),
        duration=all_of("duration"),
        pos=all_of("pos"),
        size=all_of("size"),
        flags=all_of("flags"),
        broken=any(index.packets.broken for index in indexes),
    )
