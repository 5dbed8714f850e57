"""The family's own words stand where a text has a place for them."""

import pytest

from vfi.core.deck import Deck
from vfi.core.slots import filled


@pytest.mark.parametrize("language", ["en", "en-GB", "en_AU"])
def test_a_region_has_the_words_of_its_language(language: str) -> None:
    said = filled("{baby} looks. You wait for {him}.", Deck(id="d", pronoun="she", languages=(language,)), language)
    assert said == "Your baby looks. You wait for her."
