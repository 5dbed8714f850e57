"""What is on the parent's screen, and what each key makes of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vfi.core.deck import ItemId, PageKind, Showing
from vfi.core.presenting import Now, Phase, Play, Presenting, Press, Sign, Stand
from vfi.core.programme import Hold, Run
from vfi.core.showing import Line, Show, ShownClip, ShownItem, ShownPage
from vfi.core.time import Ns

ONE, HALF = Fraction(1), Fraction(1, 2)
HOLD = Ns(4_000_000_000)


def said(text: str, voice: str = "") -> tuple[Line, ...]:
    return (Line(language="en", text=text, voice=voice),)


CLIP = ShownClip(
    id=ItemId("c"),
    film=0,
    shots=(Run(100, 119, ONE), Run(120, 129, HALF), Hold(129, HOLD), Run(130, 150, ONE)),
    still=110,
    crop=None,
    question=said("What do you like here?"),
    words=said("You waited."),
    showing=Showing.ON_KEY,
    baby_says=said("More!"),
    baby_showing=Showing.NEVER,
    concept="turns",
)
"""Natural, slow, a freeze on 129, natural."""

OPENING = ShownPage(id=ItemId("o"), kind=PageKind.OPENING, lines=(said("This is your film.", "o.wav"),))
CLOSING = ShownPage(id=ItemId("y"), kind=PageKind.YOUR_WORDS, lines=())


def show(*items: ShownItem) -> Presenting:
    return Presenting(Show(items=items, languages=("en",), volume=80, text_free=False))


RULES = show(OPENING, CLIP, CLOSING)


def at(*presses: Press, rules: Presenting = RULES, now: Now | None = None) -> Now:
    state = rules.start() if now is None else now
    for press in presses:
        state = rules.press(state, press)
    return state


STILL = at(Press.ON)
PLAYING = at(Press.ON, Press.ON)
WAITING = RULES.run_over(RULES.run_over(PLAYING))
ENDED = RULES.run_over(RULES.press(WAITING, Press.ON))


def test_a_clip_stands_on_its_still_before_it_is_played() -> None:
    assert (STILL.item, STILL.phase, STILL.frame) == (1, Phase.STILL, 110)
    assert RULES.motion(STILL) == Stand(110)


def test_forward_plays_it_from_its_first_frame() -> None:
    assert RULES.motion(PLAYING) == Play(100, 119, ONE)


def test_the_slow_part_follows_without_anybody_pressing() -> None:
    assert RULES.motion(RULES.run_over(PLAYING)) == Play(120, 129, HALF)


def test_a_freeze_waits_on_its_frame_until_somebody_presses() -> None:
    assert (WAITING.phase, RULES.motion(WAITING)) == (Phase.WAITING, Stand(129))
    assert RULES.run_over(WAITING) == WAITING
    assert RULES.motion(at(Press.ON, now=WAITING)) == Play(130, 150, ONE)


def test_the_clip_ends_on_its_last_frame_and_stays_there() -> None:
    assert (ENDED.phase, RULES.motion(ENDED)) == (Phase.ENDED, Stand(150))
    assert RULES.run_over(ENDED) == ENDED


def test_at_the_end_forward_shows_the_words_first_and_then_goes_on() -> None:
    shown = at(Press.ON, now=ENDED)
    assert (shown.item, RULES.visible(shown).words) == (1, CLIP.words)
    assert at(Press.ON, now=shown).item == 2


def test_forward_pauses_a_clip_that_plays_and_goes_on_with_the_frame_after_the_one_that_was_seen() -> None:
    paused = at(Press.ON, now=RULES.painted(PLAYING, 107))
    assert (paused.phase, RULES.motion(paused)) == (Phase.PAUSED, Stand(107))
    assert RULES.motion(at(Press.ON, now=paused)) == Play(108, 119, ONE)


def test_paused_on_the_last_frame_of_a_part_it_goes_on_with_the_next_part() -> None:
    paused = at(Press.ON, now=RULES.painted(PLAYING, 119))
    assert RULES.motion(at(Press.ON, now=paused)) == Play(120, 129, HALF)


def test_again_plays_from_the_first_frame_and_is_told_from_going_on() -> None:
    again = at(Press.AGAIN, now=PLAYING)
    assert RULES.motion(again) == RULES.motion(PLAYING)
    assert again.takes == PLAYING.takes + 1


def test_slower_halves_the_speed_of_what_plays_but_not_below_a_quarter() -> None:
    slower = at(Press.SLOWER, now=PLAYING)
    assert RULES.motion(slower) == Play(100, 119, HALF)
    assert slower.takes == PLAYING.takes
    quarter = replace(CLIP, shots=(Run(100, 119, Fraction(1, 4)),))
    rules = show(quarter)
    assert rules.motion(at(Press.ON, Press.SLOWER, rules=rules)) == Play(100, 119, Fraction(1, 4))


def test_slower_on_a_clip_that_stands_plays_it_again_slowly() -> None:
    assert RULES.motion(at(Press.SLOWER, now=WAITING)) == Play(100, 119, HALF)


def test_the_picture_comes_in_front_and_goes_away_again() -> None:
    picture = at(Press.PICTURE, now=RULES.painted(PLAYING, 105))
    assert RULES.motion(picture) == Stand(110)
    away = at(Press.ON, now=picture)
    assert (away.phase, RULES.motion(away)) == (Phase.PAUSED, Stand(105))


def test_the_question_stands_under_the_still_only() -> None:
    assert RULES.visible(STILL).question == CLIP.question
    assert not RULES.visible(PLAYING)


def test_words_on_a_key_come_with_the_key_and_go_with_it() -> None:
    assert not RULES.visible(WAITING)
    shown = at(Press.WORDS, now=WAITING)
    assert RULES.visible(shown).words == CLIP.words
    assert not RULES.visible(at(Press.WORDS, now=shown))


def test_what_the_baby_says_is_never_shown_unless_somebody_wanted_it() -> None:
    assert RULES.visible(at(Press.WORDS, now=WAITING)).baby_says == ()
    rules = show(replace(CLIP, baby_showing=Showing.ON_KEY))
    assert rules.visible(at(Press.ON, Press.WORDS, rules=rules)).baby_says == CLIP.baby_says


def test_words_that_are_never_shown_come_with_no_key() -> None:
    rules = show(replace(CLIP, showing=Showing.NEVER))
    playing = at(Press.ON, Press.WORDS, rules=rules)
    assert not rules.visible(playing)
    assert not rules.can_reveal(playing)


def test_words_that_are_always_shown_are_there_while_it_plays() -> None:
    rules = show(replace(CLIP, showing=Showing.ALWAYS))
    assert rules.visible(at(Press.ON, rules=rules)).words == CLIP.words


def test_the_next_clip_hides_its_words_again() -> None:
    rules = show(CLIP, replace(CLIP, id=ItemId("d")))
    assert not at(Press.WORDS, Press.NEXT, rules=rules).revealed


def test_back_begins_the_clip_anew_and_then_goes_to_the_one_before() -> None:
    assert at(Press.BACK, now=WAITING).phase is Phase.STILL
    assert at(Press.BACK, Press.BACK, now=WAITING).item == 0
    assert at(Press.BACK, now=RULES.start()) == RULES.start()


@pytest.mark.parametrize("now", [RULES.start(), STILL, PLAYING, WAITING, ENDED])
def test_stop_is_at_once_and_nothing_but_go_on_leads_away(now: Now) -> None:
    stopped = at(Press.STOP, now=now)
    assert stopped.stopped
    assert (RULES.item(stopped), RULES.motion(stopped), RULES.buttons(stopped)) == (None, None, ())
    for press in Press:
        assert at(press, now=stopped).stopped == (press is not Press.GO_ON)


def test_going_on_after_a_stop_stands_where_it_was() -> None:
    back = at(Press.STOP, Press.GO_ON, now=RULES.painted(PLAYING, 111))
    assert (back.phase, RULES.motion(back)) == (Phase.PAUSED, Stand(111))


def test_after_the_last_page_comes_the_page_that_says_stopped() -> None:
    assert at(Press.NEXT, Press.NEXT, Press.ON).stopped


def test_a_film_that_cannot_be_read_any_further_ends_where_it_is() -> None:
    lost = RULES.lost(RULES.painted(PLAYING, 104))
    assert (lost.phase, RULES.motion(lost)) == (Phase.ENDED, Stand(104))


def test_a_freeze_on_the_last_frame_is_the_end() -> None:
    rules = show(replace(CLIP, shots=(Run(1, 5, ONE), Hold(5, HOLD))))
    assert rules.run_over(at(Press.ON, rules=rules)).phase is Phase.ENDED


def test_the_button_that_is_lit_is_what_forward_would_press() -> None:
    lit = {
        "still": [each.sign for each in RULES.buttons(STILL) if each.first],
        "playing": [each.sign for each in RULES.buttons(PLAYING) if each.first],
        "waiting": [each.sign for each in RULES.buttons(WAITING) if each.first],
        "ended": [each.sign for each in RULES.buttons(ENDED) if each.first],
    }
    assert lit == {"still": [Sign.PLAY], "playing": [], "waiting": [Sign.GO_ON], "ended": [Sign.NEXT]}


def test_listen_is_there_where_somebody_has_spoken() -> None:
    assert Sign.LISTEN in [each.sign for each in RULES.buttons(RULES.start())]
    assert RULES.spoken(RULES.start()) == ("o.wav",)
    assert Sign.LISTEN not in [each.sign for each in RULES.buttons(STILL)]


def test_a_mark_names_the_item_and_the_frame_on_the_screen() -> None:
    moment = RULES.moment(RULES.painted(PLAYING, 117))
    assert moment is not None
    assert (moment.item, moment.film, moment.frame) == ("c", 0, 117)
    page = RULES.moment(RULES.start())
    assert page is not None
    assert (page.item, page.frame) == ("o", None)


def test_an_empty_show_is_the_page_that_says_stopped() -> None:
    assert show().start().stopped


happening = st.sampled_from([*Press, "painted", "over", "lost"])


@settings(max_examples=150, deadline=None)
@given(st.lists(happening, max_size=40), st.sampled_from(list(Showing)), st.sampled_from(list(Showing)))
def test_whatever_is_pressed_only_frames_of_the_clip_and_words_that_may_be_seen_are_shown(
    story: list[Press | str], showing: Showing, baby: Showing
) -> None:
    clip = replace(CLIP, showing=showing, baby_showing=baby)
    rules = show(OPENING, clip, replace(clip, id=ItemId("d"), shots=clip.shots * 2), CLOSING)
    now, asked = rules.start(), False
    for each in story:
        before = now
        motion = rules.motion(now)
        if isinstance(each, Press):
            now = rules.press(now, each)
        elif each == "over":
            now = rules.run_over(now)
        elif each == "lost":
            now = rules.lost(now)
        elif isinstance(motion, Play):
            now = rules.painted(now, motion.last)
        asked = (asked or each in (Press.WORDS, Press.ON)) and now.item == before.item
        after = rules.motion(now)
        frames = [after.frame] if isinstance(after, Stand) else [after.frame, after.last] if after else []
        assert all(100 <= frame <= 150 for frame in frames)
        seen = rules.visible(now)
        assert not (seen.words and showing is Showing.NEVER)
        assert not (seen.baby_says and baby is Showing.NEVER)
        assert not (seen.words and showing is Showing.ON_KEY and not asked)
        assert sum(button.first for button in rules.buttons(now)) <= 1
        # a freeze and an end are left by a person alone
        if before.phase in (Phase.WAITING, Phase.ENDED) and each == "over":
            assert now == before
