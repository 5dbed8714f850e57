"""Small stills of a film, packed as JPEG, within a budget of bytes; kept with the session between two openings."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from typing import BinaryIO, cast
from zipfile import BadZipFile

import cv2
import numpy as np

from vfi.media.picture import Bytes

SCHEMA = 1
"""Raise it when the meaning of anything kept changes: older files are then made anew."""
BUDGET = 16 * 1024 * 1024
"""Bytes: some four thousand stills of 128 x 72."""
_QUALITY = 88


class StillStore:
    """Stills by frame number; the one that was looked at longest ago makes room. Any thread may use it."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._lock = threading.Lock()
        self._packed: OrderedDict[int, bytes] = OrderedDict()
        self._bytes = 0
        self._changed = False

    @property
    def nbytes(self) -> int:
        """Bytes of all stills as packed."""
        return self._bytes

    @property
    def changed(self) -> bool:
        """Is there anything that was not there when it was read, or last saved?"""
        return self._changed

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, frame: int) -> bool:
        with self._lock:
            return frame in self._packed

    def get(self, frame: int) -> Bytes | None:
        """This frame's still: uint8 RGB, shape (height, width, 3); None when it is not here."""
        with self._lock:
            packed = self._packed.get(frame)
            if packed is None:
                return None
            self._packed.move_to_end(frame)
        image = cv2.imdecode(np.frombuffer(packed, np.uint8), cv2.IMREAD_COLOR)
        if image is None:  # damaged since it was kept
            with self._lock:
                self._bytes -= len(self._packed.pop(frame, b""))
            return None
        return cast(Bytes, cv2.cvtColor(image, cv2.COLOR_BGR2RGB))

    def add(self, frame: int, image: Bytes) -> None:
        """Keep this still (uint8 RGB)."""
        done, encoded = cv2.imencode(
            ".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]
        )
        assert done  # it fails only for shapes that no still has
        self._put(frame, np.asarray(encoded, np.uint8).tobytes())
        self._changed = True

    def _put(self, frame: int, packed: bytes) -> None:
        with self._lock:
            self._bytes += len(packed) - len(self._packed.pop(frame, b""))
            self._packed[frame] = packed
            while self._bytes > self._budget and len(self._packed) > 1:
                self._bytes -= len(self._packed.popitem(last=False)[1])

    def save(self, key: str, stream: BinaryIO) -> None:
        """Write all stills, and what they are valid for, to an open binary stream."""
        with self._lock:
            packed = list(self._packed.items())
            self._changed = False
        np.savez(
            stream,
            about=np.frombuffer(json.dumps({"key": key}).encode(), np.uint8),
            frames=np.array([frame for frame, _ in packed], np.int64),
            sizes=np.array([len(data) for _, data in packed], np.int64),
            packed=np.frombuffer(b"".join(data for _, data in packed), np.uint8),
        )

    def load(self, key: str, stream: BinaryIO) -> bool:
        """Take in the stills of an open binary stream; False, and nothing taken, when they are not for this film."""
        try:
            with np.load(stream, allow_pickle=False) as found:
                if json.loads(found["about"].tobytes())["key"] != key:
                    return False
                frames, sizes, packed = found["frames"].tolist(), found["sizes"].tolist(), found["packed"].tobytes()
            if len(frames) != len(sizes) or sum(sizes) != len(packed) or any(size <= 0 for size in sizes):
                return False
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
            return False  # a cache is disposable: whatever is wrong with it, it is made anew
        at = 0
        for frame, size in zip(frames, sizes, strict=True):
            self._put(int(frame), packed[at : at + size])
            at += size
        return True


def stills_key(index_key: str, height: int) -> str:
    """What stills are valid for: the same film and reading library as its index (`index_key`), and their height."""
    return f"stills-{SCHEMA}-{height}-{index_key}"
