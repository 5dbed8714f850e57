"""From a session to its deck in the Feedback room and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from vfi.core.case import Case
from vfi.core.consent import Purpose
from vfi.core.deck import Clip, ItemId, Voice
from vfi.core.errors import VfiError
from vfi.core.slots import filled
from vfi.desk.decks import DeckDesk
from vfi.desk.session import SessionDesk
from vfi.store.audit import Act
from vfi.ui.export.outcome import say_written
from vfi.ui.feedback.into_deck import IntoDeck
from vfi.ui.feedback.item_words import deck_title
from vfi.ui.feedback.room import FeedbackRoom
from vfi.ui.film_search import FilmSearch
from vfi.ui.jobs import Handle
from vfi.ui.room import Crumb, Heading
from vfi.ui.workplace import Workplace
from vfi.words import tr

if TYPE_CHECKING:
    from vfi.desk.reels import ReelReport
    from vfi.media.budget import MemoryBudget
    from vfi.ui.feedback.open_deck import OpenDeck, ReadyDeck
    from vfi.ui.feedback.page import FeedbackPage
    from vfi.ui.present.voices import Voices
    from vfi.ui.visit.prepare import VisitFlow


class FeedbackFlow(QObject):
    """Holds the deck that is open, if any."""

    consents_wanted = Signal(str, str)
    """Case and session: nobody has agreed to this film yet."""
    asking_wanted = Signal(str, object, object)
    """Case, the purposes to ask about, and what to do afterwards."""
    hiding_wanted = Signal(object, object)
    """`SessionDesk`, and what to do afterwards: hidden parts of its film must be looked at first."""
    opened_deck = Signal(object)
    """`OpenDeck`, once it stands in the room."""

    def __init__(self, place: Workplace, room: FeedbackRoom) -> None:
        super().__init__(place)
        self._place = place
        self._room = room
        self.deck: OpenDeck | None = None
        self._opening = ""
        self._visits: VisitFlow | None = None
        self._heard: Voices | None = None
        self.search = FilmSearch(place)
        self.coded = IntoDeck(
            place,
            lambda: self.deck,
            lambda coding, clip: self.open(coding.case, coding.session, select=clip, here=coding.ready.desk),
        )
        """The deck of the session that is being coded."""
        self.budget: Callable[[], MemoryBudget | None] = lambda: None
        """Memory for pictures that a film which is open elsewhere in the window shares."""
        room.opened_page.connect(self._listen)

    # ---- opening

    def open(self, case: str, session: str, *, select: ItemId | None = None, here: SessionDesk | None = None) -> None:
        """Open a session's deck: known person, the gate's yes, its films found; then the room.

        `select`: this clip. `here`: the session where it is open already, whose films need not be looked for again.
        """
        place = self._place
        if not place.coder:
            place.ask_who(
                lambda: self.open(case, session, select=select, here=here),
                tr("Your name is written with what you check."),
            )
            return
        newest = self.coded.take_newest((case, session))
        select = select or newest
        if self.deck is not None and (self.deck.case, self.deck.session) == (case, session):
            place.window.go("feedback")
            if select is not None and self._room.page is not None:
                self._room.page.select(select)
            return
        desk = place.may_show(case, session, self.consents_wanted.emit, here)
        if desk is None:
            return
        key = self._opening = f"{case}/{session}"
        known = self.coded.known((case, session))

        def work(_handle: Handle) -> ReadyDeck:
            from vfi.ui.feedback.open_deck import make_ready

            return make_ready(desk, desk=known)

        place.jobs.start(
            work,
            done=lambda ready: self._ready(key, ready, select),
            failed=place.say,
            patience=0.1,
        )

    def _ready(self, key: str, ready: ReadyDeck, select: ItemId | None) -> None:
        from vfi.ui.feedback.helping import DeckHelp
        from vfi.ui.feedback.open_deck import OpenDeck

        if key != self._opening:
            return  # another deck was asked for meanwhile
        self._opening = ""
        place = self._place
        session = ready.desk.session
        try:
            place.library.note(session.case_id, Act.OPENED, session.session.id)
        except VfiError as error:
            place.say(error)
            return
        self.close()
        deck = OpenDeck(ready, place.jobs, place.theme, self, self.budget())
        self.deck = deck
        self.coded.forget()
        deck.player.failed.connect(place.say)
        help = DeckHelp(ready.desk, place.jobs, deck)
        page = self._room.open_deck(
            deck,
            lambda: heading_of(ready.desk),
            who=lambda: place.coder,
            asks=help.asks,
            parent_name=parent_name(session),
        )
        if select is not None:
            page.select(select)
        self.opened_deck.emit(deck)
        place.window.toast.hide()
        place.window.go("feedback")
        help.serve(page, lambda: deck is self.deck)

    def _listen(self, page: FeedbackPage) -> None:
        page.failed.connect(self._say)
        page.said.connect(lambda words: self._place.window.toast.say(words))
        page.film_wanted.connect(self._look_for_film)
        page.voice_wanted.connect(self._voice)
        page.side.clip.voices.heard.connect(self._hear)
        page.code_wanted.connect(lambda: self._place.window.go("code"))

    def _say(self, error: VfiError) -> None:
        """What was refused; a deck that another window changed can be read again."""
        if error.id == "record-changed-meanwhile" and self.deck is not None:
            self._place.window.toast.say(
                tr("Another window has changed this deck meanwhile, so this was not kept."),
                "danger",
                action=tr("Show what is there now"),
                on_action=self._read_again,
            )
        elif error.id in ("nothing-to-undo", "nothing-to-redo"):
            self._place.window.toast.say(tr("There is nothing to take back."))
        else:
            self._place.say(error)

    def _voice(self, clip: Clip, which: str, language: str) -> None:
        """What an interpreter speaks for this text of the clip."""
        deck = self.deck
        if deck is None:
            return
        from vfi.ui.feedback.voice_sheet import VoiceSheet

        place, desk = self._place, deck.desk
        text = filled(getattr(clip, which).text(language), desk.deck, language)
        sheet = VoiceSheet(place.theme, place.window.page, place.jobs, desk, which, language, text)

        def kept(name: str, by: str) -> None:
            now = desk.deck.item(clip.id)
            if self.deck is deck and isinstance(now, Clip):
                wording = getattr(now, which)
                others = tuple(pair for pair in wording.voices if pair[0] != language)
                spoken = replace(wording, voices=(*others, (language, Voice(file=name, by=by))))
                desk.set(replace(now, **{which: spoken}), label="clip-voice")

        self.pause()
        if place.show(sheet, sheet.by.edit):
            sheet.kept.connect(kept)

    def _hear(self, name: str) -> None:
        """Let a recording be heard."""
        if self.deck is None:
            return
        from vfi.desk.voices import voices_folder
        from vfi.qt.sound import qt_sound_out
        from vfi.ui.present.voices import Voices

        self.pause()
        desk = self.deck.desk
        if self._heard is None:
            folder = desk.session.vault.local_path(voices_folder(desk))
            self._heard = Voices(folder, qt_sound_out)
        self._heard.play([name])

    def _look_for_film(self) -> None:
        """The deck is opened again with the film where it lies now."""
        deck = self.deck
        if deck is None:
            return

        def again() -> None:
            if self.deck is deck:
                self.close()
                self.open(deck.case, deck.session)

        try:
            self.search.look_for(deck.desk.session, again)
        except VfiError as error:
            self._place.say(error)

    def _read_again(self) -> None:
        if self.deck is not None:
            try:
                self.deck.desk.read_again()
            except VfiError as error:
                self._place.say(error)

    # ---- out of the program

    def export(self, again: Purpose | None = None) -> None:
        """The sheet that writes the deck as a film, as clips or as stills. `again`: after the family was asked."""
        if self.deck is None:
            return
        from vfi.qt.cards import QtCardPainter
        from vfi.ui.feedback.reel_sheet import ReelSheet, written_in_words

        self.pause()
        place, desk = self._place, self.deck.desk
        session = desk.session
        sheet = ReelSheet(
            place.theme,
            place.window.page,
            place.jobs,
            desk,
            who=place.coder,
            painter=QtCardPainter,
            folder=session.path / "exports" / "films",
        )
        if again is not None:
            sheet.choose(again)
        if not place.show(sheet):
            return

        def written(report: ReelReport) -> None:
            say_written(place, written_in_words(report), report.files[0].parent)

        sheet.written.connect(written)
        sheet.hiding_wanted.connect(lambda chosen: self.hiding_wanted.emit(session, lambda: self.export(chosen)))
        sheet.consent_wanted.connect(
            lambda chosen, lacking: self.asking_wanted.emit(session.case_id, lacking, lambda: self._asked(chosen))
        )

    def _asked(self, purpose: Purpose) -> None:
        """What the family agreed to is read anew, and the export asked for again."""
        if self.deck is None:
            return
        try:
            fresh = self._place.library.desk(self.deck.case, self.deck.session)
        except VfiError as error:
            self._place.say(error)
            return
        self.deck.desk.session.case = fresh.case
        self.export(purpose)

    def prepare_visit(self) -> None:
        """The sheet that makes the next start open this deck alone."""
        if self.deck is not None:
            from vfi.ui.visit.prepare import VisitFlow

            self.pause()
            if self._visits is None:
                self._visits = VisitFlow(self._place)
            self._visits.prepare(self.deck.desk)

    # ---- leaving

    def pause(self) -> None:
        """Stop the film where it is."""
        if self.deck is not None:
            self.deck.clip_player.stop()
            self.deck.player.pause()

    def close(self) -> None:
        """Leave the deck: the room lets go first, then the film."""
        self._opening = ""
        if self.deck is None:
            return
        deck, self.deck = self.deck, None
        if self._heard is not None:
            self._heard.stop()
            self._heard = None
        self._room.close_deck()
        deck.close()

    def forget(self) -> None:
        """Another library."""
        self.close()
        self.coded.forget()


def heading_of(desk: DeckDesk) -> Heading:
    """`F012 / Review of 11 March`, with the theme."""
    session = desk.session
    crumbs = (Crumb(session.case_id or session.session.id), Crumb(deck_title(desk.deck, session.session.date)))
    theme = desk.deck.theme.strip()
    return Heading(crumbs, tr("theme: {theme}", theme=theme) if theme else "")


def parent_name(session: SessionDesk) -> str:
    """What the team calls the carer in the film: `A.`"""
    case: Case | None = session.case.value if session.case is not None else None
    people = [person for person in case.people if person.role == "carer"] if case is not None else []
    there = [person for person in people if person.id in session.session.who] or people
    return there[0].label.split(",")[0].strip() if there else ""
