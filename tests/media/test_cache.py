"""What is kept of a film stays within one budget over all films, and the pictures next to the eye are kept longest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vfi.media.budget import MemoryBudget
from vfi.media.cache import PictureCache
from vfi.media.pool import BlockPool


@dataclass
class Plain:
    planes: tuple[np.ndarray, ...]


def picture(size: int) -> Plain:
    return Plain((np.zeros(size, np.uint8),))


def filled(budget: MemoryBudget, frames: range, size: int = 10) -> PictureCache[Plain]:
    cache: PictureCache[Plain] = PictureCache(budget.join())
    for frame in frames:
        cache.add(frame, picture(size))
    return cache


def held(cache: PictureCache[Plain], among: range) -> list[int]:
    return [frame for frame in among if frame in cache]


def test_a_film_alone_may_fill_the_budget() -> None:
    assert filled(MemoryBudget(100), range(20)).bytes == 100


def test_a_second_film_gets_its_share_once_the_first_has_given_it_back() -> None:
    budget = MemoryBudget(100)
    first: PictureCache[Plain]
    share = budget.join(lambda: first.trim())
    first = PictureCache(share)
    for frame in range(20):
        first.add(frame, picture(10))
    second = filled(budget, range(20))
    assert (first.bytes, second.bytes) == (50, 50)


def test_a_film_that_is_closed_leaves_its_room_to_the_others() -> None:
    budget = MemoryBudget(100)
    other = budget.join()
    cache = filled(budget, range(20))
    assert cache.bytes == 50
    other.leave()
    for frame in range(20):
        cache.add(frame, picture(10))
    assert cache.bytes == 100


def test_until_the_others_have_made_room_a_newcomer_holds_one_picture_only() -> None:
    budget = MemoryBudget(100)
    filled(budget, range(20))
    assert filled(budget, range(5)).bytes == 10


def test_a_budget_that_is_made_smaller_or_larger_holds_at_once() -> None:
    budget = MemoryBudget(100)
    woken: list[PictureCache[Plain]] = []
    cache: PictureCache[Plain] = PictureCache(budget.join(lambda: woken[0].trim()))
    woken.append(cache)
    for frame in range(20):
        cache.add(frame, picture(10))
    budget.resize(40)
    assert cache.bytes == 40
    budget.resize(80)
    for frame in range(20):
        cache.add(frame, picture(10))
    assert cache.bytes == 80


def test_standing_still_what_lies_before_the_eye_is_kept_longest() -> None:
    cache: PictureCache[Plain] = PictureCache(MemoryBudget(100).join())
    cache.look(50, 0)
    for frame in range(100):
        cache.add(frame, picture(10))
    assert held(cache, range(100)) == list(range(43, 53))


def test_playing_back_what_was_left_behind_goes_first() -> None:
    cache: PictureCache[Plain] = PictureCache(MemoryBudget(100).join())
    for frame in range(40, 50):
        cache.add(frame, picture(10))
    cache.look(45, -1)
    for frame in range(36, 40):
        cache.add(frame, picture(10))
    assert held(cache, range(100)) == list(range(36, 46))


def test_small_pictures_reach_further_than_whole_ones() -> None:
    cache: PictureCache[Plain] = PictureCache(MemoryBudget(600).join())
    cache.look(200, 0)
    for frame in range(201):
        cache.add(frame, picture(4), small=True)
        cache.add(frame, picture(40))
    whole = [frame for frame in range(201) if cache.has_full(frame)]
    small = [frame for frame in range(201) if cache.small(frame)]
    assert whole[0] > small[0] > 0
    assert (whole[-1], small[-1]) == (200, 200)
    assert 4 * len(small) >= 240


def test_pinned_pictures_stay_while_others_go() -> None:
    cache: PictureCache[Plain] = PictureCache(MemoryBudget(100).join())
    cache.pin(range(3))
    for frame in range(3):
        cache.add(frame, picture(10))
    cache.look(500, 1)
    for frame in range(480, 520):
        cache.add(frame, picture(10))
    assert held(cache, range(3)) == [0, 1, 2]
    cache.pin(range(0))
    cache.add(520, picture(10))
    assert held(cache, range(3)) != [0, 1, 2]


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 400),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60), st.booleans(), st.integers(-1, 1)), max_size=60),
)
def test_whatever_comes_the_bytes_are_right_and_within_the_budget(total, adds) -> None:
    cache: PictureCache[Plain] = PictureCache(MemoryBudget(total).join())
    for frame, size, small, direction in adds:
        cache.look(frame, direction)
        cache.add(frame, picture(size), small=small)
        sizes = [plain.planes[0].nbytes for one in range(61) for plain in (cache.full(one), cache.small(one)) if plain]
        assert cache.bytes == sum(sizes)
        assert cache.bytes <= total or len(sizes) == 1
        assert frame in cache


def test_a_block_is_used_again_only_when_no_part_of_it_is_in_use() -> None:
    pool = BlockPool()
    block = pool.take(1000)
    part = block[10:40].reshape(5, 6)
    del block
    other = pool.take(1000)
    assert pool.bytes == 2000
    assert not np.shares_memory(part, other)
    del part
    pool.take(1000)
    assert pool.bytes == 2000


def test_blocks_of_a_size_that_is_no_longer_wanted_go_back_to_the_machine() -> None:
    pool = BlockPool()
    blocks = [pool.take(1000) for _ in range(5)]
    del blocks[1:]
    pool.take(300)
    assert pool.bytes == 1300


def test_copied_planes_are_the_same_and_apart() -> None:
    pool = BlockPool()
    planes = (np.arange(12, dtype=np.uint8).reshape(3, 4), np.arange(4, dtype=np.uint8).reshape(2, 2))
    copies = pool.copy(planes)
    assert all((copy == plane).all() for copy, plane in zip(copies, planes, strict=True))
    planes[0][:] = 0
    assert copies[0][2, 3] == 11
