"""Pieces of one recording are known by how cameras number them, and by nothing else."""

from __future__ import annotations

import pytest

from vfi.core.consecutive import FULL, files_after

SMALL = 20_000_000


def beside(*names: str, size: int = SMALL) -> list[tuple[str, int]]:
    return [(name, size) for name in names]


def test_a_camcorders_pieces_go_on_until_a_number_is_missing() -> None:
    card = beside("00003.MTS", "00001.MTS", "00000.MTS", "00005.MTS", "00002.mts", "notes.txt")
    assert files_after("00001.MTS", card) == ("00002.mts", "00003.MTS")


def test_an_action_camera_counts_its_pieces_before_the_number_of_the_recording() -> None:
    card = beside("GX010123.MP4", "GX020123.MP4", "GX010124.MP4", "GX030123.MP4")
    assert files_after("GX010123.MP4", card) == ("GX020123.MP4", "GX030123.MP4")
    assert files_after("GOPR0007.MP4", beside("GOPR0007.MP4", "GP010007.MP4", "GP020007.MP4")) == (
        "GP010007.MP4",
        "GP020007.MP4",
    )


def test_the_next_film_of_a_phone_is_another_film() -> None:
    assert files_after("IMG_0041.MOV", beside("IMG_0041.MOV", "IMG_0042.MOV")) == ()


def test_a_file_as_large_as_a_card_allows_goes_on_in_the_next_number() -> None:
    card = [("MVI_0009.MOV", FULL), ("MVI_0010.MOV", SMALL), ("MVI_0011.MOV", SMALL)]
    assert files_after("MVI_0009.MOV", card) == ("MVI_0010.MOV",)


@pytest.mark.parametrize("name", ["film.mp4", "00001.MTS"])
def test_a_film_alone_has_nothing_after_it(name: str) -> None:
    assert files_after(name, beside(name)) == ()
