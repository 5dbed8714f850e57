"""One session in the Code room: its parts put together, and what keys, mouse and film do to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from vfi.core.coding import ItemKey
from vfi.core.events import EventId, TierId
from vfi.core.scheme import MARKS, Code
from vfi.desk.coding import CodingDesk, Outcome
from vfi.media.playback import PlayState
from vfi.ui.code import keys
from vfi.ui.code.arrangement import Arrangement
from vfi.ui.code.describe import spoken, watched_share
from vfi.ui.code.event_form import EventForm
from vfi.ui.code.event_keys import EventKeys
from vfi.ui.code.event_list import EventList
from vfi.ui.code.film_keys import film_acts
from vfi.ui.code.index import EventIndex
from vfi.ui.code.keys import Digit, Do, KeyReader, KeyTable, chosen_keys
from vfi.ui.code.looking import Looking
from vfi.ui.code.palette import Palette, RowState
from vfi.ui.code.ports import Film, HasSound
from vfi.ui.code.said import said_words
from vfi.ui.code.timeline.widget import Timeline
from vfi.ui.code.tracks import Tracks
from vfi.ui.code.transport import Transport
from vfi.ui.code.watching import Watching
from vfi.ui.kit.keys_first import KeysFirst
from vfi.ui.second_screen import FilmPlace
from vfi.ui.theme import Theme
from vfi.words import tr


class CodePage(QWidget):
    """Film, transport, palette, timeline, list and form of one coding."""

    clip_wanted = Signal(object)
    """`EventId`: make a clip of this event."""
    stretch_wanted = Signal(object)
    """`Span` on the session clock: make a clip of the loop."""
    elsewhere_wanted = Signal()
    """The film in a window of its own, or back."""
    film_alone = Signal(bool)
    """The film alone on the whole screen, or not any more."""
    changed = Signal()
    """What can be undone, or how safe the work is, may be other than before."""
    arranged = Signal(object)
    """`dict[str, list[int]]`: columns or rows were moved by hand; give it back to `arrange` next time."""

    def __init__(
        self,
        theme: Theme,
        desk: CodingDesk,
        film: Film,
        picture: QWidget,
        *,
        keys: Mapping[str, str] | None = None,
        tracks: Tracks | None = None,
    ) -> None:
        """`keys`: the keys that the settings chose (command id -> key), those of other rooms among them.

        `tracks`: stills and sound of the film for the timeline.
        """
        super().__init__()
        self._theme = theme
        self.desk = desk
        self.film = film
        self.picture = picture
        self.index = EventIndex(desk.coding)
        scheme = desk.scheme
        table = KeyTable(chosen_keys(keys or {}))
        self.looking = Looking(picture, table, self, self.do)
        self.place = FilmPlace(theme, picture, table.shown(Do.ELSEWHERE))
        self.reader = KeyReader(lambda key: scheme.code_of_key(key) is not None, frozenset(scheme.wins_over), table)
        self._watching = Watching(desk.clock, desk.watched)
        self.selected: EventId | None = None
        self._event_keys = EventKeys(desk, self.index, film, lambda: self.selected, self.jump_to, self.do_change)
        self._alone = False
        clashes = self.reader.clashes(code.key for code in scheme.codes if code.key is not None)
        self.palette_ = Palette(theme, scheme, clashes=clashes, mark_key=table.shown(Do.MARK))
        self.transport = Transport(theme, desk.clock, table, sound=isinstance(film, HasSound))
        self.list = EventList(theme, scheme, self.index, desk.clock, table.shown(Do.SEARCH))
        self.form = EventForm(theme, desk, self.index, self.do_change, table)
        self.timeline = Timeline(theme, desk, self.index, tracks=tracks)
        self._compose()
        self._connect()
        self._unsubscribe = desk.subscribe(self._coding_changed)
        self._film_painted(film.current_frame)
        self._film_state(film.state)
        self._palette_states()
        self.palette_.show_watched(watched_share(desk.coding, desk.clock))
        if clashes:
            self.palette_.say(
                tr("Keys of codes that do something else here: {keys}", keys=", ".join(sorted(clashes)).upper())
            )

    # ---- putting together

    def _compose(self) -> None:
        stage = QWidget()
        stage.setProperty("surface", "well")
        column = QVBoxLayout(stage)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.picture.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(self.place, 1)
        column.addWidget(self.transport)
        side = QWidget()
        side.setProperty("surface", "panel")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setMinimumWidth(self._theme.px(260))
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.list, 1)
        beside.addWidget(self.form)
        self.columns = Arrangement(self._theme, self, self.palette_, stage, side, self.timeline, self.transport)

    def _connect(self) -> None:
        film, timeline = self.film, self.timeline
        film.painted.connect(self._film_painted)
        film.state_changed.connect(self._film_state)
        self.palette_.coded.connect(self.press)
        self.palette_.marked.connect(lambda: self.do(Do.MARK))
        self.palette_.prompt.answered.connect(lambda number: self.do_change(lambda: self.desk.answer(number)))
        self.transport.asked.connect(self.do)
        self.transport.go_to.connect(self.film.go)
        self.transport.left.connect(self.to_film)
        self.transport.list_wanted.connect(self.columns.toggle_drawer)
        if isinstance(film, HasSound):
            self.transport.muted.connect(film.set_muted)
        timeline.seek.connect(film.go)
        timeline.scrubbed.connect(film.scrub)
        timeline.chosen.connect(self.jump_to)
        timeline.opened.connect(self._open_event)
        timeline.edge_moved.connect(self._event_keys.edge_moved)
        timeline.gap_clicked.connect(self._mark_watched)
        self.list.chosen.connect(self.jump_to)
        self.list.opened.connect(self._open_event)
        self.list.left.connect(self.to_film)
        self.form.left.connect(self.to_film)
        self.form.clip_wanted.connect(self._clip)
        self.form.end_here.connect(self._event_keys.end_here)
        self.columns.arranged.connect(self.arranged.emit)
        self._keys_first = KeysFirst(self, self.take_key)

    def arrange(self, by_hand: dict[str, list[int]]) -> None:
        """The columns and rows as they were left by hand (`arranged`)."""
        self.columns.arrange(by_hand)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.place()

    def show_alone(self, alone: bool) -> None:
        """The film with its transport alone, or everything."""
        self._alone = alone
        self.columns.show_alone(alone)
        self.film_alone.emit(alone)

    # ---- the film

    def _film_painted(self, frame: int | None) -> None:
        if frame is None:
            return
        state = self.film.state
        self.transport.show_frame(frame)
        self.timeline.show_frame(self.desk.clock.time_of(frame), playing=state is not None and state.playing)
        self._palette_states()
        self._watching.painted(frame, state)

    def _film_state(self, state: PlayState | None) -> None:
        self.transport.show_state(state)
        if state is None:
            return
        clock = self.desk.clock
        first = clock.time_of(state.loop_first) if state.loop_first is not None else None
        last = clock.edge(state.loop_last + 1) if state.loop_last is not None else None
        self.timeline.set_loop(first, last, state.looping)
        if not state.playing:
            self.desk.flush()

    def to_film(self) -> None:
        """The keyboard goes back to the film."""
        self.place.focus_film()

    # ---- the coding

    def _coding_changed(self, changed: frozenset[ItemKey]) -> None:
        rows, tiers = self.index.update(changed)
        self.list.model.take(rows)
        covered = frozenset(TierId(key.removeprefix("covered:")) for key in changed if key.startswith("covered:"))
        self.timeline.update_events(tiers, covered)
        self._palette_states()
        if covered:
            self.palette_.show_watched(watched_share(self.desk.coding, self.desk.clock))
        if self.selected is not None and (self.selected in changed or self.index.event(self.selected) is None):
            self._select(self.selected if self.index.event(self.selected) is not None else None)
        self.changed.emit()

    def _palette_states(self) -> None:
        frame = self.film.current_frame
        now = self.desk.clock.time_of(frame) if frame is not None else -1
        lasting = self.index.lasting(now)
        self.palette_.show_states(
            lambda code: RowState(self.index.count(code.tier, code.id), lasting.get((code.tier, code.id)))
        )

    def do_change(self, change: Callable[[], Outcome]) -> Outcome:
        """Make a change and show what came of it."""
        outcome = change()
        self.palette_.say(said_words(outcome.said) if outcome.said is not None else "")
        prompt = self.desk.prompt
        self.palette_.prompt.show_prompt(prompt)
        if outcome.select is not None:
            self._select(outcome.select)
        elif self.selected is not None:
            self._select(self.selected if self.index.event(self.selected) is not None else None)
        suggested = None
        if prompt is not None and prompt.default is not None and prompt.kind == "link":
            suggested = next((EventId(one.id) for one in prompt.choices if one.index == prompt.default), None)
        self.timeline.suggest(prompt.event if prompt is not None else None, suggested)
        self.changed.emit()
        return outcome

    def press(self, code: Code) -> None:
        """What the key of this code does, at the frame last painted."""
        frame = self.film.current_frame
        if frame is not None:
            self.palette_.hit(code)
            self._coded(lambda: self.desk.code(code, frame))

    def _press_key(self, key: str) -> None:
        code = self.desk.scheme.code_of_key(key)  # which keys are the scheme's is decided by the reader
        if code is not None:
            self.press(code)

    def _coded(self, change: Callable[[], Outcome]) -> None:
        outcome = self.do_change(change)
        if outcome.changed:
            self.list.model.set_latest(outcome.select)

    def _select(self, id: EventId | None) -> None:
        self.selected = id
        self.list.select(id)
        self.timeline.select(id)
        event = self.index.event(id)
        self.form.show_event(event, self.desk.prompt)
        words = spoken(self.desk.scheme, self.index, self.desk.clock, event) if event is not None else ""
        self.timeline.view.setAccessibleDescription(words)

    def show_selected(self, id: EventId | None) -> None:
        """Select this event where there is one, and leave the film where it is."""
        if id is not None and self.index.event(id) is not None:
            self._select(id)

    def jump_to(self, id: str) -> None:
        """Select an event and let the film show its first frame."""
        event = self.index.event(EventId(id))
        if event is None:
            return
        self._select(event.id)
        self.film.go(self.desk.clock.frame_at(event.start))

    def _open_event(self, id: str) -> None:
        self.jump_to(id)
        self.form.edit_first()

    def _mark_watched(self, tier: str, first: int, last: int) -> None:
        self.do_change(lambda: self.desk.mark_watched(TierId(tier), first, last))

    def _clip_selected(self) -> None:
        """C: the loop while one with two ends is on, else the selected event."""
        state = self.film.state
        if state is not None and state.looping and state.loop_first is not None and state.loop_last is not None:
            self.stretch_wanted.emit(self.desk.clock.span(state.loop_first, state.loop_last))
            return
        if self.selected is not None:
            self._clip(self.selected)

    def _clip(self, id: str) -> None:
        self.clip_wanted.emit(EventId(id))

    # ---- commands

    def do(self, do: Do, *, held: bool = False) -> None:
        """What a default key or a button of the transport does."""
        desk = self.desk
        acts: dict[Do, Callable[[], object]] = {
            **film_acts(self.film, desk.clock.frames.last, held=held),
            **self._event_keys.acts,
            Do.MARK: self._mark,
            Do.EDIT: self._edit,
            Do.UNDO: lambda: self.do_change(desk.undo),
            Do.REDO: lambda: self.do_change(desk.redo),
            Do.CLIP: self._clip_selected,
            Do.GO_TO: self.transport.edit_position,
            Do.SEARCH: self._search,
            Do.FULL_SCREEN: lambda: self.show_alone(not self._alone),
            Do.ELSEWHERE: self.elsewhere_wanted.emit,
            Do.STILLS: lambda: self.timeline.toggle_track("stills"),
            Do.SOUND: lambda: self.timeline.toggle_track("sound"),
            Do.SPECTRUM: lambda: self.timeline.toggle_track("spectrum"),
            Do.ESCAPE: self._escape,
        }
        if do in self.looking.ways:
            self.looking.do(do)
        else:
            acts[do]()

    def _mark(self) -> None:
        frame = self.film.current_frame
        if frame is not None:
            self.palette_.hit(MARKS.codes[0])
            self._coded(lambda: self.desk.mark(frame))

    def _edit(self) -> None:
        if self.desk.prompt is not None:
            self.do_change(self.desk.accept)
        else:
            self.form.edit_first()

    def _search(self) -> None:
        self.columns.open_drawer()
        self.list.search()

    def _escape(self) -> None:
        if self.timeline.view.cancel_drag():
            return
        if self.desk.prompt is not None:
            self.do_change(self.desk.dismiss)
        elif self.list.edit.isVisible():
            self.list.close_search()
        elif self._alone:
            self.show_alone(False)
        elif self.place.away and self.picture.isActiveWindow():
            self.elsewhere_wanted.emit()
        else:
            self.columns.close_drawer()
        self.to_film()

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what this key means; False when it means nothing here."""
        field = self._keys_first.field()
        if field is not None:
            if event.key() == Qt.Key.Key_Escape:
                self._escape_field(field)
                return True
            return False
        meaning = self.reader.read(event, prompt_open=self.desk.prompt is not None)
        if meaning is None:
            return event.isAutoRepeat() and bool(event.text())  # a held code key does nothing, nor anything else
        if isinstance(meaning, keys.Code):
            self._press_key(meaning.key)
            self.palette_.show_legends(self.reader.legends)
        elif isinstance(meaning, Digit):
            self.do_change(lambda: self.desk.answer(meaning.number))
        else:
            self.do(meaning, held=event.isAutoRepeat())
        return True

    def _escape_field(self, field: QWidget) -> None:
        """Esc in a field: what is true is shown again, and the keyboard goes back to the film."""
        if field is self.list.edit:
            self.list.close_search()
        self.to_film()

    # ---- the end

    def close_page(self) -> None:
        """Keep what was typed and watched, and listen no longer."""
        self.form.comment.finish()
        self.desk.flush()
        self._unsubscribe()
        self._keys_first.stop()
        self.film.painted.disconnect(self._film_painted)
        self.film.state_changed.disconnect(self._film_state)
