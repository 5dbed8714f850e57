"""Starts vfi into a visit: one deck, nothing else; and back into nothing when it is over."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from vfi.core.errors import FileDamaged, VfiError
from vfi.qt.sound import qt_sound_out
from vfi.ui.errors import Catcher
from vfi.ui.jobs import Jobs
from vfi.ui.settings import SettingsFile, log_folder
from vfi.ui.theme import Theme
from vfi.ui.visit.holding import HeldVisit
from vfi.ui.visit.kept import KeptVisit, ReadyVisit
from vfi.ui.visit.pages import CalmPage
from vfi.ui.visit.pins import Lock
from vfi.ui.visit.screens import QtScreens
from vfi.words import sentence, tr


def run_visit(
    wanted: Path | ReadyVisit | FileDamaged,
    app: QApplication,
    theme: Theme,
    settings: SettingsFile,
    kept: KeptVisit,
    *,
    shown: Callable[[HeldVisit], object] = lambda _visit: None,
) -> int:
    """Hold the visit and stay until it is over; returns the exit code.

    `shown` is called when the first page stands.
    """
    catcher = Catcher(log_folder())  # what nobody foresaw goes into the log: no sentence of ours is for the family
    catcher.install()
    jobs = Jobs()
    try:
        if isinstance(wanted, FileDamaged):
            page = CalmPage(tr("Not today"), sentence(wanted))
            page.set_buttons(("check", tr("Close"), app.quit, True))
            page.showFullScreen()
            return app.exec()
        ready = wanted if isinstance(wanted, ReadyVisit) else None
        deck = wanted.deck if isinstance(wanted, ReadyVisit) else wanted
        visit = HeldVisit(
            deck,
            Lock(ready.pin if ready is not None else None),
            who=ready.who if ready is not None else next(iter(settings.now.coders), ""),
            screens=QtScreens(app),
            jobs=jobs,
            sound_out=qt_sound_out,
            fade_ms=theme.ms("parentPage"),
        )
        visit.ended.connect(lambda: _over(app, kept if ready is not None else None))
        visit.begin()
        QTimer.singleShot(0, lambda: shown(visit))
        return app.exec()
    finally:
        jobs.close()
        catcher.close()


def _over(app: QApplication, kept: KeptVisit | None) -> None:
    """The next start opens the rooms again."""
    if kept is not None:
        with contextlib.suppress(VfiError):  # else it opens this deck once more, behind the same PIN
            kept.clear()
    app.quit()
