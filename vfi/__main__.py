"""The composition root: window or command line."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence

from vfi.core.ports import ExportPainter

_SWITCH_SECONDS = 0.001
# a busy Python thread otherwise cuts decoding to a third (measured: 138 to 43 frames a second, back at 120 with this)


_ENDINGS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""How a command is ended from outside; Windows knows the first two."""


def main(argv: Sequence[str] | None = None) -> int:
    """Start vfi: a command where the first word names one, else the window. Returns the exit code.

    `--demo` opens the example; without a display it says so and does the whole job headless.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    from vfi import cli
    from vfi.words import tr

    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["present"] and len(words) == 2 and not words[1].startswith("-") and _has_display():
        code = cli.run(words)
        if code:
            return code
        from vfi.ui.app import run_window

        return run_window(words[1:])
    if cli.is_command(words):
        _stop_when_told()
        return cli.run(words, painter=_caption_painter)
    if not _has_display():
        if "--demo" in words:
            print(tr("There is no display here, so the example is worked through without a window."), flush=True)
            return cli.run(["demo"], painter=_caption_painter)
        why = tr("There is no display here, so the window cannot open. `vfi --help` lists what works without one.")
        print(why, file=sys.stderr)
        return 1
    from vfi.ui.app import run_window

    return run_window(words)


def _stop_when_told() -> None:
    """A command that is ended (`kill`, the terminal closed) tidies up first, as after Ctrl+C."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    for number in _ENDINGS:
        if signal.getsignal(number) is signal.SIG_DFL:  # `nohup` stays what it is
            signal.signal(number, stop)


@contextlib.contextmanager
def _not_now() -> Iterator[None]:
    """Ctrl+C waits: an interrupt in the midst of Qt's start would end in an abort and a page of addresses."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    before = {
        number: signal.signal(number, lambda told, frame: waiting.append(told))
        for number in _ENDINGS
        if callable(signal.getsignal(number))
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if waiting:
        raise KeyboardInterrupt


def _has_display() -> bool:
    """On Linux a window needs X11 or Wayland, unless Qt was told to draw elsewhere; other systems always have one."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _caption_painter() -> ExportPainter:
    """The painter of burned-in words for the command line: Qt without a window, started only when words are drawn."""
    with _not_now():
        from PySide6.QtGui import QGuiApplication

        from vfi.qt.captions import load_fonts
        from vfi.qt.cards import QtCardPainter

        if QGuiApplication.instance() is None:
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
            global _application
            _application = QGuiApplication([])
            load_fonts()
        return QtCardPainter()


_application: object = None
"""Kept for as long as the program runs: Qt ends with the object."""


if __name__ == "__main__":
    raise SystemExit(main())
