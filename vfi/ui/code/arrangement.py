"""Where the parts of a session stand: columns, rows, the drawer of a narrow window, the film alone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vfi.ui.code.palette import Palette
from vfi.ui.code.splitter import LineSplitter
from vfi.ui.code.timeline.widget import AT_FIRST_HIDDEN, Timeline
from vfi.ui.code.transport import Transport
from vfi.ui.theme import Theme

WIDE = 1400
"""From this width on there are wider columns and higher lanes (pixels)."""
DRAWER = 1116
"""Below this width of the room (1180 with the rail) the events are a drawer over the film."""
_LEAST_FILM = (320, 180)
_TRACKS = ("stills", "sound", "spectrum")
"""In the order in which it is kept which of them are hidden."""


class Arrangement(QObject):
    """Palette, film and events side by side, the timeline below; one vertical line runs through all of it."""

    arranged = Signal(object)
    """`dict[str, list[int]]`: columns or rows were moved by hand; give it back to `arrange` next time."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        palette: Palette,
        stage: QWidget,
        side: QWidget,
        timeline: Timeline,
        transport: Transport,
    ) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._palette = palette
        self._side = side
        self._timeline = timeline
        self._transport = transport
        self._by_hand: dict[str, list[int]] = {}
        self._drawer = False
        self._alone = False
        self._columns = LineSplitter(theme, Qt.Orientation.Horizontal)
        for place, widget in enumerate((palette, stage, side)):
            self._columns.addWidget(widget)
            self._columns.setStretchFactor(place, 1 if widget is stage else 0)
        self._rows = LineSplitter(theme, Qt.Orientation.Vertical, "lineStrong")
        self._rows.addWidget(self._columns)
        self._rows.addWidget(timeline)
        self._rows.setStretchFactor(0, 1)
        self._rows.setStretchFactor(1, 0)
        outer = QVBoxLayout(host)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._rows)
        timeline.tracks_changed.connect(self._tracks_changed)
        self._columns.splitterMoved.connect(self._columns_moved)
        self._rows.splitterMoved.connect(self._rows_moved)

    def arrange(self, by_hand: dict[str, list[int]]) -> None:
        """The columns and rows as they were left by hand."""
        self._by_hand = {name: list(sizes) for name, sizes in by_hand.items()}
        known = self._by_hand.get("hidden", [])
        at_first = [int(name in AT_FIRST_HIDDEN) for name in _TRACKS]
        hidden = zip(_TRACKS, [*known, *at_first[len(known) :]], strict=False)
        self._timeline.hide_tracks(frozenset(name for name, is_hidden in hidden if is_hidden))
        self.place()

    def place(self) -> None:
        """Fit everything to the host's size: the film gives way first, the lanes never."""
        theme, width, height = self._theme, self._host.width(), self._host.height()
        self._timeline.set_wide(width >= WIDE)
        self._set_drawer(width < theme.px(DRAWER))
        first, last = (264, 360) if width >= WIDE else (220, 312)
        columns = self._by_hand.get("columns", [theme.px(first) - 1, 0, theme.px(last) - 1])
        left, right = columns[0], 0 if self._drawer else columns[-1]
        self._columns.setSizes([left, max(_LEAST_FILM[0], width - left - right - 2), right])
        most = height - 1 - _LEAST_FILM[1] - self._transport.height()
        self._timeline.fit(most)
        wanted = self._by_hand.get("timeline", [self._timeline.full_height])[0]
        below = min(wanted, self._timeline.full_height, max(self._timeline.minimumSizeHint().height(), most))
        self._rows.setSizes([height - 1 - below, below])
        # the splitter settles its sizes when it is laid out: follow it then
        QTimer.singleShot(0, self, self._follow_palette)
        self._follow_palette()
        self._place_drawer()

    def _follow_palette(self) -> None:
        self._timeline.set_names_width(self._palette.width())

    def _columns_moved(self) -> None:
        self._follow_palette()
        sizes = self._columns.sizes()
        if not self._drawer:
            self._by_hand["columns"] = sizes
            self.arranged.emit(dict(self._by_hand))

    def _tracks_changed(self) -> None:
        """Their room goes to the film, or comes from it."""
        self._by_hand.pop("timeline", None)
        self._by_hand["hidden"] = [int(name in self._timeline.hidden) for name in _TRACKS]
        self.place()
        self.arranged.emit(dict(self._by_hand))

    def _rows_moved(self) -> None:
        self._by_hand["timeline"] = [self._rows.sizes()[1]]
        self.arranged.emit(dict(self._by_hand))

    # ---- the drawer

    def _set_drawer(self, drawer: bool) -> None:
        """The events beside the film, or over it when they are wanted."""
        if drawer == self._drawer:
            return
        self._drawer = drawer
        self._transport.drawer.setVisible(drawer)
        if drawer:
            self._side.setParent(self._host)
            self._side.hide()
        else:
            self._columns.addWidget(self._side)
            self._side.setVisible(not self._alone)

    def toggle_drawer(self) -> None:
        """Open the events over the film, or close them."""
        if self._drawer:
            self._side.setVisible(not self._side.isVisible())
            self._place_drawer()

    def open_drawer(self) -> None:
        """The events can be seen, wherever they are."""
        if self._drawer and not self._side.isVisible():
            self.toggle_drawer()

    def close_drawer(self) -> None:
        """The film is not covered."""
        if self._drawer and self._side.isVisible():
            self.toggle_drawer()

    def _place_drawer(self) -> None:
        if not self._drawer or not self._side.isVisible():
            return
        width = self._theme.px(312)
        mirrored = self._host.layoutDirection() == Qt.LayoutDirection.RightToLeft
        height = self._columns.height() - self._transport.height()
        self._side.setGeometry(0 if mirrored else self._host.width() - width, 0, width, height)
        self._side.raise_()

    # ---- the film alone

    def show_alone(self, alone: bool) -> None:
        """The film with its transport alone, or everything."""
        self._alone = alone
        for widget in (self._palette, self._timeline):
            widget.setVisible(not alone)
        self._side.setVisible(not alone and not self._drawer)
