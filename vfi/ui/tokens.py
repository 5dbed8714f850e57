"""The numbers of the look, read once from `assets/tokens.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class CodeColour:
    """One of the ten colours of codes in one theme: `#RRGGBB` for its fill, for writing on it, and its tint."""

    id: str
    pattern: str
    fill: str
    on: str
    tint: str


@dataclass(frozen=True)
class Tokens:
    """Colours per theme, type sizes in points at 96 dpi, sizes in pixels, durations in milliseconds."""

    colours: dict[ThemeName, dict[str, str]]
    codes: dict[ThemeName, dict[str, CodeColour]]
    points: dict[str, float]
    size: dict[str, int]
    radius: dict[str, int]
    duration: dict[str, int]
    families: tuple[str, ...]
    parent: dict[str, str]


def assets() -> Path:
    """The folder of what ships beside the code."""
    return Path(str(resources.files("vfi"))) / "assets"


@cache
def tokens() -> Tokens:
    """The tokens, read on first use."""
    raw: dict[str, Any] = json.loads((assets() / "tokens.json").read_text(encoding="utf-8"))
    themes: tuple[ThemeName, ThemeName] = ("light", "dark")
    return Tokens(
        colours={name: dict(raw[name]) for name in themes},
        codes={
            name: {
                code["id"]: CodeColour(
                    id=code["id"],
                    pattern=code["pattern"],
                    fill=code[name]["fill"],
                    on=code[name]["on"],
                    tint=code[name]["tint"],
                )
                for code in raw["codes"]
            }
            for name in themes
        },
        points={name: float(value) for name, value in raw["font"]["scale_pt"].items()},
        size={name: int(value) for name, value in raw["size_px"].items()},
        radius={name: int(value) for name, value in raw["radius_px"].items()},
        duration={name: int(value) for name, value in raw["duration_ms"].items()},
        families=tuple(raw["font"]["families"]),
        parent={name: value for name, value in raw["parent"].items() if isinstance(value, str)},
    )
