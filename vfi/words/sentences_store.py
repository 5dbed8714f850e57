"""The sentences of schemes, case and session files, consent, the audit file and `vfi check`."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    # any TOML file
    "file-not-utf8": N_("This line holds characters that are not UTF-8 text."),
    "file-not-toml": N_("This line cannot be read: {why}."),
    "file-key-missing": N_("“{key}” is missing or empty."),
    "file-wrong-type": N_("“{key}” must be {wanted}."),
    "file-bad-id": N_("“{value}” is not an id: use small letters, digits and hyphens, like “babys-start”."),
    "file-not-a-choice": N_("“{value}” is not known for “{key}”. It can be: {choices}."),
    "file-bad-date": N_("“{value}” is not a date. Write it like 2026-03-11."),
    "file-unknown-key": N_("“{key}” means nothing here. It is kept, and has no effect."),
    "file-unknown-key-meant": N_("“{key}” means nothing here. Did you mean “{meant}”?"),
    "file-conflict-copy": N_("“{file}” looks like a second version that a sync tool or a file manager has made."),
    "file-names-alike": N_("“{file}” and “{other}” are one and the same name on Windows and macOS."),
    "bad-date": N_("“{text}” is not a date."),
    "bad-folder-name": N_("“{name}” cannot be the name of a folder here."),
    # schemes
    "scheme-findings": N_("This coding scheme cannot be used yet. Problems to put right: {errors}."),
    "scheme-newer": N_("This scheme is written in format {format}; this program knows format {known}."),
    "scheme-bad-version": N_("“{value}” is not a version. Write two or three numbers, like 1.2 or 1.2.0."),
    "scheme-bad-language": N_("“{value}” is not a language. Write it like “en”, “ar” or “pt-BR”."),
    "scheme-empty": N_("There is no tier in this scheme yet."),
    "scheme-tier-empty": N_("The tier “{tier}” has no code."),
    "scheme-id-twice": N_("There is another {kind} “{value}” in line {first}."),
    "scheme-id-reserved": N_("A {kind} cannot be called “{value}”: that name is taken."),
    "scheme-unknown-reference": N_("There is no {kind} “{value}”."),
    "scheme-unknown-reference-meant": N_("There is no {kind} “{value}”. Did you mean “{meant}”?"),
    "scheme-exhaustive-needs-two": N_("In the tier “{tier}” one code must follow the other, so it needs at least two."),
    "scheme-rule-on-points": N_("The tier “{tier}” holds moments; a rule is for what lasts, and has no effect here."),
    "scheme-unknown-colour": N_("There is no colour “{value}”. Choose one of: {choices}."),
    "scheme-unscorable-point": N_("“{code}” takes time out of the count, so it must last: put it into a state tier."),
    "scheme-nothing-excluded": N_("“{code}” does not say what does not count. Coders differ most where this is empty."),
    "scheme-special-for-parents": N_("“{code}” is about the film, not the family: it cannot be shown to parents."),
    "scheme-no-words-for-parents": N_("“{code}” may be shown to parents, and has no words for them."),
    "scheme-words-not-for-parents": N_("“{code}” has words for parents, and may not be shown to them."),
    "scheme-too-many-words": N_("The words for parents of “{code}” ({language}) are {words}; {most} is the most."),
    "scheme-too-few-options": N_("“{modifier}” needs at least two choices."),
    "scheme-options-without-choice": N_("“{modifier}” is typed in, so its choices have no effect."),
    "scheme-no-such-key": N_("“{value}” is not a key for a code: use one letter or digit."),
    "scheme-key-twice": N_("{key} is used twice: “{code}” and “{other}” (line {first}) have the same key."),
    "scheme-key-clash": N_("{key} is the key of “{code}”, and does something else in the program."),
    "scheme-wins-over-nothing": N_("The scheme claims the key {key}, and no code uses it."),
    "scheme-bad-window": N_("A window of {value} seconds is none: it must be longer than 0."),
    "scheme-bad-ref": N_("“{value}” names no scheme. Write its id and version, like “attuned-moments@1.2”."),
    "scheme-ref-taken": N_("This session already has another scheme of the name and version {scheme}."),
    "scheme-copy-missing": N_("The session's copy of the scheme {scheme} is not there ({path})."),
    "scheme-copy-differs": N_("The session's copy of the scheme {scheme} was changed after coding began ({path})."),
    "scheme-copy-renamed": N_("This copy holds the scheme {scheme}, and has another name."),
    # library, case, session
    "record-findings": N_("{path} cannot be used as it is. Problems to put right: {errors}."),
    "record-exists": N_("There is one already: {path}."),
    "record-missing": N_("{file} is not there."),
    "record-no-format": N_("The file is empty, or not whole: it does not say “format = {known}”."),
    "record-unknown-format": N_("There is no format {format}: the first is {known}."),
    "record-newer": N_("{path} was written by a newer version of the program: it can be read, not changed."),
    "record-of-newer-format": N_("Written by a newer version of the program (format {format}): can only be read."),
    "record-changed-meanwhile": N_("Somebody else has changed the same thing (“{field}”) in {path}."),
    "case-unknown-flag": N_("The flag “{value}” is not known. Did you mean “{meant}”? It counts all the same."),
    "session-film-outside": N_("“{path}” leads out of the session's folder."),
    "session-bad-fingerprint": N_("“{value}” is not a fingerprint: it has 64 characters from 0 to 9 and a to f."),
    "session-no-film": N_("The session has no film yet."),
    "session-reviews-unknown": N_("The session that was watched, “{session}”, is not in this case."),
    "session-unknown-person": N_("“{person}” was there, and is not among the people of the case."),
    "session-film-locked": N_("This film stays locked. {why}"),
    "session-scheme-missing": N_("The scheme {scheme}, which new codings start with, has no copy in the session."),
    "session-film-missing": N_("The film “{film}” is not where it was."),
    "session-film-replaced": N_("The film “{film}” is not the one that was coded: its content is different."),
    # codings
    "coding-torn-tail": N_("The last line was not written to its end ({bytes} bytes)."),
    "coding-torn-kept": N_("“{file}” keeps the beginning of a line whose writing was cut off."),
    "coding-fork": N_("“{file}” holds edits that were made while somebody else was writing the same coding."),
    "coding-renamed": N_("The file was renamed: inside it is called “{coding}”."),
    "coding-other-session": N_("This coding was made for the session “{session}”."),
    "coding-id-twice": N_("“{coding}” is also in the file {other}."),
    "coding-unknown-tier": N_("At {time}: the scheme has no tier “{tier}”."),
    "coding-unknown-code": N_("At {time}: the tier “{tier}” has no code “{code}”."),
    "coding-wrong-type": N_("At {time}: “{code}” is a moment where it should last, or lasts where it is a moment."),
    "coding-unknown-modifier": N_("At {time}: “{code}” has no detail “{detail}”."),
    "coding-unknown-option": N_("At {time}: this choice of a detail of “{code}” is not known: {detail}."),
    "coding-broken-link": N_("At {time}: it answers an event that is not there ({to})."),
    "coding-answers-itself": N_("At {time}: it answers itself."),
    "coding-beyond-film": N_("At {time}: it lies beyond the film's end, {end}."),
    "coding-watched-beyond-film": N_("“{tier}” is marked as watched beyond the film's end, {end}."),
    "coding-states-overlap": N_("At {time}: in “{tier}” two codes go on at the same time."),
    "coding-gaps": N_("“{tier}” should have no gaps, and has {n} ({length} in all); the first is at {time}."),
    # the audit file
    "audit-no-header": N_("The audit file does not begin as one."),
    "audit-newer": N_("The audit file was written by a newer version of the program."),
    "audit-line-torn": N_("Line {line} of the audit file was not written to its end."),
    "audit-line-unreadable": N_("Line {line} of the audit file cannot be read."),
    "audit-chain-broken": N_(
        "Line {line} of the audit file does not follow from the one before: one was changed, or one is missing."
    ),
    "audit-unknown-act": N_("Line {line} of the audit file: “{value}” is nothing that this program writes down."),
    "audit-unknown-act-meant": N_("Line {line} of the audit file: “{value}” is not known. Was “{meant}” meant?"),
    "audit-unknown-key": N_("Line {line} of the audit file: “{value}” means nothing here."),
    "audit-unknown-key-meant": N_("Line {line} of the audit file: “{value}” means nothing here. Was “{meant}” meant?"),
    "audit-not-written": N_(
        "{why} Nothing is exported, presented or printed without an entry in the case's audit file."
    ),
    "consent-not-noted": N_("{why} The agreement was not written down: it needs an entry in the case's audit file."),
    "withdrawn-not-noted": N_(
        "The agreement is withdrawn and no longer holds, but the audit file lacks the entry. {why}"
    ),
    # check
    "check-nothing-there": N_("There is nothing at “{path}”."),
    "check-not-ours": N_("“{path}” is no library, case, session, coding or scheme."),
    # the gate
    "consent-no-consent": N_("Nobody in this family has been asked yet."),
    "consent-someone-not-asked": N_("{person} can be seen in the film, and has not been asked."),
    "consent-not-covered": N_("Nobody has agreed to “{lacking}”."),
    "consent-expired": N_("What was agreed for “{lacking}” ended on {date}."),
    "consent-withdrawn": N_("{person} has withdrawn the agreement to “{lacking}” on {date}."),
    "consent-to-review": N_("The child's legal status has changed: what was agreed must be looked at again."),
    "consent-nobody-for-child": N_("Nobody who may decide for the child has agreed to “{lacking}”."),
    "consent-responsibility-shared": N_(
        "{person} holds parental responsibility, too, and has not agreed to “{lacking}”; with this child's legal "
        "status everybody who holds it must."
    ),
    "consent-place-not-checked": N_(
        "This family's address is secret, and nobody has looked yet whether these pictures tell the place."
    ),
    "consent-place-shown": N_("This family's address is secret, and these pictures tell the place."),
    "consent-not-yet": N_("What was agreed for “{lacking}” holds from {date}."),
    "consent-law-needs-reason": N_("Where the law requires or permits it, no consent is needed, but three things are."),
    "consent-home-not-asked": N_("Nobody has asked yet whether it is safe to have this at home."),
    "consent-home-not-safe": N_("It is not safe to have this at home."),
    "consent-needs-approval": N_(
        "What leaves the team needs a second person's approval, because of this child's legal status."
    ),
}
"""What went wrong, or what was found."""

REMEDIES: dict[str, str] = {
    "file-conflict-copy": N_("Compare the two, keep what is right in the first, and delete this one."),
    "bad-folder-name": N_(
        "Use letters, digits and hyphens, at most 60; no word that Windows keeps for itself, like “con” or “nul”."
    ),
    "scheme-findings": N_("“vfi check” names each with its line."),
    "record-findings": N_("“vfi check” names each with its line."),
    "scheme-newer": N_("Use a newer version of the program for it."),
    "scheme-key-clash": N_("Choose another key, or claim this one with wins_over."),
    "scheme-nothing-excluded": N_("Add “exclude”."),
    "scheme-no-words-for-parents": N_("Add “parent_label”, at most 12 words."),
    "scheme-words-not-for-parents": N_("If they may see it, write parent_safe = true."),
    "scheme-ref-taken": N_("Give the changed scheme a new version number."),
    "scheme-copy-missing": N_("Put the file back from a backup; the coding cannot be read without it."),
    "scheme-copy-differs": N_("Put the file back as it was; a changed scheme needs a new version number."),
    "record-no-format": N_("Put it back from a backup; if all of it is there, make that its first line."),
    "record-changed-meanwhile": N_("Nothing was written. Look at what is there now, then make the change again."),
    "session-film-missing": N_("Put it back, or tell the session where it is now."),
    "session-film-replaced": N_("Put the first film back: times that were coded belong to that one."),
    "coding-torn-tail": N_("It is set aside when the coding is opened next; everything before it is sound."),
    "coding-fork": N_("Open the session and join the two."),
    "check-not-ours": N_("Name a folder with library.toml, case.toml or session.toml, a journal, or a scheme."),
    "withdrawn-not-noted": N_("Put that right, then withdraw it once more here, so that it is noted."),
    "consent-no-consent": N_("Ask the family and write it down; it takes 20 seconds."),
    "consent-someone-not-asked": N_("Ask, and write it down; it takes 20 seconds."),
    "consent-not-covered": N_("Ask the family and write it down; nothing has been written until then."),
    "consent-expired": N_("Ask again and write it down."),
    "consent-nobody-for-child": N_("Ask whoever holds parental responsibility, and write it down."),
    "consent-responsibility-shared": N_("Ask, and write it down; or write down the court order that decides it."),
    "consent-place-not-checked": N_(
        "Look at windows, letters, uniforms and voices, and cover what tells it; then say that it is hidden."
    ),
    "consent-place-shown": N_("Cover what tells the place, or choose other moments; watching together stays possible."),
    "consent-withdrawn": N_("Nothing more is done with it, unless they agree again."),
    "consent-to-review": N_("See who is responsible for the child now, and confirm each consent."),
    "consent-law-needs-reason": N_("Name the reason, who authorised it, and who receives it."),
    "consent-home-not-asked": N_("Ask the parent, then say that it is safe."),
    "consent-home-not-safe": N_("Show it together on this computer instead."),
    "consent-needs-approval": N_("Name who has approved it."),
}
"""What to do about it, where the sentence does not say so."""

PURPOSES: dict[str, str] = {
    "film": N_("Film the play"),
    "review": N_("Watch it with the parent"),
    "supervision": N_("Supervision"),
    "reliability": N_("A second coder in the team"),
    "team-training": N_("Team training"),
    "outside-training": N_("Training outside the team"),
    "research": N_("Research"),
    "parent-copy": N_("A copy for the family"),
    "agency": N_("Share with a named agency"),
    "law": N_("Required or permitted by law"),
}
"""What a family can agree to, in the words of the consent screen."""

WANTED: tuple[str, ...] = (
    N_("text"),
    N_("true or false"),
    N_("a number"),
    N_("a whole number"),
    N_("a list of texts"),
    N_("a date like 2026-03-11"),
    N_("a table"),
)
"""What a value in a file must be, as `file-wrong-type` says it."""
