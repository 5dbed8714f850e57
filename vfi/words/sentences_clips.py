"""Sentences about clips and stills."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "no-glyph": N_("No font here can draw these characters: {characters}."),
    "padding-unclear": N_("“{text}” is neither seconds (2.5) nor frames (12f)."),
    "padding-negative": N_("What is shown before and after an event cannot be less than nothing."),
    "padding-both": N_("Give what is shown before and after either in seconds or in frames."),
    "clip-empty": N_("The clip would end (frame {last}) before it begins (frame {first})."),
    "clip-not-written": N_("The clip could not be written: {reason}. No half file was left."),
    "clip-not-as-ordered": N_(
        "The clip that was written is not what was asked for ({what}: expected {expected}, found {found}), "
        "so it was deleted."
    ),
    "clip-worker-died": N_("Writing the clips ended by itself. No half file was left."),
    "clips-none-chosen": N_("There is no event or mark to make a clip of."),
    "clips-no-such-event": N_("There is no event “{event}” in this coding."),
    "clips-no-such-code": N_("The scheme has no code “{code}”."),
    "clips-all-team-only": N_("None of these moments may be shown to a parent, and this export is for the family."),
    "no-case-for-consent": N_("{path} lies in no case, so there is no family who could agree."),
    "person-missing": N_("Say who agreed, as the team calls them."),
    "agreement-over-before-given": N_("The consent would be over on {expires}, before it was given on {date}."),
    "clips-which-coding": N_("This session has no coding “{coding}”."),
    "no-such-consent": N_("This case has no consent “{consent}”."),
}

REMEDIES: dict[str, str] = {
    "no-glyph": N_("Write the words without them, or install a font that has them."),
    "clip-not-written": N_("Make room, or choose another folder."),
    "clip-not-as-ordered": N_("Please try again; if it happens again, keep the film and tell us."),
    "clip-worker-died": N_("Try again; a smaller selection needs less memory."),
    "clips-none-chosen": N_("Mark a moment with M, star an event, or name a code."),
    "clips-which-coding": N_("There are: {codings}."),
    "no-case-for-consent": N_("Put the session's folder into a case's folder, or make it there with `vfi new`."),
    "clips-all-team-only": N_("Choose moments whose code has words for parents, or export them for supervision."),
}
