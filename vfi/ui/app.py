"""Starts the window: application, language, theme, then the program; and ends it in good order."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from vfi.qt.collecting import CycleCollector
from vfi.ui.errors import Catcher
from vfi.ui.icons import glyph_pixmap
from vfi.ui.kit.focus import FocusRing
from vfi.ui.program import Program
from vfi.ui.settings import SettingsFile, log_folder
from vfi.ui.theme import Theme
from vfi.ui.visit.kept import KeptVisit, wanted_visit
from vfi.words import right_to_left, tr, use_language


def example_folder() -> Path:
    """Where this user's copy of the example lies."""
    return Path(user_data_path("vfi", appauthor=False)) / "example"


def build_application(settings: SettingsFile, argv: Sequence[str] = ()) -> tuple[QApplication, Theme]:
    """The one QApplication, in the language and look of the settings."""
    use_language(settings.now.language)
    running = QApplication.instance()
    if running is None:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = running if isinstance(running, QApplication) else QApplication(["vfi", *argv])
    app.setApplicationName("vfi")
    app.setApplicationDisplayName("vfi")
    direction = Qt.LayoutDirection.RightToLeft if right_to_left() else Qt.LayoutDirection.LeftToRight
    app.setLayoutDirection(direction)
    theme = Theme(settings.now.theme, settings.now.text_scale)  # type: ignore[arg-type]
    theme.apply(app)
    FocusRing(app)
    CycleCollector(app)
    app.setWindowIcon(glyph_pixmap("film-strip", 64, theme.colour("accent"), 1.0))
    return app, theme


class _FirstPaint(QObject):
    """Calls `then` once, when the window has been painted for the first time."""

    def __init__(self, program: Program, then: Callable[[], object]) -> None:
        super().__init__(program)
        self._then = then
        program.window.page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def run_window(
    argv: Sequence[str] = (),
    *,
    settings: SettingsFile | None = None,
    painted: Callable[[Program], object] = lambda _program: None,
) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    A visit that was made ready, or the file of a deck, opens that deck alone (`vfi.ui.visit`). Otherwise
    `--library DIR` opens that library, `--demo` the example, `--language ar` speaks another language for this run.
    `painted` is called when the window has been painted for the first time and takes keys.
    """
    settings = settings or SettingsFile()
    visit = wanted_visit(argv, KeptVisit())
    if visit is not None:
        from vfi.ui.visit.window import run_visit

        return run_visit(visit, *build_application(settings), settings, KeptVisit())
    words = _arguments(argv)
    if words.language:
        settings.change(language=words.language)
    app, theme = build_application(settings)
    catcher = Catcher(log_folder())
    catcher.install()
    library = Path(words.library) if words.library else settings.now.library_path
    program = Program(theme, settings, library, example_folder(), catcher)
    program.restore_window()

    def shown() -> None:
        program.begin()
        painted(program)
        program.warm()

    _FirstPaint(program, shown)
    program.window.show()
    handle = program.window.windowHandle()
    if handle is not None:
        program.idle.watch(handle)
    if words.demo:
        program.open_example()
    try:
        return app.exec()
    finally:
        program.jobs.close()
        program.reading.close()
        catcher.close()


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="vfi", description=tr("Video feedback with parents and infants."))
    parser.add_argument("--demo", action="store_true", help=tr("open the drawn example"))
    parser.add_argument("--library", metavar="DIR", default="", help=tr("the folder of the library"))
    parser.add_argument("--language", metavar="CODE", default="", help=tr("en or ar"))
    return parser.parse_args(list(argv))


if __name__ == "__main__":
    sys.exit(run_window(sys.argv[1:]))
