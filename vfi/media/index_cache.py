"""Keeping an index: a disposable file, used only while the film and the reading library are the same."""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile

import av
import numpy as np

from vfi.core.errors import FilmError, VfiError
from vfi.core.time import FrameMap
from vfi.media.index import FilmIndex
from vfi.media.packets import Packets
from vfi.media.picture import Look
from vfi.media.remarks import Warning

SCHEMA = 2
"""Raise it when the meaning of anything in the index changes: older files are then made anew."""
_ENDS = 2**20
_ARRAYS = ("pts", "dts", "duration", "pos", "size", "flags")


def index_key(path: str | Path) -> str:
    """What an index is valid for: the film's size, time of change, first and last MiB; libavformat; the schema.

    Edit lists, for one, have been read differently by different versions of libavformat.

    Raises:
        FilmError: `film-missing`, `film-not-readable`.
    """
    place = Path(path)
    try:
        stat = place.stat()
        ends = hashlib.sha256()
        with place.open("rb") as stream:
            ends.update(stream.read(_ENDS))
            stream.seek(max(0, stat.st_size - _ENDS))
            ends.update(stream.read(_ENDS))
    except FileNotFoundError as problem:
        raise FilmError("film-missing", name=place.name) from problem
    except OSError as problem:
        raise FilmError("film-not-readable", name=place.name, why=problem.strerror or "") from problem
    version = ".".join(str(part) for part in av.library_versions["libavformat"])
    return f"{SCHEMA}-{version}-{stat.st_size}-{stat.st_mtime_ns}-{ends.hexdigest()}"


def save_index(index: FilmIndex, key: str, stream: BinaryIO) -> None:
    """Write an index, and what it is valid for, to an open binary stream (NumPy's `.npz`).

    Raises:
        ValueError: it is provisional.
    """
    if index.provisional:
        raise ValueError("a provisional index is not kept")
    about = {
        "key": key,
        "look": asdict(index.look),
        "codec": index.codec,
        "end": int(index.frame_map.end),
        "origin_ns": index.origin_ns,
        "broken": index.packets.broken,
        "suspect": index.suspect,
        "warnings": [[warning.id, dict(warning.values)] for warning in index.warnings],
    }
    arrays: dict[str, Any] = {name: getattr(index.packets, name) for name in _ARRAYS}
    arrays |= {"order": index.order, "times": np.array(index.frame_map.times, np.int64)}
    np.savez_compressed(stream, about=np.frombuffer(json.dumps(about).encode(), np.uint8), **arrays)


def load_index(stream: BinaryIO, key: str) -> FilmIndex | None:
    """The index in an open binary stream; None when it is for another film, or is not whole."""
    try:
        with np.load(stream, allow_pickle=False) as found:
            about = json.loads(found["about"].tobytes())
            if about["key"] != key:
                return None
            packets = Packets(**{name: found[name] for name in _ARRAYS}, broken=about["broken"])
            look = about["look"]
            return FilmIndex(
                packets=packets,
                order=found["order"],
                frame_map=FrameMap(array("q", found["times"].tobytes()), about["end"]),
                look=Look(**{**look, "aspect": tuple(look["aspect"])}),
                codec=about["codec"],
                origin_ns=about["origin_ns"],
                warnings=tuple(Warning(id, values) for id, values in about["warnings"]),
                suspect=tuple((first, after) for first, after in about["suspect"]),
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, BadZipFile, zlib.error, VfiError):
        return None  # a cache is disposable: whatever is wrong with it, it is made anew
