"""The sentences of keys, forms, scores and the command line."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    # what a key did when it was not simple
    "already-coded-here": N_("{code} is already coded on this picture."),
    "already-marked": N_("This picture is already marked."),
    "already-lasting": N_("{code} is going on already. The key of another code ends it."),
    "already-starts-here": N_("{code} already starts on this picture."),
    "start-withdrawn": N_("{code} would have ended on the picture where it started, so its start was taken back."),
    "start-replaced": N_("{code} started on this very picture; it was taken back, and {new} stands instead."),
    "end-before-start": N_("{code} started later, at {time}. It cannot end before that; nothing was changed."),
    "lasts-to-next": N_("{code} lasts from here to the next start, at {time}."),
    "cut-short": N_("{code} now ends here."),
    "ends-sooner": N_("{code} now ends here, sooner than before."),
    "links-cleared": N_("What had answered it answers nothing now ({n})."),
    "one-before-goes-on": N_("The one before goes on, so that there is no gap."),
    "stopped-at-film": N_("The film has no picture further on."),
    "stopped-at-neighbour": N_("It stopped at its neighbour, at {time}."),
    "point-has-no-end": N_("This is a moment: it has no end to move."),
    "still-open": N_("It is still open; its key, or a click on the timeline, ends it."),
    "start-after-end": N_("It cannot start after it has ended; nothing was changed."),
    "end-before-its-start": N_("It cannot end before it has started; nothing was changed."),
    "ends-with-next": N_("Here there is no gap: it ends where the next one begins."),
    "coding-read-only": N_("This coding can only be read at the moment; nothing was changed."),
    "no-such-choice": N_("There is no answer {n}; choose 1 to {last}."),
    "ask-modifier": N_("{code}: {modifier}?"),
    "ask-link": N_("{code} answers which {to}?"),
    # details
    "no-such-event": N_("This event is not there any more."),
    "no-such-tier": N_("The scheme has no tier “{tier}”."),
    "unknown-code": N_("The scheme has no code “{code}” in the tier “{tier}”."),
    "no-such-modifier": N_("{code} has no detail “{modifier}”."),
    "no-such-option": N_("“{option}” is not one of the choices of {modifier}."),
    "one-option-only": N_("{modifier} takes one choice only."),
    "modifier-not-a-number": N_("{modifier} must be a number, and “{text}” is none."),
    "answers-nothing": N_("In this scheme {code} does not answer anything."),
    "link-does-not-fit": N_("In this scheme {code} does not answer {to}."),
    "link-to-later": N_("{code} can only answer something that came before it."),
}
"""What went wrong, or what was done."""

LABELS: dict[str, str] = {
    "code-point": N_("coding a moment"),
    "mark": N_("marking a moment"),
    "start-state": N_("starting"),
    "end-state": N_("ending"),
    "withdraw-start": N_("taking back a start"),
    "move": N_("moving a moment"),
    "move-start": N_("moving a start"),
    "move-end": N_("moving an end"),
    "delete": N_("deleting"),
    "modifier": N_("a detail"),
    "link": N_("a link"),
    "comment": N_("a comment"),
    "star": N_("a star"),
    "import": N_("importing"),
}
"""What undo takes back, after "Undo"."""

REMEDIES: dict[str, str] = {}
"""What to do about it, where the sentence does not say so."""
