"""Compiled sources are kept for the many processes that tests start, also where none may lie beside the sources.

Images of clean machines often set PYTHONDONTWRITEBYTECODE. Then every worker, command line and window that a test
starts compiles numpy, PyAV and PySide6 anew (0.4 s for one that writes a clip, 0.8 s for a window). This is imported
for its effect, before anything large is.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

KEPT = Path(__file__).parents[1] / ".pytest_cache" / "bytecode"


def keep_bytecode(folder: Path) -> None:
    """For this process and those that it starts, where they would keep nothing; who says where is obeyed."""
    if sys.dont_write_bytecode and sys.pycache_prefix is None:
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(folder)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


keep_bytecode(KEPT)
