"""The sentences of writing down, reviewing and withdrawing what a family agreed to."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "witness-missing": N_("Say who heard it: what was said needs a witness."),
    "agency-missing": N_("Name the agency that it may be shared with."),
    "not-in-consent": N_("“{consent}” never covered “{purpose}”."),
    "flags-not-noted": N_("The status was changed, but the audit file lacks the entry. {why}"),
    "hold-needs-reason": N_("A legal hold needs the reason and the name of who decided it."),
    "legal-hold": N_("Nothing of this case may be deleted: {by} laid a legal hold on it."),
    "keep-needs-because": N_("Say why it is kept; the family can ask for the reason."),
    "withdrawal-not-decided": N_("Not everything on the list has been decided yet."),
    "withdrawal-damaged": N_("The list of this withdrawal, “{path}”, cannot be read."),
    "withdrawal-no-such-item": N_("The list has no number {number}."),
    "withdrawal-no-such-choice": N_("“{choice}” cannot be chosen for this."),
    "withdrawal-busy": N_("This list is being worked on at another window or computer ({who}, {host})."),
    "withdrawal-coding-open": N_("Somebody is coding this session now ({who}, {host}), so nothing was deleted of it."),
}
"""What went wrong."""

REMEDIES: dict[str, str] = {
    "legal-hold": N_("Lock it or keep it instead; who laid the hold can take it away."),
    "withdrawal-damaged": N_("Begin the list anew; what was done already stands in the audit file."),
    "withdrawal-busy": N_("Wait until it is done there, then look again."),
    "withdrawal-coding-open": N_("Close that coding, then go on with the list."),
}
"""What to do about it."""
