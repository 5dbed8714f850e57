"""Fusion with the marks that a style sheet cannot draw: focus ring, tick boxes, switches' track, carets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

if TYPE_CHECKING:
    from vfi.ui.theme import Theme

RING = 2
GAP = 1
TICK = 16


class VfiStyle(QProxyStyle):
    """Fusion, drawn with the tokens where Fusion draws its own."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        match metric:
            case QStyle.PixelMetric.PM_FocusFrameHMargin | QStyle.PixelMetric.PM_FocusFrameVMargin:
                return RING + GAP
            case QStyle.PixelMetric.PM_IndicatorWidth | QStyle.PixelMetric.PM_IndicatorHeight:
                return self._theme.px(TICK)
            case QStyle.PixelMetric.PM_CheckBoxLabelSpacing:
                return 10
            case _:
                return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: object = None,  # noqa: N803 - Qt's own name
    ) -> int:
        if hint == QStyle.StyleHint.SH_ToolTip_WakeUpDelay:
            return self._theme.ms("tooltip")
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1  # a ring that lay beneath would be cut off by the row that the control stands in
        return super().styleHint(hint, option, widget, returnData)  # type: ignore[arg-type]

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == QStyle.ControlElement.CE_FocusFrame:
            draw_ring(painter, QRectF(option.rect), self._theme)
            return
        super().drawControl(element, option, painter, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == QStyle.PrimitiveElement.PE_FrameFocusRect:
            return  # the ring outside the control says it
        if element == QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            state = option.state
            draw_tick(
                painter,
                QRectF(option.rect),
                self._theme,
                on=bool(state & QStyle.StateFlag.State_On),
                enabled=bool(state & QStyle.StateFlag.State_Enabled),
                hovered=bool(state & QStyle.StateFlag.State_MouseOver),
            )
            return
        super().drawPrimitive(element, option, painter, widget)


def draw_ring(painter: QPainter, rect: QRectF, theme: Theme, radius: float = 8.5, width: float = RING) -> None:
    """The focus ring just inside this rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("focus"), width))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def draw_tick(painter: QPainter, rect: QRectF, theme: Theme, *, on: bool, enabled: bool, hovered: bool) -> None:
    """A tick box filling this rectangle's smaller side."""
    side = min(rect.width(), rect.height())
    box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side).adjusted(
        0.75, 0.75, -0.75, -0.75
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if on and enabled:
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        painter.setBrush(theme.colour("accent"))
    else:
        edge = "line" if not enabled else "text2" if hovered else "control"
        painter.setPen(QPen(theme.colour(edge), 1.5))
        painter.setBrush(theme.colour("raised") if enabled else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3.5, 3.5)
    if on:
        mark = QPainterPath(QPointF(box.left() + side * 0.2, box.top() + side * 0.47))
        mark.lineTo(box.left() + side * 0.39, box.top() + side * 0.66)
        mark.lineTo(box.left() + side * 0.72, box.top() + side * 0.27)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("onAccent" if enabled else "disabled"), 1.6))
        painter.drawPath(mark)
    painter.restore()
