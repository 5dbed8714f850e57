"""What nobody foresaw: one hook for every thread; a sentence on the screen, the full text in a log without names."""

from __future__ import annotations

import faulthandler
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Signal

from vfi.core.errors import VfiError
from vfi.words import sentence, tr

_LOG = logging.getLogger("vfi")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_PATHS = re.compile(r"(?:[A-Za-z]:)?(?:[\\/][^\s\\/:'\",)]+){2,}")


def words_of(error: BaseException) -> str:
    """The sentence a person reads: ours for errors that we know, an honest general one for the rest."""
    if isinstance(error, VfiError):
        return sentence(error)
    return tr(
        "Something went wrong that vfi did not foresee ({kind}). What was keyed is safe.", kind=type(error).__name__
    )


def without_names(text: str) -> str:
    """The text of an error without anything that could name a family: quoted words and paths are left out.

    >>> without_names("cannot open '/home/x/F012/film.mp4'")
    'cannot open <...>'
    """
    return _PATHS.sub("<path>", _QUOTED.sub("<...>", text))


def describe(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Where it happened and what it was, fit for the log: our files by name, values left out."""
    lines = []
    for frame in traceback.extract_tb(trace):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}")
    what = error.id if isinstance(error, VfiError) else without_names(str(error))
    return "\n".join([f"{kind.__name__}: {what}", *lines])


class _Nameless(logging.Formatter):
    """Also what a thread caught and went on from is written without names."""

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        kind, error, trace = ei
        return "" if kind is None or error is None else describe(kind, error, trace)


class Catcher(QObject):
    """Takes over `sys.excepthook` and `threading.excepthook`; `caught` carries the sentence to the window's thread."""

    caught = Signal(str)

    def __init__(self, log_folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: tuple[Callable[..., object], Callable[..., object]] | None = None
        self._faults: TextIO | None = None
        self._handler: RotatingFileHandler | None = None
        if log_folder is not None:
            self._open_log(log_folder)

    def _open_log(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._handler = RotatingFileHandler(folder / "vfi.log", maxBytes=500_000, backupCount=3, encoding="utf-8")
            self._handler.setFormatter(_Nameless("%(asctime)s %(levelname)s %(message)s"))
            _LOG.addHandler(self._handler)
            self._faults = (folder / "crash.log").open("a", encoding="utf-8")
            faulthandler.enable(self._faults)
        except OSError:
            # a machine that lets us write no log must still let people work
            faulthandler.enable()

    def install(self) -> None:
        """From now on nothing passes unseen."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def close(self) -> None:
        """Give the hooks back and close the log."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None
        if self._handler is not None:
            _LOG.removeHandler(self._handler)
            self._handler.close()
            self._handler = None
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def report(self, error: BaseException) -> None:
        """Say and log an error that was caught elsewhere."""
        self._on_error(type(error), error, error.__traceback__)

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _LOG.error(describe(kind, error, trace))
        if self._handler is None:
            sys.__excepthook__(kind, error, trace)
        self.caught.emit(words_of(error))

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_error(args.exc_type, args.exc_value, args.exc_traceback)
