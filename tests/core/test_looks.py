"""How a picture is looked at."""

from __future__ import annotations

import pytest

from vfi.core.errors import BadInput
from vfi.core.looks import AS_FILMED, PictureLook


def test_four_quarters_and_two_mirrors_are_as_filmed() -> None:
    look = PictureLook(zoom=3, x=0.2, y=0.7)
    assert look.turned().turned().turned().turned().turn == 0
    assert look.turned().turned().turned().turned().x == pytest.approx(0.2)
    assert look.mirrored().mirrored().x == pytest.approx(0.2)
    assert not look.mirrored().mirrored().mirror


def test_what_is_seen_is_turned_clockwise_in_a_mirror_too() -> None:
    assert AS_FILMED.turned().turn == 90
    assert AS_FILMED.mirrored().turned().turn == 270


def test_zoom_and_brightness_end_where_there_is_no_more() -> None:
    assert AS_FILMED.zoomed(100).zoom == 8
    assert AS_FILMED.zoomed(3, 5, -1) == PictureLook(zoom=3, x=1.0, y=0.0)
    assert AS_FILMED.zoomed(3, 0.1, 0.1).zoomed(0.2) == AS_FILMED
    assert AS_FILMED.brighter(3).brighter(3).brightness == 5
    assert AS_FILMED.brighter(-9).brightness == -5


@pytest.mark.parametrize("wrong", [{"zoom": 0.5}, {"zoom": float("nan")}, {"x": 1.1}, {"turn": 45}, {"brightness": 6}])
def test_a_look_that_is_none_cannot_be(wrong: dict[str, float]) -> None:
    with pytest.raises(BadInput, match="picture-look"):
        PictureLook(**wrong)  # type: ignore[arg-type]
