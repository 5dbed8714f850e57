"""Nothing that is not for the parent is on any of their pages: every text of every widget is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.deck_story import DeckStory
from tests.ui.present_story import PAGE_DOWN, VisitStory, make_deck, visit
from vfi.core.deck import PageKind, Wording
from vfi.desk.bundled import find_scheme
from vfi.ui.visit.pins import new_pin

pytestmark = [pytest.mark.window, pytest.mark.film]


def texts_of(root: QWidget) -> set[str]:
    """Everything that an eye, a screen reader or the list of windows could find."""
    found: set[str] = set()
    widgets: list[QObject] = [root, *root.findChildren(QObject)]
    for each in widgets:
        if not isinstance(each, QWidget):
            continue
        found |= {
            each.windowTitle(),
            each.toolTip(),
            each.statusTip(),
            each.whatsThis(),
            each.accessibleName(),
            each.accessibleDescription(),
        }
        if isinstance(each, (QLabel, QAbstractButton, QLineEdit)):
            found.add(each.text())
        if isinstance(each, QLineEdit):
            found.add(each.placeholderText())
    return {text for text in found if text.strip()}


def private(story: DeckStory) -> list[str]:
    """What must not be found: names of the case, of files, of codes, of people, and what is for the clinician."""
    found = find_scheme("babys-cues")
    assert found is not None
    scheme = found.scheme
    words = ["F1", "2026-03-11", "h264-gop250", ".mp4", "/", "babys-cues", "Anna", "Secret", scheme.title, "score"]
    for tier in scheme.tiers:
        words += [tier.id, tier.label]
        words += [name for code in tier.codes for name in (code.id, code.label)]
    return [word for word in words if len(word) > 1 or word == "/"]


def with_an_event(story: DeckStory) -> None:
    """A deck that was made from codes, too."""
    story.deck.add_event(story.coding, story.safe)
    make_deck(story)


def leaked(texts: set[str], story: DeckStory) -> list[tuple[str, str]]:
    ours = {"Strike", "Stop", "Again"}
    return [(word, text) for text in texts - ours for word in private(story) if word in text and text not in _ALLOWED]


_ALLOWED = {"Your baby says: more, please"}
"""The code's own words for parents."""


def walk(story: VisitStory) -> set[str]:
    """Every item in every state, the page that says stopped, the PIN, what now, what was said."""
    texts: set[str] = set()
    story.begin()
    for _ in range(60):
        texts |= texts_of(story.screen)
        if story.now.stopped:
            break
        keys = [Qt.Key.Key_W, Qt.Key.Key_P, Qt.Key.Key_T, Qt.Key.Key_H]
        if story.screen.rules.clip(story.now) is not None:
            keys = [Qt.Key.Key_W, Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_S, *keys]
        for key in keys:
            story.key(key)
            texts |= texts_of(story.screen)
        story.key(Qt.Key.Key_N)
    assert story.now.stopped
    story.key(Qt.Key.Key_1)
    texts |= texts_of(story.screen)
    page = story.held.over
    assert page is not None
    story.held._what_now()
    texts |= texts_of(story.screen)
    story.held._write_down()
    return texts | texts_of(story.screen)


def test_no_text_on_the_parents_screen_names_a_code_a_score_a_file_a_family_or_what_is_for_the_clinician(
    qtbot: QtBot, film_file: Callable[[str], Path], tmp_path: Path
) -> None:
    with visit(qtbot, film_file("h264-gop250"), tmp_path, pin=new_pin("1234"), deck=with_an_event) as story:
        texts = walk(story)
        assert {"We have stopped.", "What do you like here?", "You waited.", "Go on"} <= texts | {
            part for text in texts for part in text.split("\n")
        }
        assert leaked(texts, story.deck) == []


def test_the_walk_would_find_a_title_that_reached_the_screen(
    qtbot: QtBot, film_file: Callable[[str], Path], tmp_path: Path
) -> None:
    with visit(qtbot, film_file("h264-gop250"), tmp_path) as story:
        story.begin()
        story.screen.setAccessibleDescription("Secret title")
        assert ("Secret", "Secret title") in leaked(texts_of(story.screen), story.deck)


def test_without_text_there_is_none_to_be_seen(qtbot: QtBot, film_file: Callable[[str], Path], tmp_path: Path) -> None:
    def without_text(story: DeckStory) -> None:
        make_deck(story)
        story.deck.change("deck-changed", replace(story.deck.deck, text_free=True))

    with visit(qtbot, film_file("h264-gop250"), tmp_path, deck=without_text) as story:
        story.begin()
        for _ in range(40):
            if story.now.stopped:
                break
            assert story.screen.words.accessibleName() == ""
            assert story.screen.page.accessibleName() == ""
            assert all(made._words == () for made in story.screen.buttons._all.values())
            story.key(Qt.Key.Key_W)
            story.key(Qt.Key.Key_N)
        assert story.now.stopped
        assert story.screen.page.accessibleName() == ""


def test_a_clip_of_a_moment_that_was_recoded_as_not_for_parents_is_not_shown(
    qtbot: QtBot, film_file: Callable[[str], Path], tmp_path: Path
) -> None:
    def recoded(story: DeckStory) -> None:
        with_an_event(story)
        from vfi.desk.coding import CodingDesk

        with story.session.start_coding("Anna") as source:
            room = CodingDesk(source, story.session.film_index().frame_map)
            room.set_modifier(story.safe, "reading", "not-answered")

    with visit(qtbot, film_file("h264-gop250"), tmp_path, deck=recoded) as story:
        story.begin()
        items = [item.id for item in story.screen._show.items]
        assert story.deck.deck.deck.clips[0].id not in items
        assert len([id for id in items if story.deck.deck.deck.item(id) in story.deck.deck.deck.clips]) == 2


def test_right_to_left_the_screen_is_mirrored_and_both_languages_are_there(
    qtbot: QtBot, film_file: Callable[[str], Path], tmp_path: Path
) -> None:
    def two_languages(story: DeckStory) -> None:
        make_deck(story)
        deck = replace(story.deck.deck, languages=("ar", "en"))
        for item in deck.items:
            if not hasattr(item, "slow") and item.kind is PageKind.QUESTION:
                wording = Wording().with_text("en", "More?").with_text("ar", "أكثر؟")
                deck = deck.changed(replace(item, wording=wording))
        story.deck.change("deck-changed", deck)

    with visit(qtbot, film_file("h264-gop250"), tmp_path, deck=two_languages) as story:
        story.begin()
        assert story.screen.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for _ in range(4):
            story.key(Qt.Key.Key_N)
        assert story.screen.page.accessibleName() == "أكثر؟\nMore?"
        story.key(PAGE_DOWN)
