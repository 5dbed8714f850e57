"""What leaves the house bears a name that says nothing."""

from pathlib import Path

import pytest

from vfi.ui.feedback.reel_sheet import free_name

pytestmark = pytest.mark.window


def test_a_films_name_is_the_same_for_every_family_and_replaces_nothing(tmp_path: Path) -> None:
    assert free_name(tmp_path) == tmp_path / "review.mp4"
    (tmp_path / "review.mp4").touch()
    assert free_name(tmp_path) == tmp_path / "review-2.mp4"
