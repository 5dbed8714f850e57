"""The family's own words in a text: `{baby}` and the words that go with *he* or *she*, per language."""

from __future__ import annotations

import re

from vfi.core.deck import Deck

_PRONOUNS: dict[str, dict[str, dict[str, str]]] = {
    "en": {
        "he": {"he": "he", "him": "him", "his": "his"},
        "she": {"he": "she", "him": "her", "his": "her"},
        "": {"he": "your baby", "him": "your baby", "his": "your baby's"},
    },
}
"""Language -> pronoun of the deck -> slot -> word.

A language that is not here is written without these slots: Arabic, for one, joins *him* and *his* to the words. What
is left of a slot in such a text is asked about by `vfi.core.wording`.
"""

_BABY = {"en": "your baby", "ar": "طفلكِ"}
"""What stands for `{baby}` where the deck does not say what the family calls them."""

_SLOT = re.compile(r"\{([a-zA-Z]+)\}")


def slots_for(deck: Deck, language: str) -> dict[str, str]:
    """Every slot that a text in this language may have, with its word; `en-GB` has the words of `en`."""
    general = language.split("-")[0].split("_")[0]
    words = dict(_PRONOUNS.get(general, {}).get(deck.pronoun, {}))
    baby = deck.baby.text(language) or _BABY.get(general, "")
    return words | ({"baby": baby} if baby else {})


def filled(text: str, deck: Deck, language: str) -> str:
    """The text with its slots filled, a word at the start of a sentence with a capital; unknown slots stay as typed.

    >>> from vfi.core.deck import Deck
    >>> filled("{he} looks. You wait for {him}.", Deck(id="d", pronoun="she"), "en")
    'She looks. You wait for her.'
    """
    slots = slots_for(deck, language)

    def word(match: re.Match[str]) -> str:
        found = slots.get(match[1].lower())
        if found is None:
            return match[0]
        begins = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1] in ".!?"
        return found[:1].upper() + found[1:] if begins or match[1][0].isupper() else found

    return _SLOT.sub(word, text)
