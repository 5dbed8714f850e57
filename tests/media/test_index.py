"""The index: order of display, exact times, and keeping it for the next time."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from films import Made, x264
from hypothesis import given
from hypothesis import strategies as st

from vfi.media.index import FilmIndex, build_index
from vfi.media.index_cache import index_key, load_index, save_index
from vfi.media.noticing import suspect_stretches
from vfi.media.order import needs_decoding, timeline
from vfi.media.packets import HIDDEN, KEY, NO_PICTURE, NO_TIME, Packets
from vfi.media.rational import TimeBase

FilmFile = Callable[[str], Path]
TICK = TimeBase(1, 90000)


def packets(pts: list[int], *, dts: list[int] | None = None, flags: dict[int, int] | None = None) -> Packets:
    """Packets with these stamps, one key packet at the start, 3600 ticks long each."""
    count = len(pts)
    marks = np.zeros(count, np.uint8)
    marks[0] = KEY
    for place, flag in (flags or {}).items():
        marks[place] |= flag
    return Packets(
        pts=np.array(pts, np.int64),
        dts=np.array(pts if dts is None else dts, np.int64),
        duration=np.full(count, 3600, np.int64),
        pos=np.arange(count, dtype=np.int64) * 100,
        size=np.full(count, 100, np.int32),
        flags=marks,
    )


class TestOrderAndTimes:
    def test_frames_are_shown_in_the_order_of_their_time_stamps(self) -> None:
        laid = timeline(packets([0, 10800, 3600, 7200]), TICK)
        assert laid.order.tolist() == [0, 2, 3, 1]
        assert laid.times.tolist() == [0, 40_000_000, 80_000_000, 120_000_000]
        assert laid.end == 160_000_000

    def test_the_first_displayed_frame_is_at_zero_though_the_film_starts_late(self) -> None:
        laid = timeline(packets([657000, 660600]), TICK)
        assert laid.times.tolist() == [0, 40_000_000]
        assert laid.origin == 7_300_000_000

    def test_packets_that_show_nothing_are_no_frames(self) -> None:
        laid = timeline(packets([-3600, 0, 3600, 7200], flags={0: HIDDEN, 2: NO_PICTURE}), TICK)
        assert laid.order.tolist() == [1, 3]

    def test_the_last_frame_lasts_the_usual_time_where_the_film_does_not_say(self) -> None:
        silent = replace(packets([0, 3600, 7200, 18000]), duration=np.zeros(4, np.int64))
        assert timeline(silent, TICK).end == 240_000_000

    def test_frames_with_the_same_stamp_share_the_time_up_to_the_next(self) -> None:
        laid = timeline(packets([0, 3600, 3600, 7200]), TICK)
        assert laid.times.tolist() == [0, 40_000_000, 60_000_000, 80_000_000]
        assert laid.made_up == 1

    def test_without_stamps_the_decoder_gives_the_order_and_the_rate_the_times(self) -> None:
        bare = packets([NO_TIME] * 3)
        assert needs_decoding(bare)
        laid = timeline(bare, TICK, nominal=TimeBase(1, 25), decoded=np.array([0, 2, 1], np.int32))
        assert laid.order.tolist() == [0, 2, 1]
        assert laid.times.tolist() == [0, 40_000_000, 80_000_000]
        assert laid.origin is None
        assert laid.made_up == 3

    def test_same_stamps_leave_the_order_open_only_where_pictures_are_reordered(self) -> None:
        assert not needs_decoding(packets([0, 3600, 3600, 7200]))
        assert needs_decoding(packets([0, 7200, 3600, 7200]))

    def test_a_clock_that_begins_anew_at_a_key_frame_is_a_recording_joined_on(self) -> None:
        stamps = [900000, 903600, 0, 3600]
        laid = timeline(packets(stamps, flags={2: KEY}), TICK)
        assert laid.parts == 2
        assert laid.times.tolist() == [0, 40_000_000, 80_000_000, 120_000_000]

    @given(st.integers(1, 2**31), st.integers(1, 1001), st.lists(st.integers(0, 2**45), min_size=1, max_size=20))
    def test_ticks_become_nanoseconds_rounded_once_for_any_clock(self, den: int, num: int, ticks: list[int]) -> None:
        base = TimeBase(num, den)
        exact = [int(Fraction(tick * num * 10**9, den) + Fraction(1, 2)) for tick in ticks]
        within = [time < 2**63 for time in exact]
        if all(within):
            assert base.ns(np.array(ticks, np.int64)).tolist() == exact
        assert [base.ns_of(tick) for tick in ticks] == exact


class TestDamage:
    def test_from_a_damaged_frame_up_to_the_next_key_frame_all_is_suspect(self) -> None:
        film = packets([0, 3600, 7200, 10800, 14400], flags={3: KEY})
        order = np.arange(5, dtype=np.int32)
        assert suspect_stretches(film, order, np.array([1], np.int32)) == ((1, 3),)

    def test_a_whole_film_has_no_suspect_frames(self) -> None:
        film = packets([0, 3600])
        assert suspect_stretches(film, np.arange(2, dtype=np.int32), np.array([], np.int32)) == ()


def same(one: FilmIndex, other: FilmIndex) -> bool:
    arrays = ("pts", "dts", "duration", "pos", "size", "flags")
    return (
        all(np.array_equal(getattr(one.packets, name), getattr(other.packets, name)) for name in arrays)
        and np.array_equal(one.order, other.order)
        and list(one.frame_map.times) == list(other.frame_map.times)
        and (one.frame_map.end, one.look, one.codec, one.origin_ns, one.warnings, one.suspect)
        == (other.frame_map.end, other.look, other.codec, other.origin_ns, other.warnings, other.suspect)
    )


@pytest.mark.film
class TestKeepingAnIndex:
    @pytest.mark.parametrize("name", ["variable-rate", "edit-list", "rotated-90", "interlaced-mpeg2-ts", "raw-h264"])
    def test_a_kept_index_comes_back_the_same(self, name: str, film_file: FilmFile) -> None:
        path = film_file(name)
        index, kept = build_index(path), io.BytesIO()
        save_index(index, index_key(path), kept)
        kept.seek(0)
        found = load_index(kept, index_key(path))
        assert found is not None
        assert same(found, index)

    def test_it_does_not_serve_for_a_film_that_was_changed_since(self, film_file: FilmFile, tmp_path: Path) -> None:
        path = tmp_path / "visit.mp4"
        shutil.copy(film_file("open-gop"), path)
        before, kept = index_key(path), io.BytesIO()
        save_index(build_index(path), before, kept)
        os.utime(path, ns=(1, 1))
        kept.seek(0)
        assert index_key(path) != before
        assert load_index(kept, index_key(path)) is None

    def test_a_torn_one_is_as_good_as_none(self, film_file: FilmFile) -> None:
        path, kept = film_file("open-gop"), io.BytesIO()
        save_index(build_index(path), index_key(path), kept)
        whole = kept.getvalue()
        for length in (0, 10, len(whole) // 2, len(whole) - 1):
            assert load_index(io.BytesIO(whole[:length]), index_key(path)) is None

    def test_one_in_which_a_bit_has_turned_never_misleads(self, film_file: FilmFile) -> None:
        path, kept = film_file("open-gop"), io.BytesIO()
        index, key = build_index(path), index_key(path)
        save_index(index, key, kept)
        whole = kept.getvalue()
        for place in range(0, len(whole), max(1, len(whole) // 300)):
            turned = bytearray(whole)
            turned[place] ^= 1 << place % 8
            found = load_index(io.BytesIO(turned), key)
            assert found is None or same(found, index), place


@pytest.mark.film
def test_key_frames_are_known_by_their_place_in_the_order_of_display(tmp_path: Path) -> None:
    options = x264(keyint=25, min_keyint=25, scenecut=0, bframes=3)
    path = Made(name="keys", options=options, count=100).make(tmp_path)
    assert build_index(path).key_frames.tolist() == [0, 25, 50, 75]
