"""The pictures of the user guide, taken from the real program with the example library: `make screenshots`.

    python docs/make_screenshots.py OUT_DIR [--display]

Without a display Qt draws offscreen with the same fonts; with `--display` the window is shown and taken from the
screen. Both sizes, light and dark, and one language that is written from right to left. Nothing of the user's is read
or changed: settings and library lie in a temporary folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from vfi.ui.visit.screens import Screen

SIZES = ((1366, 768), (1920, 1080))
CODER = "Anna K."
CASE, SESSION = "F012", "2026-03-11-home-play"


def main(arguments: list[str]) -> int:
    """Take every picture; returns the exit code."""
    out = Path(arguments[0]) if arguments and not arguments[0].startswith("--") else Path("docs/pictures")
    if "--display" not in arguments:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="vfi-pictures-") as folder:
        studio = Studio(Path(folder), out)
        for language, theme, size in (
            *(("en", theme, size) for theme in ("light", "dark") for size in SIZES),
            ("ar", "light", SIZES[0]),
        ):
            studio.take_all(language, theme, size)
    return 0


class Studio:
    """Opens the program anew for each look and goes through its rooms."""

    def __init__(self, folder: Path, out: Path) -> None:
        from vfi.desk.demo import copy_example

        self._folder = folder
        self._out = out
        self._library = folder / "library"
        copy_example(self._library)

    def take_all(self, language: str, theme: str, size: tuple[int, int]) -> None:
        from vfi.core.deck import ItemId
        from vfi.ui.app import build_application
        from vfi.ui.errors import Catcher
        from vfi.ui.program import Program
        from vfi.ui.settings import SettingsFile

        settings = SettingsFile(self._folder / f"{language}-{theme}-{size[0]}.json")
        settings.change(language=language, theme=theme, coders=(CODER, "Ben O."), idle_minutes=0)
        app, look = build_application(settings)

        def wait(until: Callable[[], bool], seconds: float = 20) -> None:
            end = time.monotonic() + seconds
            while not until() and time.monotonic() < end:
                app.processEvents()
                time.sleep(0.01)
            for _ in range(30):  # let what has changed be laid out and painted
                app.processEvents()
                time.sleep(0.005)

        def take(room: str) -> None:
            spoken = "" if language == "en" else f"-{language}"
            name = f"{room}-{size[0]}x{size[1]}-{theme}{spoken}.png"
            program.window.grab().save(str(self._out / name))
            print(self._out / name, flush=True)

        def film_copied() -> bool:
            sheet = program.place.sheet
            return isinstance(sheet, NewSessionSheet) and sheet.not_now.isEnabled()

        from vfi.ui.rooms.new_session import NewSessionSheet

        empty = Program(look, settings, self._folder / "none", self._library, Catcher())
        program = empty
        program.window.resize(*size)
        program.window.show()
        program.place.now_coding(CODER)
        wait(lambda: True)
        take("library-empty")
        program.window.go("code")
        wait(lambda: True)
        take("code-empty")
        program.window.close()
        program = Program(look, settings, self._library, self._library, Catcher())
        program.window.resize(*size)
        program.window.show()
        program.place.now_coding(CODER)
        row = program.library.sessions.rows[0]
        wait(lambda: program.library.stills.of(row) is not None)
        take("library")
        program.coding.open(CASE, SESSION)
        wait(lambda: program.coding.coding is not None and program.coding.coding.player.current_frame is not None)
        assert program.coding.coding is not None
        player = program.coding.coding.player
        player.go(560)
        wait(lambda: player.current_frame == 560)
        end = time.monotonic() + 3  # stills and sound of the timeline come one by one
        wait(lambda: time.monotonic() > end)
        take("code")
        program.window.open_finder()
        wait(lambda: True)
        take("finder")
        program.window.finder.close_finder()
        program.coding.choose_here()
        take("codings")
        assert program.place.sheet is not None
        program.place.sheet.close_sheet()
        program.make_clips(())
        take("clips")
        assert program.place.sheet is not None
        program.place.sheet.close_sheet()
        program.window.go("scores")
        wait(lambda: bool(program.scores.rows))
        take("scores")
        program.window.go("schemes")
        wait(lambda: True)
        take("schemes")
        program.decks.open(CASE, SESSION, select=ItemId("answered"))
        wait(lambda: program.decks.deck is not None)
        end = time.monotonic() + 4  # the clip's picture, its stills and the moments that are found
        wait(lambda: time.monotonic() > end)
        take("feedback")
        program.window.go("library")
        film = self._library / CASE / SESSION / "film.mp4"
        program.arrivals.film_given(film)
        wait(film_copied)
        take("new-session")
        program.window.close()
        wait(lambda: True)
        for made in (self._library / CASE).iterdir():
            # the film of the picture just taken is no part of the example
            if made.is_dir() and made.name != SESSION:
                program.place.library.vault.delete(f"{CASE}/{made.name}")
        for each in (empty, program):
            each.window.deleteLater()
        wait(lambda: True)
        self._visit(size, wait, lambda window, name: self._save(window, name, language, theme, size))

    def _save(self, window: QWidget, name: str, language: str, theme: str, size: tuple[int, int]) -> None:
        spoken = "" if language == "en" else f"-{language}"
        path = self._out / f"{name}-{size[0]}x{size[1]}-{theme}{spoken}.png"
        window.grab().save(str(path))
        print(path, flush=True)

    def _visit(self, size: tuple[int, int], wait: Callable[..., None], save: Callable[[QWidget, str], None]) -> None:
        """The parent's screen and the clinician's notes beside it, driven as a clicker drives them."""
        from PySide6.QtCore import QRect, Qt
        from PySide6.QtTest import QTest

        from vfi.core.presenting import Phase
        from vfi.ui.jobs import Jobs
        from vfi.ui.visit.holding import HeldVisit
        from vfi.ui.visit.pins import Lock

        class OneOfTwo:
            def __init__(self, name: str, left: int) -> None:
                self._name, self._left = name, left

            def name(self) -> str:
                return self._name

            def geometry(self) -> QRect:
                return QRect(self._left, 0, *size)

        class TwoScreens:
            def all(self) -> list[OneOfTwo]:
                return [OneOfTwo("laptop", 0), OneOfTwo("television", size[0])]

            def on_change(self, listener: Callable[[], None]) -> None:
                pass

        def fill(window: QWidget, screen: Screen) -> None:
            window.resize(*size)
            window.show()

        jobs = Jobs()
        deck = self._library / CASE / SESSION / "decks" / "review.toml"
        held = HeldVisit(
            deck, Lock(None), who=CODER, screens=TwoScreens(), jobs=jobs, fade_ms=0, settle_ms=0, fill=fill
        )
        held.begin()
        wait(lambda: len(held.start._buttons) > 1)
        save(held.start, "present-family")
        held.start.yes.emit(False)
        screen = held.screen
        assert screen is not None

        def on(until: Callable[[], bool] = lambda: True) -> None:
            QTest.keyClick(screen, Qt.Key.Key_PageDown)
            wait(until)

        wait(lambda: True)
        save(screen, "present-opening")
        on()
        save(screen, "present-who-can-see")
        on(lambda: screen.now.phase is Phase.STILL and screen.picture.on_screen is not None)
        save(screen, "present-question")
        on(lambda: screen.now.phase is Phase.WAITING)
        QTest.keyClick(screen, Qt.Key.Key_W)
        wait(lambda: True)
        save(screen, "present-words")
        assert held.notes is not None
        save(held.notes, "present-notes")
        on(lambda: screen.now.phase is Phase.ENDED)
        on()
        save(screen, "present-idea")
        QTest.keyClick(screen, Qt.Key.Key_B)
        wait(lambda: True)
        save(screen, "present-stopped")
        held.end()
        jobs.close()
        wait(lambda: True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
