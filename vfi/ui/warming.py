"""What the first session needs, imported beside the window once that is shown: it starts soon and opens soon."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

# without widgets, so that any thread may import them; in the order in which opening a session asks for them
_MODULES = (
    "numpy",
    "av",
    "vfi.media.index",
    "vfi.media.index_cache",
    "vfi.media.film",
    "vfi.media.decoding",
    "vfi.media.sound",
    "pyqtgraph",
)


def warm(cancelled: Callable[[], bool]) -> None:
    """Import them one after the other, as long as nobody wants to leave."""
    for name in _MODULES:
        if cancelled():
            return
        import_module(name)
