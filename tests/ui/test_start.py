"""Starting is quick: nothing heavy is imported on the way to the first window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.window

HEAVY = (
    "pyqtgraph",
    "numpy",
    "av",
    "cv2",
    "pandas",
    "scipy",
    "openpyxl",
    "typst",
    "fontTools",
    "qtawesome",
    "PySide6.QtMultimedia",
    "PySide6.QtPrintSupport",
)

_PROGRAM = """
import sys
from pathlib import Path
from vfi.ui.app import run_window
from vfi.ui.settings import SettingsFile

def painted(program):
    print(sorted(set({heavy!r}) & set(sys.modules)), program.library.isVisible(), flush=True)
    program.window.close()

run_window(["--library", {library!r}], settings=SettingsFile(Path({settings!r})), painted=painted)
"""


def test_the_window_is_painted_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    program = _PROGRAM.format(heavy=HEAVY, library=str(tmp_path / "library"), settings=str(tmp_path / "settings.json"))
    found = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": str(tmp_path)},
    )
    assert found.stdout.strip() == "[] True"
