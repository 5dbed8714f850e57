"""Opening a film file: which of its streams is the picture, and in plain ids why it cannot be opened."""

from __future__ import annotations

from pathlib import Path

import av

from vfi.core.errors import FilmError
from vfi.media.pyav import Discard, Disposition, InputContainer, VideoStream

# What FFmpeg opens too, though no one would call it a film: text drawn as pictures, single images,
# lists that name other files (which may lie on the network).
_NO_FILMS = frozenset({"tty", "bin", "xbin", "adf", "idf", "image2", "hls", "concat", "dash", "sdp", "ffmetadata"})
_MOVIE_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")


def open_container(path: str | Path) -> InputContainer:
    """Open a film file for reading; nothing but this file is touched (no network, no lists of other files).

    Raises:
        FilmError: `film-missing`, `film-is-folder`, `film-no-permission`, `film-empty`, `film-no-table`,
            `film-not-a-film`.
    """
    place = Path(path)
    check_file(place)
    try:
        # `file:` because a colon in a file's name would otherwise be read as a protocol.
        container = av.open(
            f"file:{place}", "r", metadata_errors="replace", container_options={"protocol_whitelist": "file"}
        )
    except (av.FFmpegError, OSError, ValueError) as problem:
        if _lacks_table(place):
            raise FilmError("film-no-table", name=place.name) from problem
        raise FilmError("film-not-a-film", name=place.name) from problem
    names = set(container.format.name.split(","))
    if names & _NO_FILMS or any(name.endswith("_pipe") for name in names):
        container.close()
        raise FilmError("film-not-a-film", name=place.name)
    return container


def check_file(place: Path) -> None:
    """Is there a file that can be read?

    Raises:
        FilmError: `film-missing`, `film-is-folder`, `film-no-permission`, `film-empty`, `film-not-readable`.
    """
    try:
        if place.is_dir():
            raise FilmError("film-is-folder", name=place.name)
        with place.open("rb") as stream:
            if not stream.read(1):
                raise FilmError("film-empty", name=place.name)
    except FileNotFoundError as problem:
        raise FilmError("film-missing", name=place.name) from problem
    except PermissionError as problem:
        raise FilmError("film-no-permission", name=place.name) from problem
    except OSError as problem:
        raise FilmError("film-not-readable", name=place.name, why=problem.strerror or "") from problem


def _lacks_table(place: Path) -> bool:
    """Is this an MP4 or MOV whose table of pictures (`moov`) is missing, as when recording broke off?"""
    try:
        size = place.stat().st_size
        with place.open("rb") as stream:
            at, first = 0, True
            while at + 8 <= size:
                stream.seek(at)
                head = stream.read(16)
                length, kind = int.from_bytes(head[:4], "big"), head[4:8]
                if first and kind not in _MOVIE_BOXES:
                    return False
                if kind == b"moov":
                    return at + length > size
                if length == 1:
                    length = int.from_bytes(head[8:16], "big")
                if length < 8:
                    return not first  # 0: lasts to the end of the file
                at, first = at + length, False
            return not first
    except OSError:
        return False


def picture_streams(container: InputContainer) -> list[VideoStream]:
    """The streams that hold moving pictures: cover art and thumbnails are none."""
    still = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image
    return [stream for stream in container.streams.video if not stream.disposition & still]


def choose_stream(container: InputContainer, name: str) -> VideoStream:
    """The stream that is shown: the first real one. The others are not even read.

    Raises:
        FilmError: `film-no-picture` (sound or nothing), `film-unknown-codec`.
    """
    streams = picture_streams(container)
    if not streams:
        raise FilmError("film-no-picture", name=name)
    chosen = streams[0]
    # FFmpeg knows the format of the packets but has no decoder for it: PyAV then gives no codec context.
    if chosen.codec_context is None:
        raise FilmError("film-unknown-codec", name=name)
    for stream in container.streams:
        if stream.index != chosen.index:
            stream.discard = Discard.all
    return chosen
