"""One deck with its films, open in the window: looked up beside it, and taken apart again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from vfi.core.deck import Clip
from vfi.core.errors import VfiError
from vfi.desk.decks import FIRST_DECK, DeckDesk, DeckFilm, open_deck
from vfi.desk.session import SessionDesk
from vfi.desk.to_see import ToSee
from vfi.qt.sound import qt_sound_out
from vfi.ui.feedback.clip_view import ClipView
from vfi.ui.feedback.playing import ClipPlayer
from vfi.ui.feedback.stills import ClipStills
from vfi.ui.film_player import FilmPlayer
from vfi.ui.film_tracks import FilmTracks
from vfi.ui.jobs import Jobs
from vfi.ui.theme import Theme

if TYPE_CHECKING:
    from vfi.media.budget import MemoryBudget

Found = DeckFilm | VfiError
"""A film, or why it cannot be shown."""


@dataclass(frozen=True, slots=True)
class ReadyDeck:
    """What was looked up beside the window before a deck is shown."""

    desk: DeckDesk
    films: dict[str, Found]
    """By camera; the lead's under the empty name."""


def make_ready(session: SessionDesk, id: str = FIRST_DECK, desk: DeckDesk | None = None) -> ReadyDeck:
    """Read the deck and index its films; slow, for a worker thread. A film that is not there is no error here.

    Raises:
        FileDamaged, CouldNot: the deck cannot be read.
    """
    desk = desk or open_deck(session, id)
    cameras = {clip.camera: clip for clip in desk.deck.clips}
    return ReadyDeck(desk, {camera: film_for(desk, clip) for camera, clip in cameras.items()})


def film_for(desk: DeckDesk, clip: Clip) -> Found:
    """The clip's film, or why there is none; slow the first time."""
    try:
        return desk.film_of(clip)
    except VfiError as error:
        return error


class OpenDeck(QObject):
    """Owns the view, the player and the stills of one deck; `close` lets them go."""

    film_changed = Signal()
    """The film of the clip that is shown was found, or is missing: see `film_of`."""
    tracks_changed = Signal()
    """Stills of another film for the trim strip: see `tracks`."""

    def __init__(
        self, ready: ReadyDeck, jobs: Jobs, theme: Theme, parent: QObject, budget: MemoryBudget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = ready.desk
        self._films = dict(ready.films)
        self._jobs = jobs
        self.view = ClipView(theme)
        self.player = FilmPlayer(self.view, self, sound_out=qt_sound_out, budget=budget)
        self.clip_player = ClipPlayer(self.player, self)
        self.stills = ClipStills(jobs, self)
        self.tracks: FilmTracks | None = None
        self._shown: DeckFilm | None = None
        self._asked: set[str] = set()

    @property
    def case(self) -> str:
        return self.desk.session.case_id

    @property
    def session(self) -> str:
        return self.desk.session.session.id

    def film_of(self, clip: Clip) -> Found | None:
        """The clip's film, why there is none, or None while it is being looked for (`film_changed` follows)."""
        found = self._films.get(clip.camera)
        if found is None:
            self._look_for(clip)
            return None
        if isinstance(found, DeckFilm) and not found.clock.start <= clip.start < found.clock.end:
            # consecutive files of one camera: another one may be on the screen there; their indexes are known by now
            return film_for(self.desk, clip)
        return found

    def look_again(self) -> None:
        """A film may be there again."""
        self._films = {camera: found for camera, found in self._films.items() if isinstance(found, DeckFilm)}
        self._asked.clear()
        self.film_changed.emit()

    def _look_for(self, clip: Clip) -> None:
        if clip.camera in self._asked:
            return
        self._asked.add(clip.camera)
        desk = self.desk

        def done(found: Found) -> None:
            self._films[clip.camera] = found
            self.film_changed.emit()

        self._jobs.start(lambda _handle: film_for(desk, clip), done=done)

    def show_film(self, film: DeckFilm, frame: int, then: Callable[[], object] | None = None) -> None:
        """Let the view show this frame of this film."""
        if self._shown is not None and self._shown.ref == film.ref and self.player.is_open:
            self.player.go(frame)
        else:
            self._shown = film
            self.view.set_native(*film.index.look.shown_size)
            self.player.open(film.path, film.index, frame)
            self._take_tracks(film)
        if then is not None:
            then()

    def _take_tracks(self, film: DeckFilm) -> None:
        before = self.tracks
        to_see = ToSee(self.desk.session, film.ref, film.path, film.index)
        self.tracks = FilmTracks(to_see, self._jobs, self, has_sound=False)
        self.player.state_changed.connect(self.tracks.show_state)
        if before is not None:
            self.player.state_changed.disconnect(before.show_state)
            before.close()
            before.deleteLater()
        self.tracks_changed.emit()

    def close(self) -> None:
        """Stop the film's threads and let go."""
        self.clip_player.stop()
        self.stills.close()
        if self.tracks is not None:
            self.tracks.close()
        self.player.close()
        self.view.setParent(None)
        self.view.deleteLater()
        self.deleteLater()
