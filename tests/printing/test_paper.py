"""What is printed, read back from the PDF: these words and no others, in every direction of writing."""

from __future__ import annotations

import io
from dataclasses import fields, replace
from importlib import resources

import pytest
from pypdf import PdfReader

from vfi.core.errors import BadInput
from vfi.printing.card import Card, CardSize, set_card
from vfi.printing.ideas import Idea, IdeaCards, set_ideas
from vfi.printing.script import Script, ScriptItem, set_script
from vfi.printing.setting import Typeset
from vfi.printing.values import Words, drawing, idea_by_idea
from vfi.words import sentence

DRAWING = drawing((resources.files("vfi") / "assets" / "drawings" / "concept-cues.svg").read_bytes(), "svg", "Signs.")
CARD = Card(
    heading=(Words("Our family film", "en"), Words("فيلم عائلتنا", "ar")),
    still=DRAWING,
    said=((Words("I waited."), Words("انتظرتُ.")),),
    drawing=DRAWING,
    idea=(Words("You answer.", "en"),),
    when="March 2026",
    please=(Words("Please do not post.", "en"),),
)


def read(pages: Typeset) -> list[str]:
    """The words on each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pages.pdf())).pages]


@pytest.mark.parametrize("size", CardSize)
def test_a_card_is_one_page_with_its_words_in_every_size(size: CardSize) -> None:
    (page,) = read(set_card(replace(CARD, size=size)))
    for words in (
        "Our family film",
        "فيلم",
        "عائلتنا",
        "I waited.",
        "You answer.",
        "March 2026",
        "Please do not post.",
    ):
        assert words in page
    assert "Service" not in page


def test_a_folded_card_lies_across_and_a_small_one_is_small() -> None:
    def shape(size: CardSize) -> tuple[int, int]:
        box = PdfReader(io.BytesIO(set_card(replace(CARD, size=size)).pdf())).pages[0].mediabox
        return round(box.width), round(box.height)

    assert shape(CardSize.A4) == (595, 842)
    assert shape(CardSize.FOLDED) == (842, 595)
    assert shape(CardSize.A5) == (420, 595)


def test_the_service_is_named_only_where_it_is_wanted() -> None:
    (page,) = read(set_card(replace(CARD, service="Service of the North")))
    assert "Service of the North" in page


def test_a_card_needs_neither_picture_nor_words() -> None:
    empty = replace(CARD, still=None, drawing=None, said=(), idea=(), heading=(), please=())
    assert "March 2026" in read(set_card(empty))[0]


def test_the_pdf_tells_nothing_about_itself() -> None:
    reader = PdfReader(io.BytesIO(set_card(CARD).pdf()))
    assert set(reader.metadata or {}) == {"/Creator"}  # the program that set the type
    assert reader.attachments == {}
    data = set_card(CARD).pdf()
    assert b"CreateDate" not in data
    assert b"dc:title" not in data


def test_what_people_wrote_is_no_instruction_to_the_printer() -> None:
    wild = '#read("card.typ") *no* $x$ \\ [a] // b'
    (page,) = read(set_card(replace(CARD, said=((Words(wild),),))))
    assert wild in " ".join(page.split())


def test_a_sign_that_no_font_has_is_said_before_printing() -> None:
    with pytest.raises(BadInput) as wrong:
        set_card(replace(CARD, said=((Words("好 😀 yes"),),)))
    assert wrong.value.id == "paper-no-glyph"
    assert wrong.value.values["characters"] == "好 😀"
    assert "好" in sentence(wrong.value)


def test_many_words_become_smaller_and_too_many_are_said() -> None:
    some = tuple((Words("I waited a little and then he came to me again."),) for _ in range(9))
    assert len(read(set_card(replace(CARD, said=some)))) == 1
    with pytest.raises(BadInput) as wrong:
        set_card(replace(CARD, said=some * 6)).pdf()
    assert wrong.value.id == "paper-too-full"


def test_words_run_as_their_letters_say() -> None:
    assert Words("انتظرت", "en").right_to_left
    assert not Words("Yes", "ar").right_to_left
    assert Words("123", "ar").right_to_left


def test_one_idea_stands_in_each_line() -> None:
    assert idea_by_idea("You wait.  Then he comes! هل ترى؟ نعم.").split("\n") == [
        "You wait.",
        "Then he comes!",
        "هل ترى؟",
        "نعم.",
    ]


def test_a_script_has_all_that_the_clinician_needs() -> None:
    item = ScriptItem(
        number="1",
        title="He looks",
        time="0:10 – 0:14 · 4 s",
        still=DRAWING,
        question=(Words("What do you like?", "en"), Words("ماذا يعجبك؟", "ar")),
        words=(Words("You waited.", "en"),),
        when="shown on a key",
        notes=(Words("Say little."),),
        remarks=("Waits at 0:12",),
    )
    page = ScriptItem(number="", title="Who can see it", lines=0)
    script = Script(
        family="F012", film_day="11 March", theme=Words("turning away"), goal=Words("to play"), items=(page, item)
    )
    said = " ".join(read(set_script(script)))
    for text in ("F012", "turning away", "to play", "What do you like?", "You waited.", "Say little.", "Waits at 0:12"):
        assert text in said


def test_a_long_script_goes_on_on_further_pages_with_their_numbers() -> None:
    items = tuple(ScriptItem(number=str(n), title=f"Clip {n}", still=DRAWING) for n in range(1, 8))
    pages = read(set_script(Script(family="", film_day="", theme=Words(""), goal=Words(""), items=items)))
    assert len(pages) == 3
    assert "3 / 3" in pages[-1]


def test_ideas_are_a_page_each_and_say_what_nobody_checked() -> None:
    idea = Idea(drawing=DRAWING, words=((Words("cues", "en"), Words("Signs.", "en")),), unchecked="Arabic: not checked")
    pages = read(set_ideas(IdeaCards(cards=(idea, replace(idea, unchecked="")))))
    assert len(pages) == 2
    assert ["not checked" in page for page in pages] == [True, False]


def test_pages_come_as_pictures_too() -> None:
    (picture,) = set_card(CARD).pictures(60)
    assert picture.startswith(b"\x89PNG")


def test_a_card_has_no_room_for_what_is_not_for_the_family() -> None:
    names = {field.name for field in fields(Card)}
    assert names == {
        "heading", "still", "said", "drawing", "idea", "when", "please", "service", "size", "rtl"
    }  # fmt: skip
