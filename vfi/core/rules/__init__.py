"""What a key, a drag or a click does to a coding: pure functions that answer with a `Decision`.

None of them changes the coding; the desk hands the decision's batch to the history. Times are edges of frames on
the session clock (`FilmClock`); a state's end is the start of the first frame *without* the behaviour.
"""

from __future__ import annotations

from vfi.core.rules.decision import Choice, Decision, Prompt, PromptKind, Said
from vfi.core.rules.details import (
    answer_prompt,
    comment,
    link,
    link_prompt,
    next_prompt,
    open_questions,
    set_modifier,
    star,
)
from vfi.core.rules.edges import Edge, nudge, set_edge
from vfi.core.rules.keys import mark, press
from vfi.core.rules.recode import recode
from vfi.core.rules.removal import delete

__all__ = [
    "Choice",
    "Decision",
    "Edge",
    "Prompt",
    "PromptKind",
    "Said",
    "answer_prompt",
    "comment",
    "delete",
    "link",
    "link_prompt",
    "mark",
    "next_prompt",
    "nudge",
    "open_questions",
    "press",
    "recode",
    "set_edge",
    "set_modifier",
    "star",
]
