"""How a case and a session look in the library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from vfi.core.case import SessionKind
from vfi.core.coding import Role
from vfi.core.consent import Answer
from vfi.desk.library_rows import CaseRow, CodingRow, SessionRow
from vfi.ui.errors import words_of
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.marks import paint_avatar
from vfi.ui.kit.texts import isolated
from vfi.ui.rooms.dates import day_words, length_short
from vfi.ui.rooms.listing import RowState, paint_ground
from vfi.ui.theme import Theme
from vfi.words import listed, tr, tr_n
from vfi.words.films import verified_words

STILL = (136, 77)
_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading among the cases, with how many follow."""

    words: str
    count: int


CaseEntry = CaseRow | Group


def case_height(theme: Theme, entry: CaseEntry) -> int:
    return theme.px(30 if isinstance(entry, Group) else 52)


def case_words(entry: CaseEntry) -> str:
    if isinstance(entry, Group):
        return listed((entry.words, str(entry.count)))
    return listed((entry.case.id, entry.case.label, sessions_words(entry.sessions)))


def sessions_words(count: int) -> str:
    return tr_n("{n} session", "{n} sessions", count)


def paint_case(painter: QPainter, rect: QRectF, entry: CaseEntry, state: RowState, theme: Theme) -> None:
    start, end = _START, _END  # the painter mirrors them itself where the page is mirrored
    inner = rect.adjusted(10, 0, -10, 0)
    if isinstance(entry, Group):
        line = QRectF(inner.left(), inner.bottom() - theme.px(20), inner.width(), theme.px(16))
        painter.setPen(theme.colour("text3"))
        painter.setFont(theme.font("caption", "semibold"))
        painter.drawText(line, start, entry.words)
        painter.setFont(theme.font("caption"))
        painter.drawText(line, end, str(entry.count))
        return
    paint_ground(painter, rect, state, theme)
    upper = QRectF(inner.left(), rect.top() + theme.px(7), inner.width(), theme.px(20))
    lower = QRectF(inner.left(), upper.bottom() - theme.px(1), inner.width(), theme.px(18))
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.colour("text2" if state.selected else "text3"))
    count = sessions_words(entry.sessions)
    painter.drawText(upper, end, count)
    room = upper.width() - QFontMetricsF(theme.font("caption")).horizontalAdvance(count) - 8
    strong = theme.font("strong", "semibold")
    painter.setFont(strong)
    painter.setPen(theme.colour("text"))
    name = QFontMetricsF(strong).elidedText(entry.case.id, Qt.TextElideMode.ElideRight, room)
    painter.drawText(upper, start, name)
    small = theme.font("small")
    painter.setFont(small)
    painter.setPen(theme.colour("danger" if entry.trouble else "text2"))
    words = words_of(entry.trouble) if entry.trouble else case_label(entry)
    painter.drawText(lower, start, QFontMetricsF(small).elidedText(words, Qt.TextElideMode.ElideRight, lower.width()))


def case_label(entry: CaseRow) -> str:
    """What is said under the pseudonym."""
    if entry.case.label:
        return entry.case.label
    return tr("No note yet")


# ---- sessions


def session_title(row: SessionRow) -> str:
    """`11 March 2026, home play`."""
    parts = [day_words(row.session.date) if row.session.date else "", row.session.name]
    return listed(parts) or row.session.id


def kind_words(kind: SessionKind) -> str:
    return {
        SessionKind.INTERACTION: tr("interaction"),
        SessionKind.SHARED_REVIEW: tr("shared review"),
        SessionKind.SUPERVISION: tr("supervision"),
    }[kind]


def role_words(role: Role) -> str:
    return {
        Role.PRIMARY: tr("primary"),
        Role.SECOND: tr("second"),
        Role.RECODE: tr("recoded"),
        Role.TRAINING: tr("training"),
        Role.GOLD: tr("gold"),
        Role.CONSENSUS: tr("consensus"),
    }[role]


def coding_words(coding: CodingRow) -> str:
    """`Anna K., Attuned moments 25 %`; a second coding says so."""
    if coding.trouble:
        return tr("{name}: cannot be read", name=coding.coder)
    words = listed((coding.coder, scheme_words(coding)))
    return words if coding.role is Role.PRIMARY else listed((words, role_words(coding.role)))


def coders_of(row: SessionRow) -> list[tuple[str, str, bool]]:
    """Who coded what: (coder, `Anna K., Attuned moments complete, Baby's cues 25 %`, cannot be read), by coder."""
    found: list[tuple[str, str, bool]] = []
    for name in dict.fromkeys(coding.coder for coding in row.codings):
        own = [coding for coding in row.codings if coding.coder == name]
        shown = isolated(name)
        roles = dict.fromkeys(role_words(coding.role) for coding in own if coding.role is not Role.PRIMARY)
        if roles and not any(coding.trouble is not None for coding in own):
            # a second coder is known by the role; the card keeps its room for the first
            done = all(coding.watched is not None and coding.watched >= 0.995 for coding in own)
            words = listed([shown, *roles, *([tr("complete")] if done else [])])
        else:
            done = len(own) > 1 and all(coding.watched is not None and coding.watched >= 0.995 for coding in own)
            schemes = [coding.scheme for coding in own] if done else [scheme_words(coding) for coding in own]
            words = listed([shown, *schemes])
            words = tr("{codings} complete", codings=words) if done else words
        found.append((name, words, any(coding.trouble is not None for coding in own)))
    return found


def scheme_words(coding: CodingRow) -> str:
    """`Attuned moments complete`, `Attuned moments 25 %`."""
    if coding.trouble:
        return tr("one cannot be read")
    if coding.watched is None:
        return coding.scheme
    if coding.watched >= 0.995:
        return tr("{scheme} complete", scheme=coding.scheme)
    return tr("{scheme} {percent} %", scheme=coding.scheme, percent=round(100 * coding.watched))


def session_words(row: SessionRow) -> str:
    """The card as one sentence, for a screen reader."""
    parts = [session_title(row), kind_words(row.session.kind)]
    if row.duration_ns is not None:
        parts.append(length_short(row.duration_ns))
    parts += [coding_words(coding) for coding in row.codings] or [tr("not coded yet")]
    if row.session.locked:
        parts.append(tr("locked until the family agrees"))
    elif row.refused is not None:
        parts.append(refused_words(row.refused))
    return listed(parts)


def session_height(theme: Theme, _row: SessionRow) -> int:
    return max(STILL[1], theme.px(77)) + 2 * 12 + 10


StillOf = Callable[[SessionRow], QImage | None]
LengthOf = Callable[[SessionRow], int | None]


def paint_session(
    painter: QPainter,
    rect: QRectF,
    row: SessionRow,
    state: RowState,
    theme: Theme,
    still: QImage | None,
    length_ns: int | None,
    coder: str,
    found: tuple[str, ...] = (),
) -> None:
    """A card: still and length, day and name, who coded what, and what else is known or which comments were found."""
    card = QRectF(rect).adjusted(1, 1, -1, -10)
    edge = theme.colour("accent") if state.selected else theme.colour("lineStrong" if state.hovered else "line")
    width = 2 if state.selected else 1
    painter.setBrush(theme.colour("panel"))
    painter.setPen(QPen(edge, width))
    painter.drawRoundedRect(card.adjusted(width / 2, width / 2, -width / 2, -width / 2), 9.5, 9.5)
    if state.focused and not state.selected:
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 9, 9)
    x = card.right() - 12 - STILL[0] if state.mirrored else card.left() + 12
    picture = QRectF(x, card.top() + (card.height() - STILL[1]) / 2, *STILL)
    paint_still(painter, picture, still, length_ns, row, theme)
    left = card.left() + 12 if state.mirrored else picture.right() + 16
    right = picture.left() - 16 if state.mirrored else card.right() - 12
    line = _Line(painter, theme, left, right, state.mirrored)
    top = card.top() + 12 + max(0.0, (card.height() - 24 - theme.px(77)) / 2)
    line.at(top, theme.px(20))
    line.words(session_title(row), "strong", "semibold", "text")
    line.gap(8)
    line.chip(kind_words(row.session.kind), "sunken", "text2")
    line.at(top + theme.px(28), theme.px(20))
    if row.trouble:
        line.icon("warning-circle", "danger")
        line.words(words_of(row.trouble), "small", "regular", "danger")
    elif not row.codings:
        line.words(tr("Not coded yet"), "small", "regular", "text3")
    for name, words, trouble in coders_of(row):
        line.avatar(name, own=name == coder)
        line.words(words, "small", "regular", "danger" if trouble else "text2")
        line.gap(18)
    line.at(top + theme.px(54), theme.px(20))
    quotes = [("quotes", tr("“{comment}”", comment=text), "text") for text in found[:2]]
    for icon, words, tone in quotes or facts_of(row):
        line.icon(icon, tone)
        line.words(words, "small", "regular", tone)
        line.gap(18)


def refused_words(answer: Answer) -> str:
    """Why nobody may see the film now, as short as a card needs it; its consents say more."""
    return {
        "withdrawn": tr("The family has taken it back"),
        "expired": tr("What was agreed has ended"),
        "to-review": tr("The legal status has changed: look at what was agreed"),
    }.get(answer.reason, tr("Locked until the family agrees"))


def facts_of(row: SessionRow) -> list[tuple[str, str, str]]:
    """What else a card says: (icon, words, tone)."""
    facts: list[tuple[str, str, str]] = []
    if not row.film_there:
        facts.append(("video-camera-slash", tr("The film is not where it was"), "danger"))
    if row.session.locked:
        facts.append(("lock-simple", tr("Locked until the family agrees"), "warning"))
    elif row.refused is not None:
        facts.append(("lock-simple", refused_words(row.refused), "warning"))
    events = sum(coding.events for coding in row.codings)
    if events:
        facts.append(("tag", tr_n("{n} event", "{n} events", events), "text2"))
    if row.checked is not None:
        words = verified_words(row.checked.whole, row.checked.when)
        facts.append(("check-circle", words, "text2") if row.checked.whole else ("warning", words, "warning"))
    if row.session.setting:
        facts.append(("house", row.session.setting, "text2"))
    if row.session.reviews:
        facts.append(("film-strip", tr("Reviews {session}", session=row.session.reviews), "text2"))
    return facts


def paint_still(
    painter: QPainter, rect: QRectF, still: QImage | None, length_ns: int | None, row: SessionRow, theme: Theme
) -> None:
    """The film's picture, whole (the well shows round it), and its length in the corner."""
    clip = QPainterPath()
    clip.addRoundedRect(rect, 5, 5)
    painter.save()
    painter.setClipPath(clip)
    painter.fillRect(rect, theme.colour("well"))
    if still is not None and row.seen:
        scale = min(rect.width() / still.width(), rect.height() / still.height())
        size = still.width() * scale, still.height() * scale
        target = QRectF(rect.center().x() - size[0] / 2, rect.center().y() - size[1] / 2, *size)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, still)
    else:
        icon = "lock-simple" if not row.seen else "film-strip" if row.film_there else "video-camera-slash"
        side = 24
        box = QRectF(rect.center() - QPointF(side / 2, side / 2), rect.center() + QPointF(side / 2, side / 2))
        draw_glyph(painter, box, icon, theme.colour("text3") if not theme.dark else theme.colour("control"))
    painter.restore()
    if length_ns is None:
        return
    words = length_short(length_ns)
    font = theme.font("caption")
    width = QFontMetricsF(font).horizontalAdvance(words) + 10
    plate = QRectF(rect.right() - 4 - width, rect.bottom() - 4 - 17, width, 17)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("well", 0.85))
    painter.drawRoundedRect(plate, 3, 3)
    painter.setFont(font)
    painter.setPen("#F6F1E8")
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)


class _Line:
    """Sets words, icons and initials one after the other along a line, from the reading side."""

    def __init__(self, painter: QPainter, theme: Theme, left: float, right: float, mirrored: bool) -> None:
        self._painter = painter
        self._theme = theme
        self._left = left
        self._right = right
        self._mirrored = mirrored
        self._x = 0.0
        self._top = 0.0
        self._height = 0.0

    def at(self, top: float, height: float) -> None:
        self._top, self._height, self._x = top, height, 0.0

    def gap(self, pixels: float) -> None:
        self._x += pixels

    @property
    def _room(self) -> float:
        return self._right - self._left - self._x

    def _take(self, width: float) -> QRectF:
        left = self._right - self._x - width if self._mirrored else self._left + self._x
        self._x += width
        return QRectF(left, self._top, width, self._height)

    def words(self, text: str, role: str, weight: str, tone: str) -> None:
        font = self._theme.font(role, weight)  # type: ignore[arg-type]
        metrics = QFontMetricsF(font)
        if self._room < 24:
            return
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self._room)
        self._painter.setFont(font)
        self._painter.setPen(self._theme.colour(tone))
        self._painter.drawText(self._take(metrics.horizontalAdvance(shown) + 1), _START, shown)

    def chip(self, text: str, ground: str, tone: str) -> None:
        font = self._theme.font("caption", "medium")
        width = QFontMetricsF(font).horizontalAdvance(text) + 16
        if width > self._room:
            return
        box = self._take(width)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.colour(ground))
        self._painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        self._painter.setFont(font)
        self._painter.setPen(self._theme.colour(tone))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def icon(self, name: str, tone: str) -> None:
        if self._room < 40:
            return
        side = self._theme.px(15)
        box = self._take(side)
        draw_glyph(
            self._painter,
            QRectF(box.left(), self._top + (self._height - side) / 2, side, side),
            name,
            self._theme.colour(tone),
        )
        self.gap(6)

    def avatar(self, name: str, *, own: bool) -> None:
        if self._room < 60:
            return
        box = self._take(20)
        paint_avatar(
            self._painter, QRectF(box.left(), self._top + (self._height - 20) / 2, 20, 20), name, self._theme, own=own
        )
        self.gap(6)
