"""What a session hides is hidden in a clip of a mark and in a single picture, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from vfi.core.case import Person
from vfi.core.consent import Consent, Purpose
from vfi.core.errors import Refused
from vfi.core.redaction import Place, Shape
from vfi.core.time import Ns, Span
from vfi.desk.bundled import find_scheme
from vfi.desk.clipping import clip_request, clip_session
from vfi.desk.coding import CodingDesk
from vfi.desk.making import FilmGiven, new_session_at
from vfi.desk.redactions import RedactionDesk
from vfi.desk.session import SessionDesk, open_place
from vfi.desk.stills import Way, still
from vfi.media.film import open_film
from vfi.store.cases import read_case, save_case

pytestmark = pytest.mark.film

FRAME = 40_000_000
HIDDEN = Span(Ns(90 * FRAME), Ns(130 * FRAME))
INSIDE = np.s_[94:140, 84:236]
"""Rows and columns that lie well inside the place below."""


@pytest.fixture
def session(film_file: Callable[[str], Path], tmp_path: Path) -> SessionDesk:
    """A film with a mark at picture 100 and a box hidden from 90 to 129; the family agreed to what is done here."""
    folder = tmp_path / "library" / "F1" / "2026-03-11-play"
    made = new_session_at(folder, [FilmGiven(film_file("h264-gop250"))], find_scheme("babys-cues"))
    stored = read_case(made.vault, "F1")
    purposes = (Purpose.FILM, Purpose.SUPERVISION, Purpose.AGENCY)
    consent = Consent(id="c1", person="a", basis="parental-responsibility", purposes=purposes)
    carer = Person(id="a", role="carer", label="A.")
    save_case(made.vault, stored, replace(stored.value, people=(carer,), consents=(consent,)))
    desk = open_place(folder)
    path = desk.new_coding("Anna", find_scheme("babys-cues"))
    with desk.open_coding(path, "Anna") as source:
        CodingDesk(source, desk.film_index().frame_map).mark(100)
    RedactionDesk(desk).hide(HIDDEN, HIDDEN.start, Place(0.25, 0.5, 0.5, 0.3), shape=Shape.BOX)
    return desk


def clip(session: SessionDesk, out: Path, purpose: Purpose, *, redact: bool = True) -> list[int]:
    """The greatest difference inside the place, picture by picture."""
    request = clip_request(purpose=purpose, marks=True, padding="3f", who="Anna", redact=redact)
    report = clip_session(session, request, out, lambda: NoWords())
    with open_film(report.files[0]) as film:
        return [int(np.ptp(film.read(frame)[INSIDE])) for frame in range(film.frames)]


class NoWords:
    """Stands for the painter: nothing is written here."""

    def band(self, width: int, picture_height: int, caption: str, team_only: str) -> None:
        return None


def test_a_clip_of_a_mark_hides_it_unless_the_team_wants_to_see(session: SessionDesk, tmp_path: Path) -> None:
    assert max(clip(session, tmp_path / "a", Purpose.SUPERVISION)) <= 16
    assert min(clip(session, tmp_path / "b", Purpose.SUPERVISION, redact=False)) > 60


def test_a_clip_leaves_the_team_only_when_somebody_has_looked_and_always_hidden(
    session: SessionDesk, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        clip(session, tmp_path / "a", Purpose.AGENCY)
    assert refused.value.id == "redaction-unchecked"
    assert not (tmp_path / "a").exists()
    desk = RedactionDesk(session)
    desk.checked(desk.redaction.regions[0].id, HIDDEN)
    assert max(clip(session, tmp_path / "a", Purpose.AGENCY, redact=False)) <= 16


def test_a_single_picture_hides_it_on_just_the_frames_of_its_stretch(session: SessionDesk) -> None:
    def differs(frame: int, *, redact: bool = True) -> int:
        picture = still(session.film_file(), frame, who="Anna", way=Way.FILE, desk=session, redact=redact)
        return int(np.ptp(picture[INSIDE]))

    assert [differs(frame) == 0 for frame in (89, 90, 129, 130)] == [False, True, True, False]
    assert differs(100, redact=False) > 60
