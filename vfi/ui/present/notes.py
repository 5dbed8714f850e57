"""The clinician's own screen while the film is shown: what is on the parent's now, what to ask, what comes next."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QFont, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from vfi.core.deck import PageKind
from vfi.core.presenting import Now, Phase, Presenting, Press
from vfi.core.showing import Backstage, Lines, Show, ShownClip, ShownItem
from vfi.core.time import SECOND
from vfi.core.visit import Remark, RemarkKind
from vfi.ui.icons import draw_glyph, glyph_pixmap
from vfi.ui.kit.concept_art import ConceptArt
from vfi.ui.present.films import ShowFilms
from vfi.ui.present.keys import Meaning, Note, asks_for_pin, meaning
from vfi.ui.present.words import draw_concept, texts_of
from vfi.ui.tokens import tokens
from vfi.words import tr

_AHEAD = 4
"""So many items are shown in the row of what comes."""
_LOOK_MS = 125

_PAGES = {
    PageKind.OPENING: "hand-palm",
    PageKind.WHO_CAN_SEE: "shield-check",
    PageKind.QUESTION: "chat-circle",
    PageKind.CONCEPT: "image",
    PageKind.YOUR_WORDS: "quotes",
}


def page_title(kind: PageKind) -> str:
    """What the clinician calls a page."""
    return {
        PageKind.OPENING: tr("Opening page"),
        PageKind.WHO_CAN_SEE: tr("Who can see it"),
        PageKind.QUESTION: tr("Question"),
        PageKind.CONCEPT: tr("Card"),
        PageKind.YOUR_WORDS: tr("Your words"),
    }[kind]


class NotesScreen(QWidget):
    """Stands on the other screen. Its keys are those of the parent's screen: whichever window has them."""

    act = Signal(object)
    """`Meaning` of a key or button."""
    unlock_wanted = Signal(str)
    """The PIN is being typed here; its first digit."""

    def __init__(
        self,
        show: Show,
        backstage: Backstage,
        films: ShowFilms,
        rules: Presenting,
        *,
        picture: Callable[[], QImage | None],
        day: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._backstage = backstage
        self._films = films
        self._rules = rules
        self._picture = picture
        self._begun = datetime.datetime.now()
        self._now: Now | None = None
        films.still_came.connect(self._still_came)
        self.setWindowTitle(" ")
        self.setObjectName("notes")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(_style())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clock = _label("", "dim", 14)
        self._small = _Small()
        self._state = _label("", "plain", 13)
        self._words_head = _label("", "dim", 12)
        self._words = _label("", "plain", 20)
        self._reveal = _button("eye", tr("Show words"), "W", lambda: self.act.emit(Press.WORDS), first=True)
        self._ask_head = _label(tr("Ask first"), "dim", 12)
        self._ask = _label("", "plain", 34, QFont.Weight.DemiBold)
        self._notes_head = _label(tr("Your notes"), "dim", 12)
        self._notes = _label("", "plain", 18)
        self._goal = _label("", "plain", 18)
        self._marks = _label("", "plain", 14)
        self._trouble = _label("", "trouble", 18)
        self._trouble.hide()
        self._next = QHBoxLayout()
        self._cells: list[_Cell] = []
        self._lay(day)
        self._look_again = QTimer(self)
        self._look_again.setInterval(_LOOK_MS)
        self._look_again.timeout.connect(self._look)
        self._look_again.start()

    # ---- what is shown

    def show_now(self, now: Now) -> None:
        """This is on the parent's screen."""
        self._now = now
        item = self._rules.item(now)
        backstage = self._backstage.items[now.item] if item is not None else None
        clip = item if isinstance(item, ShownClip) else None
        self._state.setText(_state(now))
        self._ask.setText(backstage.question if backstage is not None else "")
        self._notes.setText(backstage.notes if backstage is not None else "")
        self._ask_head.setVisible(bool(self._ask.text()))
        self._notes_head.setVisible(bool(self._notes.text()))
        words = _joined(clip.words, clip.baby_says) if clip is not None else ""
        shown = bool(self._rules.visible(now).words)
        waiting = self._rules.can_reveal(now)
        head = tr("Words, hidden until you show them") if waiting else tr("Words on the screen") if shown else ""
        self._words_head.setText(head if words else "")
        self._words.setText(words if head else "")
        self._reveal.setVisible(bool(words) and (waiting or now.revealed))
        _say_on(self._reveal, tr("Show words") if waiting else tr("Hide words"), "W")
        self._show_next(now)
        self._look()

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """The time marks so far."""
        places = {item.id: place for place, item in enumerate(self._show.items)}
        told = []
        for remark in remarks:
            sign = "♥" if remark.kind is RemarkKind.HEART else "•"
            told.append(f"{sign} {_minutes(remark.since_start)}, {self._title(places.get(remark.item, 0))}")
        self._marks.setText("\n".join(told[-6:]))

    def show_trouble(self, words: str) -> None:
        """What went wrong; it stays."""
        self._trouble.setText(words)
        self._trouble.show()

    def let_go(self) -> None:
        """Vanish at once."""
        self._look_again.stop()
        self.hide()

    # ---- inside

    def _title(self, place: int) -> str:
        item, backstage = self._show.items[place], self._backstage.items[place]
        if isinstance(item, ShownClip):
            number = sum(isinstance(each, ShownClip) for each in self._show.items[: place + 1])
            return backstage.title or tr("Clip {n}", n=number)
        return page_title(item.kind)

    def _show_next(self, now: Now) -> None:
        first = min(now.item, max(0, len(self._show.items) - _AHEAD))
        for place, cell in enumerate(self._cells):
            at = first + place
            if at >= len(self._show.items):
                cell.hide()
                continue
            cell.show()
            note = tr("now") if at == now.item else tr("next") if at == now.item + 1 else ""
            if self._backstage.items[at].closing:
                note = tr("closing clip") if not note else f"{note}, {tr('closing clip')}"
            item = self._show.items[at]
            cell.show_item(item, self._films.still(item), self._title(at), note, here=at == now.item)

    def _still_came(self, _id: str) -> None:
        if self._now is not None:
            self._show_next(self._now)

    def _look(self) -> None:
        now = datetime.datetime.now()
        minutes = int((now - self._begun).total_seconds() // 60)
        self._clock.setText(tr("{time}, {minutes} min since the start", time=now.strftime("%H:%M"), minutes=minutes))
        self._small.show_image(self._picture())

    def _lay(self, day: str) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 24, 12)
        head.setSpacing(14)
        head.addWidget(_label(self._backstage.family, "plain", 15, QFont.Weight.DemiBold))
        head.addWidget(_label(day, "dim", 14))
        head.addStretch(1)
        head.addWidget(_label(tr("Second screen, not mirrored"), "accent", 12))
        head.addWidget(self._clock)
        left = QVBoxLayout()
        left.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(_label(tr("On the screen now"), "dim", 12))
        top.addStretch(1)
        top.addWidget(self._state)
        left.addLayout(top)
        left.addWidget(self._small, 1)
        left.addSpacing(8)
        left.addWidget(self._words_head)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self._reveal, 0, Qt.AlignmentFlag.AlignTop)
        left.addLayout(row)
        right = QVBoxLayout()
        right.setSpacing(6)
        self._goal.setText(tr("Goal: “{goal}”", goal=self._backstage.goal) if self._backstage.goal else "")
        marks_head = _label(tr("What they say. The words are added afterwards, together."), "dim", 12)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(_button("bookmark-simple", tr("Mark what is said"), "T", lambda: self.act.emit(Note.SAID)))
        keys.addWidget(_button("heart", tr("Heart"), "H", lambda: self.act.emit(Note.HEART)))
        keys.addStretch(1)
        for part in (self._ask_head, self._ask, self._notes_head, self._notes, self._goal, marks_head, self._marks):
            if part in (self._notes_head, marks_head):
                right.addSpacing(14)
            right.addWidget(part)
        right.addLayout(keys)
        right.addSpacing(8)
        right.addWidget(self._trouble)
        right.addStretch(1)
        main = QHBoxLayout()
        main.setContentsMargins(24, 16, 24, 12)
        main.setSpacing(40)
        main.addLayout(left, 55)
        main.addLayout(right, 45)
        self._next.setSpacing(16)
        art = ConceptArt(self._show.pictures)
        self._cells = [_Cell(art) for _ in range(_AHEAD)]
        for cell in self._cells:
            self._next.addWidget(cell, 1)
        self._next.addWidget(_keys_told())
        foot = QFrame()
        foot.setObjectName("foot")
        inside = QHBoxLayout(foot)
        inside.setContentsMargins(24, 10, 24, 10)
        inside.addLayout(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(_line())
        column.addLayout(main, 1)
        column.addWidget(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if self._now is not None and self._now.stopped and asks_for_pin(event):
            self.unlock_wanted.emit(event.text())
            return
        what: Meaning | None = meaning(event)
        if what is not None:
            self.act.emit(what)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # it goes with the visit, or with its screen


class _Small(QWidget):
    """What is on the parent's screen, small."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setAccessibleName(tr("What the parent sees"))
        self.setMinimumSize(320, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(736, 414)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None or self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = _fit(self._image, QRectF(self.rect()))
        place.moveTop(0)
        corners = QPainterPath()
        corners.addRoundedRect(place, 10, 10)
        painter.setClipPath(corners)
        painter.drawImage(place, self._image)


class _Cell(QFrame):
    """One item of what comes."""

    def __init__(self, art: ConceptArt) -> None:
        super().__init__()
        self._art = art
        self.setObjectName("cell")
        self._still: QImage | None = None
        self._item: ShownItem | None = None
        self.setFixedHeight(86)
        self.setMinimumWidth(180)
        self._title = _label("", "plain", 13, QFont.Weight.DemiBold)
        self._title.setWordWrap(True)
        self._note = _label("", "dim", 12)
        text = QVBoxLayout()
        text.addStretch(1)
        text.addWidget(self._title)
        text.addWidget(self._note)
        text.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(130, 6, 8, 6)
        row.addLayout(text)

    def show_item(self, item: ShownItem, still: QImage | None, title: str, note: str, *, here: bool) -> None:
        self._item = item
        if still is not None:
            # made small in one careful step: painting a large picture small leaves jagged lines
            ratio = self.devicePixelRatioF()
            size = QSize(round(112 * ratio), round(64 * ratio))
            smooth = Qt.TransformationMode.SmoothTransformation
            still = still.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        self._still = still
        self._title.setText(title)
        self._note.setText(note)
        self.setProperty("here", here)
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(6, 11, 112, 64)
        item = self._item
        if isinstance(item, ShownClip):
            if self._still is not None:
                painter.drawImage(_fit(self._still, room), self._still)
        elif item is not None and item.kind is PageKind.CONCEPT and self._art.has(item.concept):
            draw_concept(painter, QRectF(room.center().x() - 32, room.top(), 64, 64), item.concept, self._art)
        elif item is not None:
            side = 26.0
            centre = room.center()
            place = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            draw_glyph(painter, place, _PAGES[item.kind], QColor(_dark("text2")))


def _fit(image: QImage, room: QRectF) -> QRectF:
    scale = min(room.width() / max(1, image.width()), room.height() / max(1, image.height()))
    width, height = image.width() * scale, image.height() * scale
    return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)


def _state(now: Now) -> str:
    if now.stopped:
        return tr("stopped")
    if now.picture:
        return tr("picture")
    return {
        Phase.PAGE: "",
        Phase.STILL: tr("before it plays"),
        Phase.PLAYING: tr("plays slowly") if now.slower else tr("plays"),
        Phase.PAUSED: tr("paused"),
        Phase.WAITING: tr("waits for you"),
        Phase.ENDED: tr("has ended"),
    }[now.phase]


def _joined(*parts: Lines) -> str:
    # each language in its own direction, whatever stands above it
    return "\n".join(f"\u2068{text}\u2069" for lines in parts for text in texts_of(lines))


def _minutes(since: int) -> str:
    minutes, seconds = divmod(since // SECOND, 60)
    return f"{minutes}:{seconds:02d}"


def _dark(name: str) -> str:
    return tokens().colours["dark"][name]


def _label(text: str, tone: str, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(pixels >= 18)
    made.setProperty("notesTone", tone)
    font = QFont(["Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew"])
    font.setPixelSize(pixels)
    font.setWeight(weight)
    made.setFont(font)
    # a style sheet of the program must not take the size away again
    made.setStyleSheet(f"font-size: {pixels}px; font-weight: {int(weight.value)};")
    if made.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        # else what is written in another direction would begin at the far side of its heading
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    return made


def _button(glyph: str, words: str, key: str, act: Callable[[], object], *, first: bool = False) -> QPushButton:
    made = QPushButton()
    _say_on(made, words, key)
    made.setObjectName("notesFirst" if first else "notesButton")
    made.setIcon(glyph_pixmap(glyph, 16, QColor(_dark("onAccent" if first else "text")), made.devicePixelRatioF()))
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.clicked.connect(lambda _on=False: act())
    return made


def _say_on(button: QPushButton, words: str, key: str) -> None:
    button.setText(f" {words}  ({key})")
    button.setAccessibleName(words)


def _keys_told() -> QLabel:
    told = [tr("Page Down: on"), tr("Page Up: back"), tr("B: stop"), tr("T, H: mark, heart")]
    return _label("\n".join(told), "dim", 12)


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("notesLine")
    line.setFixedHeight(1)
    return line


def _style() -> str:
    c = _dark
    return f"""
    QWidget#notes {{ background: {c("window")}; }}
    QLabel[notesTone="plain"] {{ color: {c("text")}; background: transparent; }}
    QLabel[notesTone="dim"] {{ color: {c("text2")}; background: transparent; }}
    QLabel[notesTone="accent"] {{ color: {c("accent")}; background: {c("accentTint")}; border-radius: 10px;
        padding: 3px 10px; }}
    QLabel[notesTone="trouble"] {{ color: {c("warning")}; background: {c("warningTint")}; border-radius: 8px;
        padding: 8px 12px; }}
    QFrame#notesLine {{ background: {c("line")}; border: none; }}
    QFrame#foot {{ background: {c("panel")}; border: none; border-top: 1px solid {c("line")}; }}
    QFrame#cell {{ background: transparent; border: none; border-radius: 8px; }}
    QFrame#cell[here="true"] {{ background: {c("accentTint")}; }}
    QPushButton#notesFirst {{ background: {c("accent")}; color: {c("onAccent")}; border: none; border-radius: 6px;
        padding: 0 14px; min-height: 40px; font-size: 13px; font-weight: 600; }}
    QPushButton#notesButton {{ background: {c("raised")}; color: {c("text")}; border: 1px solid {c("lineStrong")};
        border-radius: 6px; padding: 0 12px; min-height: 32px; font-size: 13px; font-weight: 500; }}
    """
