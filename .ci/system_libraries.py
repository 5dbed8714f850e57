"""Are the system libraries there that Qt needs beside its wheels? As root on Debian, install what is missing.

Runs before any environment exists: standard library only. Exits 1 with the one line to run when it cannot help.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libXrandr.so.2": "libxrandr2",
    "libpulse.so.0": "libpulse0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
}
"""What Qt loads -> Debian's package. Found by loading PySide6 on a bare Debian 12."""


def missing_packages() -> list[str]:
    """Debian's names of what cannot be loaded here."""
    missing = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    # without any font file Qt draws empty boxes and says nothing
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]
    if not any(folder.is_dir() and any(folder.rglob("*.[to]tf")) for folder in folders):
        missing.append("fonts-dejavu-core")
    return missing


def main() -> int:
    if not sys.platform.startswith("linux"):
        return 0
    missing = missing_packages()
    if not missing:
        return 0
    names = " ".join(missing)
    if shutil.which("apt-get") is None:
        print(f"vfi needs system libraries that are not here (Debian's names: {names}).", file=sys.stderr)
        print("Install your system's packages of them and run this again.", file=sys.stderr)
        return 1
    if os.geteuid() != 0:
        print("vfi needs some system libraries that are not here. Please run:", file=sys.stderr)
        print(f"  sudo apt-get install -y {names}", file=sys.stderr)
        return 1
    print(f"Installing system libraries that Qt needs: {names}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet, stdout=subprocess.DEVNULL)
    done = subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
        check=False,
        env=quiet,
        stdout=subprocess.DEVNULL,
    )
    left = missing_packages()
    if done.returncode != 0 or left:
        print(f"Could not install: {' '.join(left or missing)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
