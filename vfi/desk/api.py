"""The public face: films and sessions for notebooks, scripts and other people's programs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vfi.core.errors import VfiError
from vfi.desk.session import SessionDesk, open_place
from vfi.media import film
from vfi.media.film import Film
from vfi.words import sentence

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["EVENT_COLUMNS", "Film", "Session", "open_film", "open_session"]

EVENT_COLUMNS = (
    *("coding", "coder", "role", "scheme", "subject", "tier", "code", "start_ns", "end_ns"),
    *("start_frame", "end_frame", "modifiers", "responds_to", "comment"),
)


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    """Errors keep their id and values for programs; the sentence is added for the person who reads the trace."""
    try:
        yield
    except VfiError as error:
        error.add_note(sentence(error))
        raise


def open_film(path: str | Path) -> Film:
    """Open a film for exact reading: `frames`, `times`, `read(n)`, `facts`; a context manager.

    >>> with open_film("visit.mp4") as film:                              # doctest: +SKIP
    ...     film.frames, film.read(0).shape
    (1500, (720, 1280, 3))

    Raises:
        FilmError: the film cannot be used; the id says why.
    """
    with _in_words():
        return film.open_film(path)


class Session:
    """One session for reading. Made by `open_session`."""

    def __init__(self, desk: SessionDesk) -> None:
        self._desk = desk

    @property
    def name(self) -> str:
        """The session's id: the name of its folder."""
        return self._desk.session.id

    @property
    def case(self) -> str:
        """The case's pseudonym; empty where the session lies in no case."""
        return self._desk.case_id

    @property
    def path(self) -> Path:
        return self._desk.path

    def film(self) -> Film:
        """The film that is coded, for exact reading; close it, or use it as a context manager.

        Raises:
            BadInput: `film-moved`, `film-is-another`.
        """
        with _in_words():
            return film.open_film(self._desk.film_file(), index=self._desk.camera_index())

    def events(self, coder: str | None = None) -> pd.DataFrame:
        """Every event of every coding (or of one coder's), by coding and time.

        Index: `event`, the event's id (`responds_to` names these). Columns `EVENT_COLUMNS`: `scheme` is `id@version`;
        `start_ns`, `end_ns` Int64, nanoseconds on the session clock, half-open, `end_ns` NA for a moment and for a
        state that is still open; `start_frame`, `end_frame` Int64, from 0, `end_frame` the first frame without it;
        `modifiers` as `channel=look;clarity=quiet`; the rest string.

        Raises:
            BadInput: `no-such-coder`, `film-moved`.
            FileDamaged: a coding is damaged; the error names the line.
        """
        import pandas as pd

        from vfi.desk.scores import event_rows

        with _in_words():
            rows = event_rows(self._desk, coder)
        for row in rows:
            row["scheme"] = f"{row['scheme']}@{row['version']}" if row["version"] else ""

        def column(name: str) -> Any:
            kind: Any = "Int64" if name.endswith(("_ns", "_frame")) else "string"
            return pd.array([row[name] for row in rows], dtype=kind)

        index = pd.Index([row["event"] for row in rows], name="event", dtype="object")
        return pd.DataFrame({name: column(name) for name in EVENT_COLUMNS}, index=index)

    def scores(self, coder: str | None = None) -> pd.DataFrame:
        """Measures in long form: one row per coding, tier and code. Columns: `vfi.stats.scores.COLUMNS`, defined in
        docs/statistics.md; `*_ns` Int64, NA where a measure is not defined.

        Raises:
            BadInput, FileDamaged: as `events`.
        """
        from vfi.desk.scores import scores

        with _in_words():
            return scores(self._desk, coder)

    def __repr__(self) -> str:
        return f"<Session {self.case}/{self.name}>" if self.case else f"<Session {self.name}>"


def open_session(path: str | Path) -> Session:
    """Open a session by its folder.

    >>> session = open_session("sessions/F012/2026-03-11-home-play")      # doctest: +SKIP
    >>> session.scores().query("coder == 'anna'")                         # doctest: +SKIP

    Raises:
        BadInput: `no-session-here`.
        FileDamaged: its file is damaged.
    """
    with _in_words():
        return Session(open_place(Path(path)))
