"""The other half of the gate: what may reach a parent's eye is decided here and nowhere else."""

from __future__ import annotations

from vfi.core.events import Event
from vfi.core.scheme import Code, Scheme


def may_reach_parent(what: Code | Event, scheme: Scheme) -> bool:
    """May a moment of this code, or this very event, be shown to a parent?

    The code must say so, be about behaviour (not *cannot see*), and belong to the scheme. An event must, besides,
    hold no choice that takes it away again: a cue that was *not answered* is no moment to show. What is unknown is
    not shown. Comments, codes' names and choices never reach a parent at all: only `parent_words` do.
    """
    if isinstance(what, Code):
        return what.parent_safe and what.special is None and scheme.code(what.tier, what.id) is not None
    code = scheme.code(what.tier, what.code)
    if code is None or not may_reach_parent(code, scheme):
        return False
    modifiers = {modifier.id: modifier for modifier in code.modifiers}
    for id, value in what.modifiers:
        modifier = modifiers.get(id)
        if modifier is None:
            return False
        for choice in (value,) if isinstance(value, str) else value:
            option = modifier.option(choice)
            if modifier.options and (option is None or not option.parent_safe):
                return False
    return True


def parent_words(code: Code, language: str) -> str:
    """The words a parent may read about this code, in their language; empty when there are none.

    A region falls back to its language (`en-GB` to `en`), never a language to another one, and never to the label.
    """
    if not code.parent_safe or code.special is not None:
        return ""
    return code.parent_label.get(language) or code.parent_label.get(language.split("-")[0].split("_")[0], "")
