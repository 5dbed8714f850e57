"""What is hidden: where a region is at each moment, what a person put stays, and what must be looked at again."""

from __future__ import annotations

import pytest

from vfi.core.errors import BadInput
from vfi.core.redaction import Blur, Key, Place, Redaction, RedactionId, Region, Silence
from vfi.core.time import Ns, Span

ID = RedactionId("r")


def place(x: float) -> Place:
    return Place(x, 0.2, 0.1, 0.1)


def key(at: int, x: float, *, followed: bool = False) -> Key:
    return Key(at=Ns(at), place=place(x), followed=followed)


def region(*keys: Key, end: int = 100) -> Region:
    return Region(id=ID, start=Ns(0), end=Ns(end), keys=keys)


def test_between_two_places_a_region_moves_evenly_and_outside_its_stretch_it_is_nowhere() -> None:
    found = region(key(20, 0.2), key(60, 0.4))
    places = [found.place_at(time) for time in (-1, 0, 20, 40, 60, 99, 100)]
    assert [each and round(each.x, 6) for each in places] == [None, 0.2, 0.2, 0.3, 0.4, 0.4, None]


def test_what_was_followed_never_moves_what_a_person_put() -> None:
    found = region(key(0, 0.1), key(60, 0.5)).following([key(20, 0.2), key(60, 0.9), key(80, 0.6)])
    assert [(each.at, each.place.x, each.followed) for each in found.keys] == [
        (0, 0.1, False),
        (20, 0.2, True),
        (60, 0.5, False),
        (80, 0.6, True),
    ]


def test_a_place_put_by_hand_ends_what_was_followed_up_to_the_next_one_put_by_hand() -> None:
    found = region(key(0, 0.1), key(60, 0.5)).following([key(20, 0.2), key(40, 0.3), key(80, 0.6)])
    assert [each.at for each in found.with_key(Ns(30), place(0.7)).keys] == [0, 30, 60, 80]


def test_what_changed_must_be_looked_at_again_and_the_rest_not() -> None:
    found = region(key(0, 0.1), key(50, 0.5)).checked_too(Span(Ns(0), Ns(100)))
    assert not found.to_check
    assert found.with_key(Ns(20), place(0.3)).to_check == (Span(Ns(0), Ns(50)),)
    assert found.following([key(60, 0.5), key(90, 0.5)]).to_check == (Span(Ns(60), Ns(90)),)
    assert found.lasting(Ns(0), Ns(120)).to_check == (Span(Ns(100), Ns(120)),)


def test_a_region_needs_a_place_and_a_length() -> None:
    for made, why in (
        (lambda: region(), "redaction-keys"),
        (lambda: region(key(9, 0.1), key(3, 0.1)), "redaction-keys"),
        (lambda: region(key(0, 0.1), end=0), "redaction-stretch-empty"),
        (lambda: region(key(0, 0.1)).without_key(Ns(0)), "redaction-keys"),
        (lambda: Place(0, 0, 0, 1), "redaction-place"),
    ):
        with pytest.raises(BadInput) as refused:
            made()
        assert refused.value.id == why


def test_a_camera_has_its_own_regions_and_every_sound() -> None:
    other = Region(id=RedactionId("o"), start=Ns(0), end=Ns(9), keys=(key(0, 0.1),), camera="window")
    blur = Blur(id=RedactionId("b"), start=Ns(5), end=Ns(9))
    quiet = Silence(id=RedactionId("s"), start=Ns(2), end=Ns(3))
    whole = Redaction().with_item(other).with_item(blur).with_item(quiet).with_item(region(key(0, 0.1)))
    assert [item.id for item in whole.items] == ["o", "r", "s", "b"]
    assert [item.id for item in whole.of_camera("").items] == ["r", "s", "b"]
    assert [item.id for item in whole.of_camera("window").items] == ["o", "s"]
    assert [item.id for item in whole.without(ID).items] == ["o", "s", "b"]
