"""What is hidden in a session's films when they leave the house: changed, kept at once, undone; followed; checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from vfi.core.cameras import by_camera
from vfi.core.case import FilmRef, Session
from vfi.core.consent import OUTSIDE_THE_TEAM, Purpose
from vfi.core.errors import BadInput, Refused
from vfi.core.events import new_event_id
from vfi.core.redaction import (
    Blur,
    Hiding,
    Item,
    Key,
    Place,
    Redaction,
    RedactionId,
    Region,
    Shape,
    Silence,
    Silencing,
)
from vfi.core.time import SECOND, Ns, Span, clock_text, intersect, total
from vfi.desk.kept import Kept
from vfi.desk.session import SessionDesk
from vfi.files.vault import Vault
from vfi.store.records import Stored
from vfi.store.redactions import read_redaction, save_redaction
from vfi.store.sessions import film_path, is_referred

if TYPE_CHECKING:  # what is hidden is listed long before a film is opened
    from vfi.media.following import Followed


class RedactionDesk(Kept[Redaction]):
    """What is hidden in one session."""

    def __init__(self, session: SessionDesk) -> None:
        """
        Raises:
            FileDamaged: `record-findings`. CouldNot: it cannot be read.
        """
        super().__init__(read_redaction(session.vault, session.folder))
        self.session = session

    @property
    def redaction(self) -> Redaction:
        return self.value

    # changes -----------------------------------------------------------------------------------------------------

    def hide(
        self,
        span: Span,
        at: Ns,
        place: Place,
        *,
        camera: str = "",
        shape: Shape = Shape.ELLIPSE,
        hiding: Hiding = Hiding.COVER,
    ) -> RedactionId:
        """Hide a part of the picture for a stretch; it is at `place` at the moment `at`."""
        region = Region(
            id=_new_id(),
            start=span.start,
            end=span.end,
            keys=(Key(at=at, place=place),),
            camera=camera,
            shape=shape,
            hiding=hiding,
        )
        return self._add("redaction-region-added", region)

    def blur(self, span: Span, *, camera: str = "") -> RedactionId:
        """Blur the whole picture for a stretch."""
        return self._add("redaction-blur-added", Blur(id=_new_id(), start=span.start, end=span.end, camera=camera))

    def silence(self, span: Span, how: Silencing = Silencing.MUTE) -> RedactionId:
        """Let something else be heard for a stretch."""
        return self._add("redaction-silence-added", Silence(id=_new_id(), start=span.start, end=span.end, how=how))

    def put(self, id: RedactionId, at: Ns, place: Place) -> None:
        """A person puts a region there; places that were followed from the old one go.

        Raises:
            BadInput: `redaction-no-such-item`.
        """
        self.set(self.region(id).with_key(at, place), label="redaction-moved")

    def set(self, item: Item, *, label: str = "redaction-changed") -> None:
        """This one in the place of the one with its id.

        Raises:
            BadInput: `redaction-no-such-item`.
        """
        self.item(item.id)
        self.change(label, self.redaction.with_item(item))

    def remove(self, id: RedactionId) -> None:
        """Hide it no longer.

        Raises:
            BadInput: `redaction-no-such-item`.
        """
        self.item(id)
        self.change("redaction-removed", self.redaction.without(id))

    def checked(self, id: RedactionId, span: Span) -> None:
        """A person has stepped through this stretch of a region and found it hidden on every picture."""
        self.set(self.region(id).checked_too(span), label="redaction-checked")

    # following ---------------------------------------------------------------------------------------------------

    def follow(
        self,
        id: RedactionId,
        at: Ns,
        *,
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Followed:
        """Where the region's content goes from its place at `at` until a person put it somewhere again, or its end.

        Reads the film: run it in a job, and give the outcome to `accept`. Changes nothing.

        Raises:
            BadInput: `redaction-no-such-item`; the film is not there. FilmError: it cannot be read.
            CouldNot: `cancelled`.
        """
        from vfi.media.following import follow

        region = self.region(id)
        place = region.place_at(at)
        if place is None:
            raise BadInput("redaction-no-such-item", item=id)
        session = self.session
        camera = next((number for number, names in enumerate(self._cameras()) if region.camera in names), 0)
        first, clock = session.cameras()[camera][0], session.clock(camera)
        until = min((key.at for key in region.keys if not key.followed and key.at > at), default=region.end)
        index = session.camera_index(camera)
        return follow(session.film_file(first), index, clock, at, place, until, progress=progress, cancelled=cancelled)

    def accept(self, id: RedactionId, found: Followed) -> None:
        """Take what `follow` proposed; every picture of it is still to be checked."""
        self.set(self.region(id).following(found.keys), label="redaction-followed")

    def _cameras(self) -> list[tuple[str, ...]]:
        session = self.session.session
        return [camera_names(session, films[0]) for films in self.session.cameras()]

    # what is -----------------------------------------------------------------------------------------------------

    def item(self, id: RedactionId) -> Item:
        """
        Raises:
            BadInput: `redaction-no-such-item`.
        """
        found = self.redaction.item(id)
        if found is None:
            raise BadInput("redaction-no-such-item", item=id)
        return found

    def region(self, id: RedactionId) -> Region:
        """
        Raises:
            BadInput: `redaction-no-such-item`; also for one that is no region.
        """
        found = self.item(id)
        if not isinstance(found, Region):
            raise BadInput("redaction-no-such-item", item=id)
        return found

    def _add(self, label: str, item: Item) -> RedactionId:
        self.change(label, self.redaction.with_item(item))
        return item.id

    def _save(self, stored: Stored[Redaction], value: Redaction) -> Stored[Redaction]:
        return save_redaction(self.session.vault, stored, value)


def camera_names(session: Session, ref: FilmRef) -> tuple[str, ...]:
    """By which names what is hidden in this film goes: its camera's, and for the lead also none."""
    lead = by_camera(session.films)[0]
    if ref in lead:
        return ("", ref.camera)
    return (ref.camera,) if ref.camera else ()


def redaction_for(
    vault: Vault, folder: str, session: Session, film: Path, *, wanted: bool, purpose: Purpose
) -> Redaction:
    """What is to be hidden in this film of a session when it is exported for a purpose.

    `film`: where it lies; of a camera with several files the first. One that the session does not know is taken for
    the lead's.

    Outside the team everything, always; inside it as `wanted`.

    Raises:
        FileDamaged: `record-findings`: what cannot be read cannot be hidden.
    """
    if not wanted and purpose not in OUTSIDE_THE_TEAM:
        return Redaction()
    whole = read_redaction(vault, folder).value
    if not whole:
        return whole
    ref = next((ref for ref in session.films if lies_at(vault, folder, ref) == film), session.films[0])
    return whole.of_camera(*camera_names(session, ref))


def lies_at(vault: Vault, folder: str, ref: FilmRef) -> Path:
    """Where a film of a session is, or should be."""
    found = film_path(folder, ref)
    return Path(found) if is_referred(ref) else vault.local_path(found)


def refuse_unchecked(redaction: Redaction, stretches: tuple[Span, ...], purpose: Purpose) -> None:
    """Nothing leaves the team with a hidden region that nobody has looked at, picture by picture.

    Raises:
        Refused: `redaction-unchecked` with `seconds` and the first place, `at`.
    """
    if purpose not in OUTSIDE_THE_TEAM:
        return
    missing = [part for region in redaction.regions for part in intersect(region.to_check, stretches)]
    if missing:
        seconds = f"{total(missing) / SECOND:.1f}"
        raise Refused("redaction-unchecked", seconds=seconds, at=clock_text(min(missing).start))


def _new_id() -> RedactionId:
    return RedactionId(new_event_id())
