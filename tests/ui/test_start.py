"""Starting is quick: nothing heavy is imported on the way to the first window."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.window


def test_the_window_starts_without_the_heavy_libraries() -> None:
    ask = "import vfi.ui.app, sys; print(sorted({'pandas', 'scipy', 'openpyxl', 'qtawesome'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "[]"
