"""The example library for stories in a window."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from vfi.desk.demo import copy_example
from vfi.desk.session import open_place

SESSION = ("F012", "2026-03-11-home-play")


@cache
def _opened_before() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="vfi-example-")
    library = Path(folder.name) / "library"
    copy_example(library)
    open_place(library.joinpath(*SESSION)).film_index()
    return folder


def known_example(library: Path) -> None:
    """A copy whose film was opened once: its index is kept, as it is on every day but the first."""
    shutil.copytree(Path(_opened_before().name) / "library", library)
