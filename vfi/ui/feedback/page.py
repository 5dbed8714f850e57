"""One deck in the Feedback room: its parts put together, and what keys, mouse and film do to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QWidget,
)

from vfi.core.cameras import by_camera
from vfi.core.case import FilmRef
from vfi.core.clip_edits import frames_of, within
from vfi.core.clock import FilmClock
from vfi.core.deck import Clip, Crop, Deck, Item, ItemId, Page, PageKind
from vfi.core.errors import VfiError
from vfi.core.programme import programme
from vfi.core.rules import Said
from vfi.core.time import Ns
from vfi.desk.decks import DeckFilm
from vfi.desk.finding import take
from vfi.media.playback import PlayState
from vfi.ui.feedback.clip_form import Asks
from vfi.ui.feedback.clip_keys import ClipKeys
from vfi.ui.feedback.deck_column import DeckColumn
from vfi.ui.feedback.deck_keys import DeckKeys
from vfi.ui.feedback.editor import Editor, trouble_words
from vfi.ui.feedback.found_list import FoundRow
from vfi.ui.feedback.item_menu import add_cameras, item_menu
from vfi.ui.feedback.item_words import remark_words
from vfi.ui.feedback.keys import Do, KeyTable
from vfi.ui.feedback.open_deck import OpenDeck
from vfi.ui.feedback.overview import Overview
from vfi.ui.feedback.page_preview import PagePreview
from vfi.ui.feedback.side_column import SideColumn
from vfi.ui.kit.keys_first import KeysFirst
from vfi.ui.theme import Theme
from vfi.words import tr


class FeedbackPage(QWidget):
    """List, editor and form of one deck. Every change goes to the desk, which keeps it at once."""

    failed = Signal(object)
    """`VfiError`: what could not be done."""
    said = Signal(str)
    """What was done, in a sentence."""
    changed = Signal()
    """The deck, or what can be undone, is other than before."""
    code_wanted = Signal()
    """To the Code room."""
    film_wanted = Signal()
    """The film of the clip is not there: look for it."""
    voice_wanted = Signal(object, str, str)
    """`Clip`, which text, language: attach a recording."""
    selected_changed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        opened: OpenDeck,
        *,
        who: Callable[[], str],
        asks: Asks,
        parent_name: str = "",
        keys: Mapping[str, str] | None = None,
    ) -> None:
        """`keys`: the keys that the settings chose (command id -> key)."""
        super().__init__()
        self._theme = theme
        self._opened = opened
        self.desk = opened.desk
        self.keys = KeyTable(keys)
        self.selected: ItemId | None = None
        self._shown: tuple[ItemId, FilmRef] | None = None
        self._clip_keys = ClipKeys(opened, self._set, self._show, self.said.emit)
        self._deck_keys = DeckKeys(self.desk, lambda: self.selected, self.select, self._try)
        self._unsafe: frozenset[ItemId] = frozenset()
        self._reminders: tuple[Said, ...] = ()
        self.column = DeckColumn(theme, self._picture)
        self.editor = Editor(theme, opened.view, self.keys, parent_name)
        self.preview = PagePreview(theme)
        self.overview = Overview(theme)
        self.side = SideColumn(theme, who, asks)
        self._middle = QStackedWidget()
        for part in (self.overview, self.editor, self.preview):
            self._middle.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.column)
        row.addWidget(self._middle, 1)
        row.addWidget(self.side)
        self._connect()
        self._unsubscribe = self.desk.subscribe(self._deck_changed)
        clips = self.desk.deck.clips
        self.select(clips[0].id if clips else None)

    def _connect(self) -> None:
        opened, column, editor, side = self._opened, self.column, self.editor, self.side
        column.list.chosen.connect(lambda id: self.select(ItemId(id)))
        column.list.opened.connect(lambda _id: side.edit_first())
        column.list.moved.connect(lambda id, place: self._try(lambda: self.desk.move(ItemId(id), place)))
        column.page_wanted.connect(self._add_page)
        column.deck_wanted.connect(lambda: self.select(None))
        column.found.wanted.connect(self._take_found)
        column.found.looked_at.connect(lambda row: self._look_at(row.start))
        editor.asked.connect(self.do)
        editor.film_wanted.connect(self.film_wanted.emit)
        editor.strip.seek.connect(self._clip_keys.seek)
        editor.strip.scrubbed.connect(self._clip_keys.scrub)
        editor.strip.edited.connect(self._edited_in_strip)
        opened.view.cropped.connect(self._cropped)
        opened.player.painted.connect(self._painted)
        opened.player.state_changed.connect(self._film_state)
        opened.clip_player.changed.connect(self._playing_changed)
        opened.film_changed.connect(self._show)
        opened.tracks_changed.connect(lambda: editor.strip.set_tracks(opened.tracks))
        opened.stills.came.connect(self._stills_came)
        side.clip.edited.connect(self._set)
        side.page.edited.connect(self._set)
        side.deck.edited.connect(self._set_deck)
        for form in (side.clip, side.page, side.deck):
            form.left.connect(self.to_film)
            form.undo_wanted.connect(lambda redo: self.do(Do.REDO if redo else Do.UNDO))
        side.clip.voice_wanted.connect(self._voice)
        side.menu_wanted.connect(lambda: self.item_menu().popup(side.more.mapToGlobal(QPoint(0, side.more.height()))))
        self.overview.code_wanted.connect(self.code_wanted.emit)
        self._keys_first = KeysFirst(self, self.take_key)

    # ---- what is selected

    @property
    def deck(self) -> Deck:
        return self.desk.deck

    @property
    def item(self) -> Item | None:
        """What is selected; None: the deck itself."""
        return self.deck.item(self.selected) if self.selected is not None else None

    @property
    def clip(self) -> Clip | None:
        item = self.item
        return item if isinstance(item, Clip) else None

    @property
    def clock(self) -> FilmClock | None:
        """Of the film of the selected clip; None while it is not there."""
        film = self._film()
        return film.clock if film is not None else None

    def select(self, id: ItemId | None) -> None:
        """Show this clip or page, and let the film stand on its first frame; None: the deck's own fields."""
        if id != self.selected:
            self.side.flush()
            self._opened.clip_player.stop()
            self._opened.view.end_choosing(keep=False)
            self._clip_keys.forget_part()
        self.selected = id
        self._show()
        self.selected_changed.emit(id or "")

    def _film(self) -> DeckFilm | None:
        clip = self.clip
        found = self._opened.film_of(clip) if clip is not None else None
        return found if isinstance(found, DeckFilm) else None

    def _picture(self, clip: Clip) -> QImage | None:
        """The clip's still for the list; an empty one where there is no film."""
        found = self._opened.film_of(clip)
        if found is None:
            return None
        if not isinstance(found, DeckFilm):
            return QImage()
        at = clip.still if clip.still is not None else clip.start
        return self._opened.stills.of(found, found.clock.frame_at(at), clip.crop)

    # ---- showing

    def _deck_changed(self) -> None:
        if self.selected is not None and self.deck.item(self.selected) is None:
            self.selected = None
        self._show()
        self.changed.emit()

    def show_unsafe(self, unsafe: frozenset[ItemId]) -> None:
        """Clips that may not reach a parent: they are marked, and left out of what is shown."""
        self._unsafe = unsafe
        self._show()

    def show_found(self, rows: Sequence[FoundRow], reminders: tuple[Said, ...]) -> None:
        """Moments that could become clips, and what lies in those that are there."""
        self.column.found.show_found(rows)
        if reminders != self._reminders:
            self._reminders = reminders
            self._show()

    def _show(self) -> None:
        deck, item = self.deck, self.item
        remarks = [remark_words(said) for said in (*self.desk.remarks(), *self._reminders) if said.id != "deck-empty"]
        self.column.show_deck(deck, self.selected, self._unsafe, remarks)
        self.side.show_item(item, deck)
        if isinstance(item, Clip):
            self._show_clip(item)
            self._middle.setCurrentWidget(self.editor)
        elif isinstance(item, Page):
            self.preview.show_page(item, self.desk, self._still_of_last())
            self._middle.setCurrentWidget(self.preview)
        else:
            self.overview.show_deck(deck)
            self._middle.setCurrentWidget(self.overview)
        if not isinstance(item, Clip):
            self._shown = None

    def _show_clip(self, clip: Clip) -> None:
        found = self._opened.film_of(clip)
        film = found if isinstance(found, DeckFilm) else None
        clock = film.clock if film is not None else None
        self.editor.show_trouble(trouble_words(clip, found))
        self.editor.show_clip(clip, self.deck, clock, words_on=self._clip_keys.words_on)
        if film is None:
            self._opened.player.close()
            self._shown = None
            return
        shown = within(clip, film.clock)
        self._opened.clip_player.show(programme(shown, film.clock) if shown is not None else ())
        if self._shown != (clip.id, film.ref):
            self._shown = (clip.id, film.ref)
            at = clip.still if clip.still is not None else clip.start
            self._opened.show_film(film, film.clock.frame_at(at))
            self.editor.strip.set_tracks(self._opened.tracks)
        self.editor.strip.show_part(*self._clip_keys.part)

    def _still_of_last(self) -> QImage | None:
        clips = self.deck.clips
        return self._picture(clips[-1]) if clips else None

    def _stills_came(self) -> None:
        self.column.list.viewport().update()
        self.column.found.show_stills()
        if self.clip is None:
            self._show()

    # ---- the film

    def _painted(self, frame: int) -> None:
        if self._middle.currentWidget() is self.editor:
            self.editor.strip.show_head(frame)

    def _film_state(self, state: PlayState | None) -> None:
        self._playing_changed()

    def _playing_changed(self) -> None:
        player = self._opened.clip_player
        state = self._opened.player.state
        self.editor.show_playing(player.playing or (state is not None and state.playing), player.waiting)

    def to_film(self) -> None:
        """The keyboard goes back to the film, or to the list where none is shown."""
        target = self._opened.view if self.clip is not None else self.column.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- changing

    def _try(self, change: Callable[[], object]) -> bool:
        """Make a change; what is refused is said, and what is true is shown again."""
        try:
            change()
        except VfiError as error:
            self.failed.emit(error)
            self._show()
            return False
        return True

    def _set(self, item: Item, merge: str = "", label: str = "") -> bool:
        label = label or ("clip-changed" if isinstance(item, Clip) else "page-changed")
        return self._try(lambda: self.desk.set(item, label=label, merge=merge))

    def _set_deck(self, deck: Deck, merge: str) -> None:
        self._try(lambda: self.desk.change("deck-changed", deck, merge=f"deck {merge}" if merge else ""))

    def _edited_in_strip(self, clip: Clip, label: str) -> None:
        before = self.clip
        if self._set(clip, label=label) and before is not None and self.clock is not None:
            first, last = frames_of(clip, self.clock)
            if clip.start != before.start:
                self._clip_keys.seek(first)
            elif clip.end != before.end:
                self._clip_keys.seek(last)

    def _cropped(self, crop: Crop | None) -> None:
        clip = self.clip
        if clip is not None:
            self._set(replace(clip, crop=crop), label="clip-crop")

    def add_stretch(self, start: int, end: int) -> None:
        """A clip of this stretch, selected."""
        self._try(lambda: self.select(self.desk.add_stretch(Ns(start), Ns(end))))

    def _take_found(self, row: FoundRow) -> None:
        what = row.what
        if what is None:
            self.add_stretch(row.start, row.end)
        else:
            self._try(lambda: self.select(take(self.desk, what)))

    def _look_at(self, start: int) -> None:
        """The film of the clip that is shown goes there; it stays the clip that is shown."""
        if self.clock is None:
            self.said.emit(tr("Select a clip first: its film shows the moment."))
            return
        self._clip_keys.seek(self.clock.frame_at(start))
        self._opened.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_page(self, kind: str) -> None:
        if self._deck_keys.add_page(PageKind(kind)):
            self.side.edit_first()

    def _voice(self, which: str, language: str) -> None:
        if self.clip is not None:
            self.voice_wanted.emit(self.clip, which, language)

    def item_menu(self) -> QMenu:
        """What can be done with what is selected."""
        clip = self.clip
        menu = item_menu(self, clip, self.keys, self.do)
        names = [group[0].camera for group in by_camera(self.desk.session.session.films)]
        if clip is not None and len(names) > 1:
            add_cameras(menu, clip, names, lambda camera: self._set(replace(clip, camera=camera)))
        return menu

    # ---- commands

    def do(self, do: Do, *, held: bool = False) -> None:
        """What a key or a button does."""
        self.side.flush()
        if do is Do.EDIT:
            self.side.edit_first()
        elif do is Do.ESCAPE:
            self._escape()
        elif do in self._deck_keys.acts:
            self._deck_keys.acts[do]()
        elif self.clip is not None and self.clock is not None:
            self._clip_keys.do(do, self.clip, self.clock, held=held)

    def _escape(self) -> None:
        if self._opened.view.choosing:
            self._opened.view.end_choosing(keep=False)
        elif not self.editor.strip.cancel_drag() and self._clip_keys.forget_part():
            self._show()
        self.to_film()

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what this key means; False when it means nothing here."""
        if self._keys_first.field() is not None:
            if event.key() == Qt.Key.Key_Escape:
                self.to_film()
                return True
            return False
        if self._opened.view.choosing and self._opened.view.box_key(event):
            return True
        meaning = self.keys.read(event)
        if meaning is None:
            return event.isAutoRepeat() and bool(event.text())
        self.do(meaning, held=event.isAutoRepeat())
        return True

    # ---- the end

    def close_page(self) -> None:
        """Keep what is being typed and listen no longer; the film and the desk stay the caller's."""
        self.side.flush()
        self._unsubscribe()
        self._keys_first.stop()
        opened = self._opened
        opened.player.painted.disconnect(self._painted)
        opened.player.state_changed.disconnect(self._film_state)
        self.editor.strip.set_tracks(None)
