"""The program's commands as data: words, key, where each applies, and which part of the program does it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from vfi.ui.commands import Command
from vfi.words import tr

if TYPE_CHECKING:
    from vfi.ui.program import Program


def add_commands(program: Program) -> None:
    """Make every command of the program and of its rooms known."""
    commands, library, code, feedback = program.commands, program.library, program.code, program.feedback
    commands.add(program.window, *_anywhere(program))
    commands.add(library, *_in_library(program))
    commands.add(code, *code.commands(), *_in_code(program))
    commands.add(feedback, *feedback.commands(), *_in_feedback(program))
    library.show_keys(
        tr("Keys: Enter opens, O its codings, F its deck, N new session, Ctrl F search, Ctrl K any command")
    )


def _anywhere(program: Program) -> tuple[Command, ...]:
    window, takings = program.window, program.takings

    def has_scores() -> bool:
        return takings.has_session

    return (
        Command(id="find", text=tr("Find a command"), key="Ctrl+K", act=window.open_finder),
        Command(id="go.library", text=tr("Go to the library"), key="Ctrl+1", act=partial(window.go, "library")),
        Command(id="go.code", text=tr("Go to coding"), key="Ctrl+2", act=partial(window.go, "code")),
        Command(id="go.scores", text=tr("Go to the scores"), key="Ctrl+3", act=partial(window.go, "scores")),
        Command(id="go.feedback", text=tr("Go to feedback"), key="Ctrl+5", act=partial(window.go, "feedback")),
        Command(id="go.schemes", text=tr("Go to the schemes"), key="Ctrl+6", act=partial(window.go, "schemes")),
        Command(id="who", text=tr("Somebody else is coding"), key="Ctrl+U", act=program.place.ask_who),
        Command(
            id="film",
            text=tr("New session from a film"),
            key="Ctrl+N",
            act=lambda: program.arrivals.choose_film(""),
        ),
        Command(
            id="scores.csv",
            text=tr("Export the scores as CSV"),
            key="Ctrl+Shift+E",
            act=partial(takings.export_scores, "csv"),
            ready=has_scores,
        ),
        Command(
            id="scores.xlsx",
            text=tr("Export the scores as XLSX"),
            key="Ctrl+E",
            act=partial(takings.export_scores, "xlsx"),
            ready=has_scores,
        ),
        Command(id="theme", text=tr("Light or dark"), key="Ctrl+D", act=program.switch_theme, over_sheets=True),
        Command(id="settings", text=tr("Settings"), key="Ctrl+,", act=program.show_settings),
        Command(id="folder", text=tr("Use another library folder"), act=program.choose_library),
        Command(id="example", text=tr("Open the drawn example"), act=program.open_example),
        Command(id="quit", text=tr("Leave vfi"), key="Ctrl+Q", act=window.close, over_sheets=True),
    )


def _in_library(program: Program) -> tuple[Command, ...]:
    library, arrivals = program.library, program.arrivals

    def session_chosen() -> bool:
        return library.current_session() is not None

    return (
        Command(id="library.new", text=tr("New session"), key="N", room="library",
                act=lambda: arrivals.choose_film(library.case)),
        Command(id="library.case", text=tr("New case"), key="Shift+N", room="library", act=arrivals.new_case),
        Command(id="library.consents", text=tr("Consents"), key="Shift+C", room="library",
                act=lambda: arrivals.consents(library.case), ready=lambda: bool(library.case)),
        Command(id="library.codings", text=tr("Codings of this session"), key="O", room="library",
                act=program.choose_coding, ready=session_chosen),
        Command(id="library.feedback", text=tr("Feedback: the deck of this session"), key="F", room="library",
                act=program.open_deck, ready=session_chosen),
        Command(id="library.search", text=tr("Search cases, sessions, comments"), key="Ctrl+F", room="library",
                act=lambda: library.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)),
        Command(id="library.reload", text=tr("Read the library again"), key="F5", room="library",
                act=library.reload),
    )  # fmt: skip


def _in_code(program: Program) -> tuple[Command, ...]:
    flow = program.coding

    def coding_open() -> bool:
        return flow.coding is not None

    def several_cameras() -> bool:
        return flow.coding is not None and flow.coding.together is not None

    return (
        Command(id="code.codings", text=tr("Codings of this session"), key="Ctrl+O", room="code",
                act=flow.choose_here, ready=coding_open),
        Command(id="code.clips", text=tr("Export clips of this coding"), key="Shift+C", room="code",
                act=lambda: program.make_clips(()), ready=coding_open),
        Command(id="code.still", text=tr("Save this picture as PNG"), key="Shift+S", room="code",
                act=program.save_still, ready=coding_open),
        Command(id="code.copy-still", text=tr("Copy this picture to the clipboard"), key="Ctrl+C", room="code",
                act=program.copy_still, ready=coding_open),
        Command(id="code.hide", text=tr("Hide a part of the picture or the sound"), key="Shift+H", room="code",
                act=program.hide_in_code, ready=coding_open),
        Command(id="code.film", text=tr("About this film"), room="code",
                act=program.films.show_film, ready=coding_open),
        Command(id="code.verify", text=tr("Verify every frame of this film"), room="code",
                act=program.films.verify, ready=coding_open),
        Command(id="code.camera", text=tr("Add a film: another camera's, or what follows"), room="code",
                act=flow.add_camera, ready=coding_open),
        Command(id="code.clock", text=tr("Lay the cameras on one clock"), room="code",
                act=flow.lay_cameras, ready=several_cameras),
        Command(id="code.camera-names", text=tr("Give the cameras names"), room="code",
                act=flow.name_cameras, ready=several_cameras),
    )  # fmt: skip


def _in_feedback(program: Program) -> tuple[Command, ...]:
    decks = program.decks

    def deck_open() -> bool:
        return decks.deck is not None

    return (
        Command(id="feedback.export", text=tr("Export the deck"), key="Shift+E", room="feedback",
                act=lambda: decks.export(), ready=deck_open),
        Command(id="feedback.hide", text=tr("Hide a part of the picture or the sound"), key="Shift+H",
                room="feedback", act=program.hide_in_deck, ready=deck_open),
        Command(id="feedback.paper", text=tr("Print the script or the family's card"), key="Ctrl+P",
                room="feedback", act=lambda: program.paper.open(), ready=deck_open),
        Command(id="feedback.visit", text=tr("Prepare visit"), key="Shift+P", room="feedback",
                act=decks.prepare_visit, ready=deck_open),
    )  # fmt: skip
