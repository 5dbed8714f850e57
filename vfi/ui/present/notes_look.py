"""How the clinician's second screen looks: always dark, its words, buttons and lines."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from vfi.ui.icons import glyph_pixmap
from vfi.ui.tokens import tokens


def dark(name: str) -> str:
    """A colour of the dark theme, whichever theme is in use."""
    return tokens().colours["dark"][name]


def label(text: str, tone: str, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    """Words; `tone`: plain, dim, accent, trouble. From 18 pixels on they go on in a new line."""
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


def button(glyph: str, words: str, key: str, act: Callable[[], object], *, first: bool = False) -> QPushButton:
    made = QPushButton()
    say_on(made, words, key)
    made.setObjectName("notesFirst" if first else "notesButton")
    made.setIcon(glyph_pixmap(glyph, 16, QColor(dark("onAccent" if first else "text")), made.devicePixelRatioF()))
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.clicked.connect(lambda _on=False: act())
    return made


def say_on(button: QPushButton, words: str, key: str) -> None:
    """The button says this, with the key that does the same."""
    button.setText(f" {words}  ({key})")
    button.setAccessibleName(words)


def line() -> QFrame:
    line = QFrame()
    line.setObjectName("notesLine")
    line.setFixedHeight(1)
    return line


def style() -> str:
    """The style sheet of the screen."""
    c = dark
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
