"""The timeline: names at the side, lanes beside them, the whole film below."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QToolButton, QVBoxLayout, QWidget

from vfi.core.clock import FilmClock
from vfi.core.events import EventId, TierId
from vfi.core.time import SECOND, Ns, Span, clock_text
from vfi.desk.coding import CodingDesk
from vfi.media.spectrogram import height_of
from vfi.ui.code.index import EventIndex
from vfi.ui.code.timeline.accessible import tell_selected
from vfi.ui.code.timeline.names import LEAD, TRAIL, LaneNames
from vfi.ui.code.timeline.rows import rows_of
from vfi.ui.code.timeline.sheet import Sheet
from vfi.ui.code.timeline.stills_item import spacing_words
from vfi.ui.code.timeline.strip import WholeFilm
from vfi.ui.code.timeline.track import Track
from vfi.ui.code.timeline.view import TimelineView
from vfi.ui.code.tracks import Tracks
from vfi.ui.theme import Theme
from vfi.words import right_to_left, tr

_AT_FIRST = 36 * SECOND
"""How much is in view when a film is opened (ns)."""
TRACKS = frozenset({"stills", "sound", "spectrum"})
AT_FIRST_HIDDEN = frozenset({"spectrum"})
_HEARD = frozenset({"sound", "spectrum"})
_SPECTRUM = 64
"""Pixels: one for each band of pitch."""
_TICKS = (1000, 2000, 4000)
"""Hz that are named beside the spectrogram."""
_ASK_AFTER_MS = 60
"""Stills are asked for when the view has rested for so long."""


class Timeline(QWidget):
    """One film's timeline. Give it what changed; it says what the mouse asked for."""

    seek = Signal(int)
    scrubbed = Signal(int)
    chosen = Signal(str)
    opened = Signal(str)
    edge_moved = Signal(str, str, int)
    gap_clicked = Signal(str, int, int)
    tracks_changed = Signal()
    """Stills or sound were hidden, or are shown again."""

    def __init__(
        self,
        theme: Theme,
        desk: CodingDesk,
        index: EventIndex,
        *,
        tracks: Tracks | None = None,
        wide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`tracks`: stills and sound of the film; None where there is nothing to see but lanes."""
        super().__init__(parent)
        self._theme = theme
        clock: FilmClock = desk.clock
        self.sheet = Sheet(theme=theme, scheme=desk.scheme, index=index, clock=clock, covered=desk.covered)
        self._ruler = theme.size("ruler")
        self._wide = wide
        self._links_seen = 0
        self._tracks = tracks
        self._hidden: frozenset[str] = AT_FIRST_HIDDEN
        self._room_for: frozenset[str] = TRACKS
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(_ASK_AFTER_MS)
        self._ask.timeout.connect(self._ask_stills)
        self.sheet.dress(self.devicePixelRatioF())
        self.view = TimelineView(self.sheet, self._ruler, tracks)
        self.names = LaneNames(self.sheet, self._ruler)
        self.strip = WholeFilm(self.sheet)
        self._strip_name = _StripName(self.sheet)
        self._strip_name.setFixedHeight(self.strip.height())
        self._further = _zoom_button(theme, "minus", tr("See more time"), self.names)
        self._closer = _zoom_button(theme, "plus", tr("See less time"), self.names)
        self._compose()
        self._further.clicked.connect(self.view.further)
        self._closer.clicked.connect(self.view.closer)
        self.view.range_changed.connect(self._range_changed)
        self.strip.pan.connect(self._pan)
        for name in ("seek", "scrubbed", "chosen", "opened", "edge_moved", "gap_clicked"):
            getattr(self.view, name).connect(getattr(self, name))
        theme.changed.connect(self._dress)
        if tracks is not None:
            tracks.sound_changed.connect(self._sound_changed)
            tracks.spectrum_changed.connect(self._spectrum_changed)
            tracks.still_came.connect(self.view.stills.take)
        self.names.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.names.customContextMenuRequested.connect(self._offer_tracks)
        self._lay_rows()
        self._dress()
        first = min(_AT_FIRST, clock.end - clock.start)
        self.view.show_range(clock.start - first, first)  # as far to the left as it goes, with its margin
        self.setAccessibleName(tr("Timeline"))

    def _compose(self) -> None:
        lanes = QWidget()
        row = QHBoxLayout(lanes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.names)
        row.addWidget(_upright(self._theme))
        row.addWidget(self.view, 1)
        self._lanes = lanes
        self._scroll = QScrollArea()
        self._scroll.setWidget(lanes)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(self._strip_name)
        foot.addWidget(_upright(self._theme))
        foot.addWidget(self.strip, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    # ---- sizes

    def set_names_width(self, width: int) -> None:
        """The column of names is as wide as the palette."""
        self.names.setFixedWidth(width)
        self._strip_name.setFixedWidth(width)
        self._place_buttons()

    def set_wide(self, wide: bool) -> None:
        """A large window has higher lanes."""
        if wide != self._wide:
            self._wide = wide
            self._lay_rows()

    def _place_buttons(self) -> None:
        side = self._theme.px(20)
        edge = self.names.width()
        for place, button in enumerate((self._closer, self._further)):
            x = edge - 10 - (place + 1) * (side + 2)
            button.setGeometry(edge - x - side if right_to_left() else x, (self._ruler + 2 - side) // 2, side, side)

    def _lay_rows(self) -> None:
        stills = Track(self._ruler, self._track_height("stills"))
        sound = Track(stills.bottom, self._track_height("sound"))
        spectrum = Track(sound.bottom, self._track_height("spectrum"))
        self.sheet.rows = rows_of(self.sheet.scheme, self._theme.size, wide=self._wide, top=spectrum.bottom)
        self.view.lay_rows(stills, sound, spectrum)
        self._places = (stills, sound, spectrum)
        self._name_tracks()
        if self._tracks is not None:
            self._tracks.want_sound(sound.height > 0)
            self._look_at()
            self._tracks.want_spectrum(spectrum.height > 0)
        self._ask.start()
        self._lanes.setFixedHeight(self.view.height())
        self.setMaximumHeight(self.full_height)
        self.updateGeometry()

    @property
    def full_height(self) -> int:
        """As high as what it shows (pixels)."""
        height: int = self.view.height() + self.strip.height()
        return height

    # ---- stills and sound

    def _offered(self) -> frozenset[str]:
        """What there is to show of this film."""
        if self._tracks is None:
            return frozenset()
        return TRACKS if self._tracks.has_sound else TRACKS - _HEARD

    def _full_track(self, name: str) -> int:
        wide = {"stills": 12, "sound": 8, "spectrum": 16}[name] if self._wide else 0
        sizes = {"stills": self._theme.size("filmstrip"), "sound": self._theme.size("waveform")}
        return sizes.get(name, self._theme.px(_SPECTRUM)) + self._theme.px(wide)

    def _track_height(self, name: str) -> int:
        shown = name in self._offered() - self._hidden and name in self._room_for
        return self._full_track(name) if shown else 0

    def fit(self, room: int) -> None:
        """Give up the stills, then the spectrogram, then the sound, where there is not so much room (pixels); the
        lanes never."""
        lanes = self.full_height - sum(track.height for track in self._places)
        left = room - lanes
        fitting: set[str] = set()
        for name in ("sound", "spectrum", "stills"):
            height = self._full_track(name)
            if name in self._offered() - self._hidden and height <= left:
                fitting.add(name)
                left -= height
        if frozenset(fitting) != self._room_for & (self._offered() - self._hidden):
            self._room_for = frozenset(fitting)
            self._lay_rows()

    @property
    def hidden(self) -> frozenset[str]:
        """Which of `stills`, `sound` and `spectrum` the person does not want to see."""
        return self._hidden

    def hide_tracks(self, names: frozenset[str]) -> None:
        """Show all of them but these."""
        if names != self._hidden:
            self._hidden, self._room_for = names, TRACKS
            self._lay_rows()
            self.tracks_changed.emit()

    def toggle_track(self, name: str) -> None:
        """Show `stills`, `sound` or `spectrum`, or hide it."""
        self.hide_tracks(self._hidden ^ {name})

    def _offer_tracks(self, at: QPoint) -> None:
        menu = QMenu(self.names)
        for name, words in (("stills", tr("Stills")), ("sound", tr("Sound")), ("spectrum", tr("Pitch"))):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setEnabled(name in self._offered())
            action.setChecked(name in self._offered() - self._hidden)
            action.triggered.connect(lambda _on=False, name=name: self.toggle_track(name))
        menu.exec(self.names.mapToGlobal(at))

    def _name_tracks(self) -> None:
        tracks = self._tracks
        part = tracks.sound_progress if tracks is not None else None
        if part is not None:
            sound = tr("reading, {n} %", n=int(part * 100))
        else:
            sound = "" if tracks is None or tracks.sound is not None else tr("cannot be read")
        spacing = tr("one each {n} s", n=spacing_words(self.view.stills.spacing))
        self.names.tracks = (
            (tr("Stills"), spacing, self._places[0]),
            (tr("Sound"), sound, self._places[1]),
            (tr("Pitch"), self._spectrum_words(), self._places[2]),
        )
        self.names.ticks = tuple(
            (tr("{n} kHz", n=f"{hertz / 1000:g}"), self._places[2].at(height_of(hertz))) for hertz in _TICKS
        )
        self.names.update()

    def _look_at(self) -> None:
        if self._tracks is not None and self._places[2].height:
            axis, offset = self.sheet.axis, self.sheet.clock.offset
            self._tracks.look_at(axis.start - offset, axis.end - offset)

    def _spectrum_words(self) -> str:
        """How far it is; where it is whole the pitches are named there instead."""
        tracks = self._tracks
        if tracks is None:
            return ""
        part = tracks.spectrum_progress
        if part is not None:
            return tr("reading, {n} %", n=int(part * 100))
        return "" if tracks.spectrum is not None else tr("cannot be read")

    def _spectrum_changed(self) -> None:
        self._name_tracks()
        self.view.spectrum.update()

    def _sound_changed(self) -> None:
        self._name_tracks()
        self.view.sound.update()

    def _ask_stills(self) -> None:
        if self._tracks is not None and self._places[0].height and self.isVisible():
            self._tracks.ask_stills(self.view.stills.cells(), self.view.stills.spacing)
            self.view.stills.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask.start()

    def _dress(self) -> None:
        self.view.dress()
        self.strip.dress()
        self.names.update()
        self._strip_name.update()

    # ---- what happens

    def update_events(self, tiers: frozenset[TierId], covered: frozenset[TierId] = frozenset()) -> None:
        """Events or coverage of these tiers changed; `covered`: those of which more was watched."""
        self.sheet.coverage_changed(covered)
        linked, self._links_seen = self._links_seen != self.sheet.index.link_changes, self.sheet.index.link_changes
        self.view.repaint_tiers(tiers, links=linked)
        self.names.update()
        self.strip.changed()

    def show_frame(self, time: Ns, *, playing: bool) -> None:
        """The film shows this moment; the lanes turn the page when it is not in view."""
        self.view.move_head(time)
        self.view.bring_into_view(time, ahead=playing)
        self.strip.update()

    def select(self, event: EventId | None) -> None:
        """Ring this event."""
        before = self.sheet.selected
        if event != before:
            self.sheet.selected = event
            events = [one for one in map(self.sheet.index.event, (before, event)) if one is not None]
            linked = any(map(self.sheet.index.linked, events))
            self.view.repaint_tiers(frozenset(one.tier for one in events), links=linked)
            tell_selected(self.view)

    def suggest(self, answer: EventId | None, start: EventId | None) -> None:
        """Draw what `answer` may answer, dotted until accepted; None takes it away."""
        suggestion = None if answer is None or start is None else (answer, start)
        if suggestion != self.sheet.suggestion:
            self.sheet.suggestion = suggestion
            self.view.repaint_links()

    def set_loop(self, first: Ns | None, last: Ns | None, looping: bool) -> None:
        """The loop's bounds (half-open)."""
        if (first, last, looping) != (*self.sheet.loop, self.sheet.looping):
            self.sheet.loop, self.sheet.looping = (first, last), looping
            self.view.repaint_all()

    @property
    def near(self) -> Span | None:
        """The stretch in view; None when it is the whole film. Give it back to `look_near` in another timeline."""
        axis, clock = self.sheet.axis, self.sheet.clock
        return Span(Ns(axis.start), Ns(axis.end)) if axis.end - axis.start < clock.end - clock.start else None

    def look_near(self, near: Span | None) -> None:
        """Bring this stretch into view, as far as the film goes; None: leave it as it is."""
        if near is not None:
            self.view.show_range(near.start, near.length)

    def _range_changed(self) -> None:
        self._name_tracks()
        self._look_at()
        self.strip.update()
        self._ask.start()

    def _pan(self, middle: int) -> None:
        axis = self.sheet.axis
        length = axis.end - axis.start
        self.view.show_range(middle - length // 2, length)


class _StripName(QWidget):
    """Beside the strip: its name and how long the film is."""

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet

    def paintEvent(self, event: QPaintEvent) -> None:
        sheet = self._sheet
        painter = QPainter(self)
        painter.fillRect(self.rect(), sheet.colour("panel"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), sheet.colour("line"))
        left, right = (12, 16) if right_to_left() else (16, 12)
        area = QRectF(left, 0, self.width() - left - right, self.height())
        length = clock_text(sheet.clock.end - sheet.clock.start)
        font = sheet.font("caption")
        painter.setFont(font)
        painter.setPen(sheet.colour("text3"))
        painter.drawText(area, TRAIL, length)
        room = area.width() - QFontMetricsF(font).horizontalAdvance(length) - 8
        painter.setFont(sheet.font("small", "medium"))
        painter.setPen(sheet.colour("text"))
        name = QFontMetricsF(painter.font()).elidedText(tr("Whole film"), Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, LEAD, name)


class _Upright(QWidget):
    """The vertical line that runs through the window."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colour("line"))


def _upright(theme: Theme) -> QWidget:
    return _Upright(theme)


def _zoom_button(theme: Theme, icon: str, words: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(theme.icon(icon))
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoRaise(True)
    return button
