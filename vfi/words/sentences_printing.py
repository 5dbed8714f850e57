"""Sentences about what is printed."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "paper-no-glyph": N_("The fonts for paper cannot draw these characters: {characters}."),
    "paper-too-full": N_("There are too many words for this card: they would be too small to read."),
    "paper-not-set": N_("The pages could not be made: {reason}"),
    "paper-name-taken": N_("There is a file at {path} already."),
    "paper-not-pdf": N_("Pages are written as PDF: {path} has another ending."),
    "paper-no-such-visit": N_("There is no visit “{visit}” with this deck."),
    "paper-no-such-clip": N_("The deck has no clip “{clip}” that may be shown to a parent."),
    "paper-no-such-purpose": N_("A script is printed for a shared review or for supervision, not for “{purpose}”."),
    "paper-no-such-idea": N_("There is no picture of an idea “{idea}”."),
    "paper-nothing-on-it": N_("This card would have nothing on it: no picture, no words and no idea."),
    "printer-failed": N_("The printer “{printer}” did not take the pages."),
}

REMEDIES: dict[str, str] = {
    "paper-no-glyph": N_("Write the words without them, or leave this language out."),
    "paper-too-full": N_("Choose fewer of the words, or a larger card."),
    "paper-name-taken": N_("Choose another name: what was printed is not replaced."),
    "paper-not-pdf": N_("End its name with .pdf."),
    "paper-no-such-visit": N_("There are: {visits}."),
    "paper-no-such-idea": N_("There are: {ideas}."),
    "paper-nothing-on-it": N_("Choose a picture or an idea."),
    "printer-failed": N_("Look at the printer, or save the pages as PDF."),
}
