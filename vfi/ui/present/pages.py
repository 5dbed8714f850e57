"""The calm pages between the clips, on paper: what this is, who can see it, a question, an idea, the parent's words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from vfi.core.deck import PageKind
from vfi.core.showing import Lines, ShownPage
from vfi.qt.captions import SideBySide
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.concept_art import ConceptArt
from vfi.ui.kit.drawings import draw, renderer
from vfi.ui.present.look import Look, colour
from vfi.ui.present.words import draw_concept, texts_of

_OPENING = ("monitor-play", "hand-palm", "heart")
"""Beside each idea; also all that is left of a page without words."""

_IDEAS = {
    "who-review": "users",
    "who-supervision": "chat-circle",
    "who-reliability": "eye",
    "who-team-training": "users-three",
    "who-outside-training": "chalkboard-teacher",
    "who-research": "magnifying-glass",
    "who-parent-copy": "house",
    "who-agency": "handshake",
    "kept": "calendar-blank",
    "private": "ear",
    "change-mind": "arrow-counter-clockwise",
}
"""The sign of each idea on the page that says who can see the film."""

_LETTERS, _LEAST = 28, 16

_GROUND = QColor("#E8E2D6")
"""Under a sign: the paper, a little darker."""


class PageView(QWidget):
    """Paints one page. It takes no keys and has no controls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look(1.0)
        self._page: ShownPage | None = None
        self._stopped: tuple[str, ...] = ()
        self._still: QImage | None = None
        self._said: tuple[str, ...] = ()
        self._art = ConceptArt()

    def use_art(self, art: ConceptArt) -> None:
        """Whose pictures of concepts are drawn."""
        self._art = art
        self.update()

    def show_page(self, page: ShownPage, *, still: QImage | None = None, said: tuple[str, ...] = ()) -> None:
        """This page; for *your words* with the chosen still and what the parent said."""
        self._page, self._stopped, self._still, self._said = page, (), still, said
        read = [text for lines in page.lines for text in texts_of(lines)]
        self.setAccessibleName("\n".join([*read, *said]))
        self.update()

    def show_stopped(self, words: tuple[str, ...]) -> None:
        """*We have stopped*, in each language; no words at all where the show has none."""
        self._page, self._stopped = None, words
        self.setAccessibleName("\n".join(words))
        self.update()

    def use_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colour("page"))
        if self._page is None:
            self._paint_stopped(painter)
            return
        room = QRectF(self.rect()).adjusted(self._look.px(72), self._look.px(28), -self._look.px(72), 0)
        match self._page.kind:
            case PageKind.OPENING:
                self._paint_opening(painter, room)
            case PageKind.WHO_CAN_SEE:
                signs = tuple(_IDEAS.get(idea, "") for idea in self._page.ideas)
                self._paint_rows(painter, room, self._page.lines, signs or ("users-three",))
            case PageKind.QUESTION:
                self._paint_under(painter, room, "figures-look", self._page.lines)
            case PageKind.CONCEPT:
                self._paint_concept(painter, room)
            case PageKind.YOUR_WORDS:
                self._paint_your_words(painter, room)

    # -- the kinds

    def _paint_stopped(self, painter: QPainter) -> None:
        if not self._stopped:
            side = self._look.px(96)
            centre = QRectF(self.rect()).center()
            place = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            draw_glyph(painter, place, "hand-palm", colour("pageText2"))
            return
        laid = [SideBySide((text,), self.width(), self._look.px(40)) for text in self._stopped]
        gap = self._look.px(24)
        top = (self.height() - sum(each.height for each in laid) - gap * (len(laid) - 1)) / 2
        for place_, each in enumerate(laid):
            each.draw(painter, QPointF(0, top), colour("pageText" if place_ == 0 else "pageText2"))
            top += each.height + gap

    def _paint_opening(self, painter: QPainter, room: QRectF) -> None:
        assert self._page is not None
        height = room.height() * 0.53
        self._draw_figures(painter, QRectF(room.left(), room.top(), room.width(), height), "figures-look")
        rows = QRectF(room.left(), room.top() + height, room.width(), room.height() - height)
        self._paint_rows(painter, rows, self._page.lines, _OPENING)

    def _paint_under(self, painter: QPainter, room: QRectF, figures: str, lines: tuple[Lines, ...]) -> None:
        height = room.height() * 0.55
        self._draw_figures(painter, QRectF(room.left(), room.top(), room.width(), height), figures)
        below = QRectF(room.left(), room.top() + height, room.width(), room.height() - height)
        self._paint_text(painter, below, lines, 34)

    def _draw_figures(self, painter: QPainter, room: QRectF, name: str) -> None:
        if renderer(name).isValid():
            draw(painter, room, name)

    def _paint_concept(self, painter: QPainter, room: QRectF) -> None:
        assert self._page is not None
        concept = self._page.concept
        words = room
        if self._art.has(concept):
            share = 0.58 if self._page.lines else 0.86
            side = min(room.height() * share, room.width())
            draw_concept(painter, QRectF(room.center().x() - side / 2, room.top(), side, side), concept, self._art)
            words = QRectF(room.left(), room.top() + side, room.width(), room.height() - side)
        self._paint_text(painter, words, self._page.lines, 32)

    def _paint_your_words(self, painter: QPainter, room: QRectF) -> None:
        """The still and the idea at the reading edge, the words beside them."""
        assert self._page is not None
        heading = [texts_of(lines) for lines in self._page.lines]
        if heading and heading[0]:
            laid = SideBySide(heading[0], room.width(), self._look.px(24), at_edge=True)
            laid.draw(painter, QPointF(room.left(), room.top()), colour("accent"))
            room = room.adjusted(0, laid.height + self._look.px(16), 0, 0)
        left = QRectF(room.left(), room.top(), room.width() * 0.52, room.height())
        words = QRectF(left.right() + self._look.px(48), room.top(), 0, room.height())
        words.setRight(room.right())
        if self._still is not None:
            left.setBottom(self._draw_still(painter, left))
        else:
            words = room
        concept_side = min(self._look.px(150), max(0.0, room.bottom() - left.bottom() - self._look.px(24)))
        if self._art.has(self._page.concept) and concept_side > self._look.px(60) and self._still is not None:
            top = left.bottom() + self._look.px(16)
            draw_concept(painter, QRectF(left.left(), top, concept_side, concept_side), self._page.concept, self._art)
        self._paint_said(painter, words)

    def _draw_still(self, painter: QPainter, room: QRectF) -> float:
        """As large as fits at the top; returns where it ends."""
        assert self._still is not None
        shape = self._still.width() / max(1, self._still.height())
        width = min(room.width(), room.height() * shape)
        place = QRectF(room.left() + (room.width() - width) / 2, room.top(), width, width / shape)
        painter.save()
        corners = QPainterPath()
        corners.addRoundedRect(place, self._look.px(10), self._look.px(10))
        painter.setClipPath(corners)
        painter.drawImage(place, self._still)
        painter.restore()
        return place.bottom()

    def _paint_said(self, painter: QPainter, room: QRectF) -> None:
        """What the parent said, in their own words; lines to write on where there is nothing yet."""
        side = self._look.px(40)
        draw_glyph(painter, QRectF(room.left(), room.top(), side, side), "quotes-fill", colour("accent"))
        room = room.adjusted(0, side + self._look.px(12), 0, 0)
        if not self._said:
            painter.setPen(colour("pageText2").lighter(190))
            for line in range(4):
                y = room.top() + self._look.px(48) * (line + 1)
                painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            return
        size, gap = _LETTERS, self._look.px(18)
        while True:
            laid = [SideBySide((text,), room.width(), self._look.px(size), at_edge=True) for text in self._said]
            if size <= _LEAST or sum(each.height + gap for each in laid) <= room.height():
                break
            size -= 2
        top = room.top()
        for each in laid:
            each.draw(painter, QPointF(room.left(), top), colour("pageText"))
            top += each.height + gap

    # -- the parts

    def _paint_text(self, painter: QPainter, room: QRectF, lines: tuple[Lines, ...], size: int) -> None:
        """In the middle of the room, one idea under the other."""
        blocks = [texts for each in lines if (texts := texts_of(each))]
        if not blocks:
            return
        gap = self._look.px(16)
        while True:
            laid = [SideBySide(texts, room.width(), self._look.px(size)) for texts in blocks]
            height = sum(each.height for each in laid) + gap * (len(laid) - 1)
            if size <= _LEAST or height <= room.height():
                break
            size -= 2
        top = room.center().y() - height / 2
        for each in laid:
            each.draw(painter, QPointF(room.left(), top), colour("pageText"))
            top += each.height + gap

    def _paint_rows(self, painter: QPainter, room: QRectF, lines: tuple[Lines, ...], signs: tuple[str, ...]) -> None:
        """Sign and words, one idea a row: the sign in the middle of two languages, before one."""
        rows = [(texts, _sign(signs, place)) for place, texts in enumerate(side_by_side(lines)) if any(texts)]
        if not rows:
            self._paint_signs(painter, room, signs)
            return
        blocks, signs = [texts for texts, _ in rows], tuple(sign for _, sign in rows)
        size, two = _LETTERS, len(blocks[0]) > 1
        while True:
            disc = self._look.px(64 * size / _LETTERS)
            space = disc + self._look.px(64)
            width = room.width() if two else min(room.width() - space, self._look.px(760))
            laid = [
                SideBySide(texts, width, self._look.px(size), gutter=space)
                if two
                else SideBySide(texts, width, self._look.px(size), at_edge=True)
                for texts in blocks
            ]
            high = [max(each.height, disc) for each in laid]
            least = self._look.px(10 * size / _LETTERS)
            if size <= _LEAST or sum(high) + least * (len(high) - 1) <= room.height():
                break
            size -= 2
        gap = min(self._look.px(56), max(least, (room.height() - sum(high)) / (len(high) + 1)))
        top = room.top() + max(0.0, (room.height() - sum(high) - gap * (len(high) - 1)) / 2)
        written = max(each.widest for each in laid)
        for place, (each, height) in enumerate(zip(laid, high, strict=True)):
            middle = top + height / 2
            if two:
                self._draw_sign(painter, QPointF(room.center().x(), middle), disc, _sign(signs, place))
                each.draw(painter, QPointF(room.left(), middle - each.height / 2), colour("pageText"))
            else:
                self._draw_row(painter, room, middle, disc, each, _sign(signs, place), (width, written))
            top += height + gap

    def _draw_row(
        self,
        painter: QPainter,
        room: QRectF,
        middle: float,
        disc: float,
        words: SideBySide,
        sign: str,
        widths: tuple[float, float],
    ) -> None:
        """One language: the sign at the reading edge, the words after it. `widths`: laid out for, really written."""
        width, written = widths
        whole = disc + self._look.px(28) + written
        left = room.center().x() - whole / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = left + whole - disc / 2 if mirrored else left + disc / 2
        self._draw_sign(painter, QPointF(at, middle), disc, sign)
        start = left + written - width if mirrored else left + whole - written
        words.draw(painter, QPointF(start, middle - words.height / 2), colour("pageText"))

    def _paint_signs(self, painter: QPainter, room: QRectF, signs: tuple[str, ...]) -> None:
        """All that is left of a page without words: its signs, in rows of five at the most."""
        disc, gap = self._look.px(112), self._look.px(56)
        rows = -(-len(signs) // 5)
        each = -(-len(signs) // max(1, rows))
        top = room.center().y() - (disc * rows + gap * (rows - 1)) / 2 + disc / 2
        for row in range(rows):
            part = signs[row * each : (row + 1) * each]
            left = room.center().x() - (disc * len(part) + gap * (len(part) - 1)) / 2 + disc / 2
            for sign in part:
                self._draw_sign(painter, QPointF(left, top), disc, sign)
                left += disc + gap
            top += disc + gap

    def _draw_sign(self, painter: QPainter, centre: QPointF, disc: float, sign: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_GROUND)
        painter.drawEllipse(centre, disc / 2, disc / 2)
        if sign:
            side = disc * 0.52
            place = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            draw_glyph(painter, place, sign, colour("accent"))


def _sign(signs: tuple[str, ...], place: int) -> str:
    return signs[min(place, len(signs) - 1)]


def side_by_side(lines: tuple[Lines, ...]) -> list[tuple[str, ...]]:
    """Each idea in every language of the page; empty where a language has no words for it."""
    languages = list(dict.fromkeys(line.language for each in lines for line in each if line.text))
    rows = [{line.language: line.text for line in each} for each in lines]
    return [tuple(row.get(language, "") for language in languages) for row in rows]
