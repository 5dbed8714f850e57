"""Memory of a picture is not used again while anybody still paints or scales it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtGui import QImage

from vfi.media.pool import BlockPool, Bytes
from vfi.media.pyav import VideoFrame

WIDE, HIGH = 64, 4


def image_of(block: Bytes) -> object:
    return QImage(block.reshape(HIGH, WIDE, 4).data, WIDE, HIGH, 4 * WIDE, QImage.Format.Format_RGB32)


def copy_of_an_image(block: Bytes) -> object:
    return QImage(image_of(block))  # type: ignore[call-overload]  # shares the memory


def frame_of(block: Bytes) -> object:
    return VideoFrame.from_dlpack([block.reshape(4 * HIGH, WIDE)[:, :-1]], "gray")


HOLDERS: dict[str, Callable[[Bytes], object]] = {
    "a view of a view": lambda block: block[10:].reshape(-1, 2)[3:],
    "a buffer": lambda block: block.data[8:16],
    "an image": image_of,
    "a copy of an image": copy_of_an_image,
    "a frame for swscale": frame_of,
}


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_block_is_used_again_only_when_its_last_holder_went(holder: str) -> None:
    pool = BlockPool()
    size = 4 * WIDE * HIGH
    at = pool.take(size).ctypes.data
    assert pool.take(size).ctypes.data == at, "nobody holds it"
    held = HOLDERS[holder](pool.take(size))
    others = {pool.take(size).ctypes.data for _ in range(5)}
    assert at not in others
    del held
    kept = [pool.take(size) for _ in range(2)]
    assert at in {block.ctypes.data for block in kept}
    assert np.shares_memory(kept[0], kept[1]) is False
