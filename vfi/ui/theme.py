"""From tokens to Qt: fonts, palette, style sheet and the signal that tells painted parts to repaint."""

from __future__ import annotations

import sys
from functools import cache
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from vfi.ui.icons import glyph_icon, load_glyphs
from vfi.ui.style import VfiStyle
from vfi.ui.tokens import CodeColour, ThemeName, assets, tokens

Choice = Literal["system", "light", "dark"]
Weight = Literal["regular", "medium", "semibold"]

_WEIGHTS = {
    "regular": QFont.Weight.Normal,
    "medium": QFont.Weight.Medium,
    "semibold": QFont.Weight.DemiBold,
}
_MARK = "mark"


class Theme(QObject):
    """What everything that is drawn asks for its colours, fonts and sizes.

    `choice` is what the person chose; `name` is what that means now. `scale` is the size of text, 1.0 to 1.5;
    rows and controls grow with it, lines do not.
    """

    changed = Signal()
    """Colours or sizes are other than before: repaint."""

    def __init__(self, choice: Choice = "system", scale: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens()
        self._choice: Choice = choice
        self._scale = scale
        self._app: QApplication | None = None
        self._name: ThemeName = "light"
        self._name = self._resolved()

    # ---- what is in force

    @property
    def name(self) -> ThemeName:
        return self._name

    @property
    def dark(self) -> bool:
        return self._name == "dark"

    @property
    def choice(self) -> Choice:
        return self._choice

    @property
    def scale(self) -> float:
        return self._scale

    # ---- colours

    def hex(self, name: str) -> str:
        """The colour as `#RRGGBB`."""
        return self._tokens.colours[self._name][name]

    def colour(self, name: str, alpha: float = 1.0) -> QColor:
        """A colour of the tokens by name (`accent`, `text2`, ...)."""
        colour = QColor(self.hex(name))
        if alpha < 1.0:
            colour.setAlphaF(alpha)
        return colour

    def code_colour(self, id: str) -> CodeColour:
        """The colours of a code; `mark` and unknown ids are drawn in `text2` without a pattern."""
        found = self._tokens.codes[self._name].get(id)
        if found is not None:
            return found
        return CodeColour(_MARK, "solid", self.hex("text2"), self.hex("panel"), self.hex("sunken"))

    @property
    def code_colours(self) -> tuple[CodeColour, ...]:
        """The ten, in their order."""
        return tuple(self._tokens.codes[self._name].values())

    # ---- type and sizes

    def font(self, role: str = "body", weight: Weight = "regular") -> QFont:
        """Noto Sans with digits of one width, at the size of this role (`caption`, `body`, `title`, `time`, ...)."""
        font = QFont(list(self._tokens.families))
        font.setPointSizeF(self._points(role))
        font.setWeight(_WEIGHTS[weight])
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
        return font

    def px(self, pixels: float) -> int:
        """A length that grows with the text: heights of rows, widths of columns of text."""
        return round(pixels * self._scale)

    def size(self, name: str) -> int:
        """A size of the tokens (`row`, `topbar`, ...) grown with the text; the rail and lines stay."""
        return self.px(self._tokens.size[name])

    def ms(self, name: str) -> int:
        """A duration of the tokens; 0 when the system asks for less motion."""
        app = QApplication.instance()
        calm = isinstance(app, QApplication) and not app.isEffectEnabled(Qt.UIEffect.UI_General)
        return 0 if calm and name not in {"toast", "tooltip"} else self._tokens.duration[name]

    def icon(self, name: str, colour: str = "text2", active: str | None = None) -> QIcon:
        """A Phosphor icon by its name without prefix (`film-strip`, `play-fill`).

        Drawn at any size and in the colours of the theme at the moment of drawing; `active` is the colour while
        hovered or pressed (default: `text`), switched-on icons are `accent`, disabled ones `disabled`.
        """
        return glyph_icon(self, name, colour, active or ("text" if colour == "text2" else colour))

    # ---- changing

    def choose(self, choice: Choice) -> None:
        """Light, dark, or as the system."""
        self._choice = choice
        self._refresh()

    def set_scale(self, scale: float) -> None:
        """The size of text, 1.0 to 1.5."""
        self._scale = min(1.5, max(1.0, scale))
        self._refresh(force=True)

    def apply(self, app: QApplication) -> None:
        """Dress the whole program: style, fonts, palette, style sheet; follows the system from now on."""
        load_fonts()
        load_glyphs()
        self._app = app
        self._name = self._resolved()
        app.setStyle(VfiStyle(self))
        self._dress()
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._refresh())

    def _refresh(self, force: bool = False) -> None:
        name = self._resolved()
        if name == self._name and not force:
            return
        self._name = name
        self._dress()

    def _dress(self) -> None:
        if self._app is not None:
            self._app.setFont(self.font())
            self._app.setPalette(self.palette())
            self._app.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def _resolved(self) -> ThemeName:
        if self._choice != "system":
            return self._choice
        hints = QGuiApplication.styleHints() if QGuiApplication.instance() is not None else None
        return "dark" if hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _points(self, role: str) -> float:
        # a point is 1/72 inch at 96 dots on Windows and Linux; macOS counts 72 dots to the inch
        return self._tokens.points[role] * self._scale * (96 / 72 if sys.platform == "darwin" else 1.0)

    def palette(self) -> QPalette:
        """The colours of standard widgets."""
        role = QPalette.ColorRole
        palette = QPalette()
        for name, roles in {
            "window": (role.Window,),
            "raised": (role.Base, role.Button),
            "panel": (role.AlternateBase, role.ToolTipText, role.Light),
            "text": (role.Text, role.WindowText, role.ButtonText, role.HighlightedText, role.ToolTipBase),
            "text3": (role.PlaceholderText,),
            "selection": (role.Highlight,),
            "accent": (role.Accent, role.Link, role.LinkVisited),
            "lineStrong": (role.Mid,),
            "line": (role.Midlight,),
            "control": (role.Dark, role.Shadow),
        }.items():
            for one in roles:
                palette.setColor(one, self.colour(name))
        for one in (role.Text, role.WindowText, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, one, self.colour("disabled"))
        return palette

    def style_sheet(self) -> str:
        """The one template of `assets/vfi.qss` with this theme's colours, and sizes grown with the text."""
        values = dict(self._tokens.colours[self._name])
        values |= {f"pt_{role}": f"{self._points(role):.2f}pt" for role in self._tokens.points}
        values |= {f"h{height}": f"{self.px(height)}px" for height in (18, 20, 22, 24, 26, 30, 32)}
        # a field keeps its height when its edge becomes twice as wide
        values |= {f"h{height}in": f"{self.px(height) - 2}px" for height in (24, 30)}
        template = Template((assets() / "vfi.qss").read_text(encoding="utf-8"))
        return template.substitute(values)


@cache
def load_fonts() -> None:
    """Make the fonts that ship known to Qt (Noto Sans, Arabic, Hebrew)."""
    for file in sorted((assets() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
