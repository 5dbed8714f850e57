"""Sentences about words for parents, moments that were found, concept cards and spoken texts."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "found-star": N_("Starred: {code}, at {at}"),
    "found-mark": N_("Your mark at {at}"),
    "found-turns": N_("{codes}: {turns} turns"),
    "found-back": N_("Turned away, back after {seconds} s"),
    "found-waited-back": N_("Turned away, you waited, back after {seconds} s"),
    "found-shared": N_("Together for {seconds} s: {codes}"),
    "deck-stretch-unsafe": N_("Clip {clip} also holds a moment that is not for parents: “{code}”, at {at}."),
    "asks-judging": N_("“{word}” may be heard as a judgement. Say what happens instead?"),
    "asks-blaming": N_("“{word}” may be heard as blame. Say what happens instead?"),
    "asks-telling": N_("“{word}” tells them what to do. Say what you see, or ask?"),
    "asks-absolute": N_("“{word}” is about more than this film. Say what happens here?"),
    "asks-trade": N_("“{word}” is a word of our trade. Is there a plainer one?"),
    "asks-plainer": N_("“{word}” is a word of our trade. “{plain}”, perhaps?"),
    "asks-code": N_("“{word}” is what the team calls it. How would the family say it?"),
    "asks-exam": N_("“{word}” can feel like an exam. “What do you like here?”, perhaps?"),
    "asks-long": N_("{words} words. Could {most} say it?"),
    "asks-long-sentence": N_("A sentence of {words} words. Could it be two?"),
    "asks-slot": N_("Nothing stands for {word} here: it would be shown as it is. Write the word itself?"),
    "asks-shown-at-once": N_("Could they see it before they read it? Then leave the words on key."),
    "deck-texts-missing": N_("Pages and buttons have no words in {language} yet: they show signs and pictures alone."),
    "deck-texts-unchecked": N_("Nobody has checked the words on pages and buttons in {language} yet."),
    "picture-broken": N_("The picture {path} cannot be drawn, so ours is shown instead of it."),
    "picture-too-large": N_("The picture {path} is larger than {most} MB, so ours is shown instead of it."),
    "picture-of-no-concept": N_("This picture is for a concept “{id}” that no table of texts has."),
    "picture-name": N_("“{name}” is no table of texts and no picture of a concept, so it is not used."),
}

REMEDIES: dict[str, str] = {
    "picture-broken": N_("Save it again as a plain SVG or as a PNG."),
    "picture-too-large": N_("Make it smaller: 2000 points across are plenty."),
    "picture-of-no-concept": N_("Add the concept to the table, or name the picture after one that is there."),
    "picture-name": N_("Pictures are named concept-<id>.svg or concept-<id>.png, tables <language>.toml."),
}
