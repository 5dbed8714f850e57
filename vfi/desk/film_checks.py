"""What is found out about a session's film and kept with it: its index, step by step; that every frame is there."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vfi.core.case import FilmRef
from vfi.core.errors import BadInput, CouldNot, VfiError
from vfi.desk.session import SessionDesk
from vfi.files.vault import path_of

if TYPE_CHECKING:  # lists of sessions are shown long before a film is opened
    from vfi.media.audit import FilmAudit
    from vfi.media.index import FilmIndex
    from vfi.media.packets import Cancelled, Progress


PATIENCE, SMALL, PATIENCE_IF_SMALL = 0.5, 200_000_000, 5.0
"""Seconds: a film that is read through in this time is opened by its exact index at once. One of fewer bytes than
`SMALL` is worth a longer wait: it takes that long only on a very slow disk, or on a machine that is busy otherwise."""


def read_film(
    desk: SessionDesk,
    film: FilmRef | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> FilmIndex:
    """The index that holds: the kept one, or the film is read through and its index kept.

    Raises:
        BadInput, FilmError: as `SessionDesk.film_index`. CouldNot: `cancelled`.
    """
    from vfi.media.index import build_index
    from vfi.media.index_cache import index_key

    film = film or desk.film()
    kept = desk.kept_index(film)
    if kept is not None:
        return kept
    file = desk.film_file(film, check=False)
    key = index_key(file)  # before it is read: if it changes meanwhile, the index is for neither
    index = build_index(file, progress=progress, cancelled=cancelled)
    desk.keep_index(film, index, key)
    return index


def index_to_look_by(
    desk: SessionDesk,
    film: FilmRef | None = None,
    *,
    patience: float | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> FilmIndex:
    """An index to open the film with: the one that holds, where it was kept or takes `patience` seconds at most to
    make (None: by the film's size), else the provisional one. A film without a table is read through.

    Raises:
        BadInput, FilmError: as `SessionDesk.film_index`. CouldNot: `cancelled`.
    """
    from vfi.media.index import provisional_index

    film = film or desk.film()
    if patience is None:
        patience = PATIENCE_IF_SMALL if film.fingerprint.size < SMALL else PATIENCE
    until = time.monotonic() + patience

    def enough() -> bool:
        return time.monotonic() > until or (cancelled is not None and cancelled())

    try:
        return read_film(desk, film, cancelled=enough)
    except CouldNot as stopped:
        if stopped.id != "cancelled":
            raise
    found = provisional_index(desk.film_file(film, check=False))
    return found if found is not None else read_film(desk, film, progress=progress, cancelled=cancelled)


def hand_on_index(desk: SessionDesk, source: Path, index: FilmIndex, key: str) -> None:
    """Keep the index of a file for the session's film that was made from it, copied and compared or referred to.

    `key`: the file's before the index was read; if the file is another one by now, nothing is kept.

    Raises:
        BadInput, FilmError: the film is not there.
    """
    from vfi.media.index_cache import index_key

    if index_key(source) == key:
        film = desk.session.films[-1]
        desk.keep_index(film, index, index_key(desk.film_file(film)))


def film_audit(desk: SessionDesk, film: FilmRef | None = None) -> FilmAudit | None:
    """What the last full audit of the film found; None when there was none, or film or library are others by now.

    Raises:
        BadInput, FilmError: the film is not there, or is another one.
    """
    from vfi.media.audit import unpack_audit
    from vfi.media.index_cache import index_key

    film = film or desk.film()
    kept = _place(desk, film)
    if not desk.vault.exists(kept):
        return None
    return unpack_audit(desk.vault.read(kept), index_key(desk.film_file(film)))


def verify_film(
    desk: SessionDesk,
    film: FilmRef | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> FilmAudit:
    """Decode the whole film once, giving way to everything else, and keep what was found: "every frame verified".

    Left before its end, it goes on from there the next time, unless something was wrong by then.

    Raises:
        BadInput, FilmError: the film is not there, is another one, or cannot be used. CouldNot: `cancelled`.
    """
    from vfi.media.audit import audit_film, pack_audit, pack_reached, unpack_reached
    from vfi.media.gently import gently
    from vfi.media.index_cache import index_key

    film = film or desk.film()
    file, index = desk.film_file(film), read_film(desk, film, cancelled=cancelled)
    key = index_key(file)
    kept = _place(desk, film)

    def keep(data: bytes) -> None:
        with contextlib.suppress(CouldNot):  # a cache: a library that can only be read works without it
            desk.vault.make_folder(path_of(kept).parent)
            desk.vault.write(kept, data)

    verified_before = film_audit(desk, film) is not None  # whoever verifies again has that until the new one is whole
    begin = unpack_reached(desk.vault.read(kept), key) if desk.vault.exists(kept) else 0
    audit = gently(
        lambda: audit_film(
            file,
            index,
            begin=begin,
            reached=None if verified_before else lambda ordinal: keep(pack_reached(ordinal, key)),
            progress=progress,
            cancelled=cancelled,
            threads=1,
        ),
        name="vfi-verify",
    )
    keep(pack_audit(audit, key))
    return audit


@dataclass(frozen=True, slots=True)
class FilmsChecked:
    """What decoding every picture of all films of a session has shown."""

    audits: tuple[FilmAudit, ...]
    """Of each film, in the session's order."""

    @property
    def whole(self) -> bool:
        """Every frame of every film came out, in order, none damaged."""
        return all(audit.verified for audit in self.audits)

    @property
    def when(self) -> str:
        """Since when that is known of all of them: ISO 8601, UTC."""
        return max(audit.when for audit in self.audits)


def films_checked(desk: SessionDesk) -> FilmsChecked | None:
    """What the last full audits found; None where a film of the session is not there or has none that still holds."""
    audits: list[FilmAudit] = []
    for film in desk.session.films:
        try:
            audit = film_audit(desk, film)
        except VfiError:
            return None
        if audit is None:
            return None
        audits.append(audit)
    return FilmsChecked(tuple(audits)) if audits else None


def verify_films(
    desk: SessionDesk, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> FilmsChecked:
    """Verify every film of the session (`verify_film`); those that were verified before only when all of them were.

    Raises:
        BadInput, FilmError, CouldNot: as `verify_film`.
    """
    films = desk.session.films
    again = films_checked(desk) is not None
    sizes = [film.fingerprint.size for film in films]
    audits: list[FilmAudit] = []
    for number, film in enumerate(films):
        before, own, whole = sum(sizes[:number]), sizes[number], max(1, sum(sizes))

        def told(part: float, before: int = before, own: int = own, whole: int = whole) -> None:
            if progress is not None:
                progress((before + own * part) / whole)

        known = None if again else film_audit(desk, film)
        audits.append(known or verify_film(desk, film, progress=told, cancelled=cancelled))
    if not audits:
        raise BadInput("session-without-film", session=desk.session.id)
    return FilmsChecked(tuple(audits))


@dataclass(frozen=True, slots=True)
class BadStretch:
    """Frames of a camera that are not as they were recorded: `first`, up to and not including `after`."""

    first: int
    after: int
    lost: bool
    """They do not come out at all; else they are or may be damaged."""


def bad_stretches(desk: SessionDesk, checked: FilmsChecked, camera: int = 0) -> tuple[BadStretch, ...]:
    """Where a camera's films are damaged, in frames of that camera (its files counted on), by frame."""
    audit_of = dict(zip(desk.session.films, checked.audits, strict=True))
    found: list[BadStretch] = []
    before = 0
    for film in desk.cameras()[camera]:
        audit = audit_of[film]
        found += [BadStretch(before + first, before + after, True) for first, after in audit.lost]
        found += [BadStretch(before + first, before + after, False) for first, after in audit.damaged]
        before += audit.frames
    return tuple(sorted(found, key=lambda stretch: stretch.first))


def _place(desk: SessionDesk, film: FilmRef) -> str:
    return f"{desk.folder}/cache/verified-{film.fingerprint.sha256[:16]}.json".removeprefix("/")
