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
    # tables of events
    "events-findings": N_("“{path}” was not taken in: {errors} of its rows or columns cannot be used."),
    "not-utf-8": N_("A character here cannot be read. Save the table as CSV in UTF-8."),
    "not-a-table": N_("This is not a table of text. Save it as CSV in UTF-8."),
    "table-empty": N_("The table is empty: not even the names of its columns are there."),
    "csv-broken": N_("From here on the table cannot be read; is a quotation mark missing?"),
    "column-missing": N_("There is no column “{column}”. Needed are tier, code and start_s."),
    "column-twice": N_("The column “{column}” is there twice."),
    "column-not-read": N_("The column “{column}” is not known and was not read."),
    "row-too-long": N_("The row has {cells} cells and the table {columns} columns; is a comma in a text unquoted?"),
    "row-unknown-tier": N_("The scheme has no tier “{tier}”. Did you mean “{meant}”?"),
    "row-unknown-code": N_("The tier “{tier}” has no code “{code}”. Did you mean “{meant}”?"),
    "row-without-time": N_("There is no time."),
    "row-not-seconds": N_("“{text}” is not a number of seconds, such as 83.480."),
    "row-before-film": N_("{text} is before the film begins."),
    "row-rounded": N_("{text} was rounded to {time}: a billionth of a second is the finest there is."),
    "after-film": N_("It starts at {time}, when the film is over: that ends at {end}."),
    "ends-after-film": N_("It ends at {time}, after the film, which ends at {end}. Scores count it to the film’s end."),
    "moment-with-end": N_("{code} is a moment: it cannot have an end. Leave end_s empty."),
    "row-ends-before-start": N_("It ends at {end}, which is not after its start at {start}."),
    "row-modifier-form": N_("“{text}” should read name=choice."),
    "row-unknown-modifier": N_("{code} has no detail “{modifier}”. Did you mean “{meant}”?"),
    "row-modifier-twice": N_("The detail “{modifier}” is given twice."),
    "row-not-yes-or-no": N_("“{text}” should be 1 (starred) or nothing."),
    "row-event-twice": N_("The event “{event}” is there twice."),
    "row-answers-nothing": N_("It answers the event “{event}”, which is not in the table."),
    "row-coded-twice": N_("The same moment of {code} is already in line {other}."),
    "row-overlaps": N_("It starts before the one in line {other} has ended; in the tier “{tier}” only one can last."),
    "row-after-gap": N_(
        "Between this one and the one in line {other} is a gap; the tier “{tier}” is meant to have none."
    ),
    # sessions and the command line
    "no-session-here": N_("“{path}” is not a session: there is no session.toml."),
    "session-exists": N_("“{path}” is a session already."),
    "session-without-film": N_("The session “{session}” has no film."),
    "film-moved": N_("The film of this session is not where it was: “{path}”."),
    "film-is-another": N_("The film “{path}” is not the one that this session was made with: its content differs."),
    "scheme-not-found": N_(
        "There is no scheme file “{scheme}”, and none of the schemes that come with vfi is called so."
    ),
    "session-without-scheme": N_("The session has no scheme of its own, so say which one: --scheme."),
    "no-such-coder": N_("Nobody called “{coder}” has coded this session. Who has: {coders}."),
    "nothing-coded": N_("Nobody has coded this session yet."),
    "coder-missing": N_("Say who coded."),
    "no-such-case": N_("There is no case “{case}” in this library."),
    "case-exists": N_("There is a case “{case}” already."),
    "file-not-written": N_("“{path}” could not be written: {why}."),
    "file-not-read": N_("“{path}” could not be read: {why}."),
    "no-such-command-yet": N_("“vfi {command}” is not there yet."),
    "unforeseen": N_("Something went wrong that nobody foresaw. What is needed to mend it is in {log}."),
    "copying-cancelled": N_("Stopped, as you asked; nothing was changed."),
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

REMEDIES: dict[str, str] = {
    "events-findings": N_("Nothing was changed. Mend what is listed and import it again."),
    "film-moved": N_("Put it back, or look for it in the library: vfi finds it by its content."),
    "film-is-another": N_("Put the first film back, or make a new session for this one."),
    "no-session-here": N_("Name the folder of a session, or make one with: vfi new SESSION_DIR --film FILM"),
    "session-exists": N_("Choose another folder."),
}
"""What to do about it, where the sentence does not say so."""
