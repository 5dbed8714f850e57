"""What reads films is imported when it is needed, by whichever threads need it: several at once must not break it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import vfi

_PART = re.compile(r"^\s*(?:from av\.|import av\.|from av import)", re.MULTILINE)

_AT_ONCE = """
import sys, threading, time
from importlib import import_module
import cv2, numpy

names = ("facts", "packets", "hdr", "fields", "reader", "checking", "film", "sound")
wrong = []

def fetch(name):
    try:
        import_module(name)
    except BaseException as error:
        wrong.append(f"{name}: {error!r}")

threads = [threading.Thread(target=fetch, args=("vfi.media." + name,)) for name in names]

class Meanwhile:
    \"\"\"Once the import of the whole has begun, the other threads come, too.\"\"\"
    def find_spec(self, name, path=None, target=None):
        if name == "av.logging":
            for thread in threads:
                thread.start()
            time.sleep(0.5)

sys.meta_path.insert(0, Meanwhile())
fetch("av")
for thread in threads:
    thread.join()
print("\\n".join(wrong))
"""


def test_several_threads_may_begin_with_films_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", _AT_ONCE], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == ""


def test_parts_of_the_film_library_come_by_one_door() -> None:
    root = Path(vfi.__file__).parent
    found = [path.name for path in root.rglob("*.py") if _PART.search(path.read_text(encoding="utf-8"))]
    assert found == ["pyav.py"]
