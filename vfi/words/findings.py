"""A finding of a check as a sentence: what is wrong and what to do about it."""

from __future__ import annotations

from vfi.core.errors import BadInput
from vfi.core.findings import Finding
from vfi.words import sentence, tr
from vfi.words.saying import readable


def finding_text(finding: Finding) -> str:
    """What was found and what to do, in the language in use, without its place; times as a person reads them.

    >>> finding_text(Finding(path="a.toml", line=3, id="file-key-missing", values={"key": "label"}))
    '“label” is missing or empty.'
    """
    values = readable(finding.values)
    wanted = values.get("wanted")
    if isinstance(wanted, str):  # the one value that is words: what a file must hold at that place
        values["wanted"] = tr(wanted)
    return sentence(BadInput(finding.id, **values))


def finding_line(finding: Finding) -> str:
    """One line for the terminal: `file:line: inside: sentence`."""
    parts = [finding.place, finding.where, finding_text(finding)]
    return ": ".join(part for part in parts if part)
