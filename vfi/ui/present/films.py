"""The films of a show: the one on the screen, and the next clip's opened and decoded ahead: nothing stutters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from vfi.core.deck import Crop
from vfi.core.errors import VfiError
from vfi.core.ports import SoundOut
from vfi.core.programme import Run
from vfi.core.redaction import NOTHING, Redaction
from vfi.core.showing import Show, ShownClip, ShownPage
from vfi.desk.decks import DeckFilm
from vfi.media.budget import MemoryBudget
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.present.picture import StagePicture
from vfi.ui.present.shot_player import ShotPlayer

Size = tuple[int, int]


class ShowFilms(QObject):
    """Opens and closes players as the show goes on, and has every clip's still at hand."""

    still_came = Signal(str)
    """The still of this clip or page is there now."""
    prepared = Signal()
    """Every still was tried: the show can begin without a wait."""
    _one_came = Signal(str, QImage)

    def __init__(
        self,
        show: Show,
        films: Sequence[DeckFilm],
        jobs: Jobs,
        *,
        sound_out: Callable[[], SoundOut | None] | None = None,
        budget: MemoryBudget | None = None,
        hidden: Sequence[Redaction] = (),
        parent: QObject | None = None,
    ) -> None:
        """`hidden`: what must not be seen or heard in each of the films."""
        super().__init__(parent)
        self._hidden = tuple(hidden) or (NOTHING,) * len(films)
        self._show = show
        self._films = films
        self._jobs = jobs
        self._sound_out = sound_out
        self._budget = budget or MemoryBudget()
        self._now: tuple[int, ShotPlayer] | None = None
        self._next: tuple[int, ShotPlayer] | None = None
        self._stills: dict[str, QImage] = {}
        self._job: Job | None = None
        self._one_came.connect(self._keep_still, Qt.ConnectionType.QueuedConnection)

    # -- stills

    def make_stills(self, size: Size) -> None:
        """Fetch every still for a screen of this size (device pixels), beside the window; once."""
        wanted = [(item.id, item.film, item.still, item.crop) for item in self._show.items if item.still is not None]

        if self._job is not None:
            return

        def work(handle: Handle) -> None:
            for id, image in stills(self._films, wanted, size, handle.cancelled, self._hidden):
                self._one_came.emit(id, image)

        told = self.prepared.emit
        self._job = self._jobs.start(work, done=lambda _none: told(), failed=lambda _error: told())

    def _keep_still(self, id: str, image: QImage) -> None:
        self._stills[id] = image
        self.still_came.emit(id)

    def still(self, item: ShownClip | ShownPage) -> QImage | None:
        """Its still, cut as it is shown; None while it is not there."""
        return self._stills.get(item.id)

    # -- players

    def native(self, film: int) -> Size:
        """Width and height of a film as displayed."""
        width, height = self._films[film].index.look.shown_size
        return width, height

    def enter(self, place: int, picture: StagePicture) -> ShotPlayer:
        """The player of the clip at this place of the show, painting into `picture` from now on."""
        if self._now is not None and self._now[0] == place:
            return self._now[1]
        self.leave()
        if self._next is not None and self._next[0] == place:
            self._now, self._next = self._next, None
        else:
            self._now = (place, self._open(place, picture))
        self._now[1].attach(picture)
        return self._now[1]

    def leave(self) -> None:
        """The clip has gone from the screen."""
        if self._now is not None:
            self._now[1].close()
            self._now[1].deleteLater()
            self._now = None

    def get_ready(self, place: int, picture: StagePicture) -> None:
        """Open the first clip after this place, and decode what it begins with."""
        following = next(
            (at for at in range(place + 1, len(self._show.items)) if isinstance(self._show.items[at], ShownClip)), None
        )
        if self._next is not None and self._next[0] != following:
            self._next[1].close()
            self._next[1].deleteLater()
            self._next = None
        if following is not None and self._next is None and (self._now is None or self._now[0] != following):
            self._next = (following, self._open(following, picture))

    def close(self) -> None:
        """Let go of every film."""
        if self._job is not None:
            self._job.cancel()
        self.leave()
        if self._next is not None:
            self._next[1].close()
            self._next = None

    def _open(self, place: int, picture: StagePicture) -> ShotPlayer:
        clip = self._show.items[place]
        assert isinstance(clip, ShownClip)
        film = self._films[clip.film]
        player = ShotPlayer(
            film,
            self._budget,
            self,
            sound_out=self._sound_out,
            volume=self._show.volume,
            hidden=self._hidden[clip.film],
        )
        runs = [shot for shot in clip.shots if isinstance(shot, Run)]
        box = picture.box_for(clip.crop, self.native(clip.film))
        player.prepare(runs[0].first, box, runs[0].first, max(run.last for run in runs))
        return player


def stills(
    films: Sequence[DeckFilm],
    wanted: Sequence[tuple[str, int, int, Crop | None]],
    size: Size,
    cancelled: Callable[[], bool],
    hidden: Sequence[Redaction],
) -> Iterator[tuple[str, QImage]]:
    """Pictures by id as they are ready: (id, film, frame, the part that is shown). What cannot be read is left out."""
    from vfi.media.fitting import fitted
    from vfi.media.reader import FilmReader
    from vfi.media.redacting import Redactor

    made: dict[tuple[int, int, Crop | None], QImage] = {}
    readers: dict[int, FilmReader] = {}
    try:
        for id, number, frame, crop in wanted:
            if cancelled():
                return
            if (number, frame, crop) in made:
                yield id, made[number, frame, crop]
                continue
            film = films[number]
            try:
                if number not in readers:
                    readers[number] = FilmReader(film.path, film.index)
                reader = readers[number]
                whole = film.index.look.shown_size
                share = (crop.width, crop.height) if crop is not None else (1.0, 1.0)
                part = fitted(round(whole[0] * share[0]), round(whole[1] * share[1]), *size)
                wide = min(whole[0], round(part[0] / share[0])), min(whole[1], round(part[1] / share[1]))
                rgb = reader.to_rgb(reader.picture(frame, cancelled=cancelled), wide).copy()
                Redactor(hidden[number], film.clock).hide_rgb(frame, rgb)
                image = _cut(rgb.tobytes(), wide, crop)
            except VfiError:
                continue
            made[number, frame, crop] = image
            yield id, image
    finally:
        for reader in readers.values():
            reader.close()


def _cut(rgb: bytes, size: Size, crop: Crop | None) -> QImage:
    width, height = size
    image = QImage(rgb, width, height, 3 * width, QImage.Format.Format_RGB888)
    if crop is None:
        return image.copy()
    left, top = round(crop.x * width), round(crop.y * height)
    return image.copy(left, top, max(1, round(crop.width * width)), max(1, round(crop.height * height)))
