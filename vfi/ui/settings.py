"""What this machine remembers of its users' choices: described once as data, kept in one small file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, BinaryIO

from platformdirs import user_config_path, user_documents_path, user_log_path

from vfi.core.errors import CouldNot
from vfi.files import durable

LANGUAGES = (("en", "English"), ("ar", "العربية"))
THEMES = ("system", "light", "dark")
SCALES = (1.0, 1.15, 1.3, 1.5)
LEAST_PICTURES = 64
"""MB: below this hardly a second of film is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices of one machine; none of them about a family."""

    theme: str = "system"
    language: str = "en"
    text_scale: float = 1.0
    library: str = ""
    """Folder of the library; empty: `vfi library` in the documents."""
    library_seen: str = ""
    """Folder of the library that was last read here: if it is not there, it has gone and is not new."""
    coders: tuple[str, ...] = ()
    """Who codes here, the one who was last first."""
    keys: dict[str, str] = field(default_factory=dict)
    """Command id -> key that was chosen instead of its default; empty: none."""
    idle_minutes: int = 15
    """After so long without a key or a click, who is coding is asked again; 0: never."""
    picture_memory: int = 0
    """MB for decoded pictures of all films that are open; 0: what suits this machine."""
    step_sound: bool = False
    """A short grain of the sound is heard at each step."""
    arranged: dict[str, list[int]] = field(default_factory=dict)
    """Columns and rows of the Code room as they were left by hand (pixels)."""
    window: str = ""
    """Geometry of the window as the toolkit packs it (hex)."""

    @property
    def picture_bytes(self) -> int | None:
        """The same in bytes; None: what suits this machine."""
        return max(LEAST_PICTURES, self.picture_memory) << 20 if self.picture_memory > 0 else None

    @property
    def library_path(self) -> Path:
        return Path(self.library) if self.library else default_library()


def default_library() -> Path:
    """The folder `vfi library` in the person's documents."""
    return Path(user_documents_path()) / "vfi library"


def default_settings_file() -> Path:
    return Path(user_config_path("vfi", appauthor=False)) / "settings.json"


def log_folder() -> Path:
    return Path(user_log_path("vfi", appauthor=False))


class SettingsFile:
    """Reads and writes the settings; a file that cannot be read gives the defaults and is not thrown away."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or default_settings_file()
        self._unknown: dict[str, Any] = {}
        self.now = self._read()

    def change(self, **values: Any) -> Settings:
        """Set some and write them down.

        A machine that lets nothing be written keeps them until the program ends; nobody is stopped by that.
        """
        self.now = replace(self.now, **values)
        text = json.dumps({**self._unknown, **asdict(self.now)}, ensure_ascii=False, indent=1) + "\n"

        def fill(stream: BinaryIO) -> None:
            stream.write(text.encode("utf-8"))

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            durable.write_whole(self._path, fill)
        except (OSError, CouldNot):
            return self.now
        return self.now

    def _read(self) -> Settings:
        try:
            raw = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError):
            return Settings()
        if not isinstance(raw, dict):
            return Settings()
        known = {item.name: item.default for item in fields(Settings)}
        self._unknown = {name: value for name, value in raw.items() if name not in known}
        good: dict[str, Any] = {}
        standard = Settings()
        for name in known:
            if name not in raw:
                continue
            value = tuple(raw[name]) if name == "coders" and isinstance(raw[name], list) else raw[name]
            like = getattr(standard, name)
            if isinstance(value, type(like)) or (isinstance(like, float) and isinstance(value, int)):
                good[name] = value
        if good.get("theme", "system") not in THEMES:
            good.pop("theme")
        return Settings(**good)
