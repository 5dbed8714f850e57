"""A film that is not where it was: finding it again by its content, and remembering where it is now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from vfi.core.case import FilmRef
from vfi.core.errors import BadInput, VfiError
from vfi.desk.session import SessionDesk
from vfi.files.fingerprint import fingerprint
from vfi.store.sessions import save_session


def find_film(film: FilmRef, folders: Iterable[Path], *, cancelled: Callable[[], bool] | None = None) -> Path | None:
    """The first file below these folders that is this film, whatever it is called now; None when none is.

    Only files of the film's size are read, two MiB of each.
    """
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if cancelled is not None and cancelled():
                return None
            try:
                same = path.is_file() and path.stat().st_size == film.fingerprint.size
                if same and fingerprint(path) == film.fingerprint:
                    return path
            except (OSError, VfiError):
                continue  # what cannot be read is not the film that we look for
    return None


def put_back(desk: SessionDesk, film: FilmRef, path: Path) -> SessionDesk:
    """Remember that this film of the session now lies there.

    Raises:
        BadInput: `film-is-another` when it is not that film.
    """
    if fingerprint(path) != film.fingerprint:
        raise BadInput("film-is-another", path=str(path))
    there, whole = desk.path, path.resolve()
    name = whole.relative_to(there).as_posix() if there in whole.parents else whole.as_posix()
    films = tuple(replace(each, path=name) if each == film else each for each in desk.session.films)
    stored = save_session(desk.vault, desk.stored, replace(desk.session, films=films))
    return replace(desk, stored=stored, _index={})
