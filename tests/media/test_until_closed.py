"""Nothing is told to a window that closed its film, whatever the film's thread still does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from vfi.core.errors import CouldNot
from vfi.media import decoding
from vfi.media.decoding import DecodeService, Delivery
from vfi.media.index import build_index
from vfi.media.picture import Picture
from vfi.media.until_closed import UntilClosed


def test_what_comes_is_handed_on_until_it_is_closed() -> None:
    got: list[int] = []
    replies = UntilClosed(got.append)
    replies(1)
    replies.close()
    replies(2)
    assert got == [1]


def test_closing_waits_for_what_is_being_handed_on() -> None:
    begun, go = threading.Event(), threading.Event()
    order: list[str] = []

    def deliver(_reply: int) -> None:
        begun.set()
        go.wait(5)
        order.append("delivered")

    replies = UntilClosed(deliver)
    worker = threading.Thread(target=replies, args=(1,))
    worker.start()
    assert begun.wait(5)

    def close() -> None:
        replies.close()
        order.append("closed")

    closer = threading.Thread(target=close)
    closer.start()
    closer.join(0.1)
    assert order == []
    go.set()
    worker.join()
    closer.join()
    assert order == ["delivered", "closed"]


class Hanging:
    """A drive that answers only when told to, and then that it is gone."""

    def __init__(self, go: threading.Event, reading: threading.Event) -> None:
        self._go, self._reading = go, reading

    def picture(self, frame: int, *, stop: int | None = None, cancelled: Callable[[], bool] | None = None) -> Picture:
        self._reading.set()
        self._go.wait(10)
        raise CouldNot("film-decoding-failed")

    def close(self) -> None:
        """Nothing is open."""


@pytest.mark.film
def test_a_thread_that_hangs_longer_than_closing_waits_tells_nothing_after(
    film_file: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "JOIN_SECONDS", 0.05)
    path = film_file("h264-gop250")
    go, reading = threading.Event(), threading.Event()
    got: list[Delivery] = []
    service = DecodeService(
        path,
        build_index(path),
        got.append,
        open_reader=lambda _path, _index: Hanging(go, reading),
    )
    threads = service._threads
    service.request(0, (160, 90), 1)
    assert reading.wait(5)
    service.close()
    go.set()
    for thread in threads:
        thread.join(5)
    assert got == []
