"""What a start costs and what the interpreter must survive."""

from __future__ import annotations

import subprocess
import sys

SLOW = {"pandas", "scipy", "openpyxl", "typst", "fontTools", "pyqtgraph", "av", "cv2", "PySide6"}


def modules_after(statement: str) -> set[str]:
    """The names of the top packages that a fresh interpreter holds after this statement."""
    code = f"import sys; {statement}; print(' '.join({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_vfi_imports_nothing_heavy() -> None:
    assert modules_after("import vfi") & SLOW == set()


def test_reading_the_command_line_imports_nothing_heavy() -> None:
    assert modules_after("import vfi.cli") & SLOW == set()


def test_the_binding_of_qt_keeps_its_references_to_none() -> None:
    # PySide6 6.12.0 dropped one reference to None per call and aborted the program on Python 3.11
    code = """
import sys
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
before = sys.getrefcount(None)
for _ in range(2000):
    app.processEvents()
print(sys.getrefcount(None) - before)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) > -500
