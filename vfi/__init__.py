"""vfi: video feedback with parents and infants.

The names below are the public face; they are fetched on first use, so that `import vfi` stays fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vfi.desk.api import open_film, open_session

__version__ = "0.1.0"
__all__ = ["__version__", "open_film", "open_session"]


def __getattr__(name: str) -> Any:
    if name in {"open_film", "open_session"}:
        from vfi.desk import api

        return getattr(api, name)
    raise AttributeError(f"module 'vfi' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
