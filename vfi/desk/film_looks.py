"""How the films of a session were looked at last: view settings beside the codings, never in them.

`view.json` in the session's folder. Whatever is wrong with it, the films are shown as they were taken.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from vfi.core.errors import BadInput, CouldNot
from vfi.core.looks import AS_FILMED, PictureLook
from vfi.desk.session import SessionDesk


def read_looks(desk: SessionDesk) -> dict[str, PictureLook]:
    """The look of each film, by the film's path as the session names it; films that are missing were never changed."""
    try:
        raw = json.loads(desk.vault.read(_place(desk))) if desk.vault.exists(_place(desk)) else {}
        films = raw.get("films", {}).items()
    except (CouldNot, ValueError, AttributeError):
        return {}
    looks: dict[str, PictureLook] = {}
    for film, values in films:
        with contextlib.suppress(TypeError, BadInput):
            looks[film] = PictureLook(**values)
    return looks


def keep_looks(desk: SessionDesk, looks: Mapping[str, PictureLook]) -> None:
    """Write them down; a library that can only be read does without."""
    films = {film: asdict(look) for film, look in sorted(looks.items()) if look != AS_FILMED}
    text = json.dumps({"films": films}, ensure_ascii=False, indent=1) + "\n"
    with contextlib.suppress(CouldNot):
        if films or desk.vault.exists(_place(desk)):
            desk.vault.write(_place(desk), text.encode())


def _place(desk: SessionDesk) -> str:
    return f"{desk.folder}/view.json".removeprefix("/")
