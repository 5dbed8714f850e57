"""The details of an event: modifiers, what it answers, its comment and star; and the questions asked after a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vfi.core.coding import Batch, Coding, Edit
from vfi.core.errors import Refused
from vfi.core.events import Event, EventId, ModifierValue, modifier
from vfi.core.rules.decision import Choice, Decision, Prompt, PromptKind, Said
from vfi.core.scheme import Code, Modifier, ModifierKind

MOST_LINK_CHOICES = 9
"""As many as digits."""


def set_modifier(coding: Coding, id: EventId, name: str, value: ModifierValue | None) -> Decision:
    """Give an event a value of one of its code's modifiers; None or an empty value takes it away.

    Raises:
        Refused: `no-such-event`, `no-such-modifier`, `no-such-option`, `not-a-number`.
    """
    event, code = _event(coding, id)
    found = next((each for each in code.modifiers if each.id == name), None)
    if found is None:
        raise Refused("no-such-modifier", modifier=name, code=code.label)
    checked = check_value(found, value)
    kept = {key: old for key, old in event.modifiers if key != name}
    if checked is not None:
        kept[name] = checked
    # the scheme's order, so that the same details make the same text
    order = [each.id for each in code.modifiers]
    modifiers = tuple(sorted(kept.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)))
    return _changed(event, replace(event, modifiers=modifiers), "modifier")


def check_value(found: Modifier, value: ModifierValue | None) -> ModifierValue | None:
    """The value as it is kept; None when there is none.

    Raises:
        Refused: `no-such-option`, `one-option-only`, `modifier-not-a-number`.
    """
    if value is None or value in ("", ()):
        return None
    if found.kind is ModifierKind.SEVERAL:
        given = (value,) if isinstance(value, str) else value
        for each in given:
            _known(found, each)
        return tuple(option.id for option in found.options if option.id in given)
    if not isinstance(value, str):
        raise Refused("one-option-only", modifier=found.label)
    if found.kind is ModifierKind.ONE:
        _known(found, value)
    if found.kind is ModifierKind.NUMBER:
        try:
            float(value)  # only whether it is a number; the text is what is kept
        except ValueError:
            raise Refused("modifier-not-a-number", modifier=found.label, text=value) from None
    return value


def _known(found: Modifier, option: str) -> None:
    if found.option(option) is None:
        raise Refused("no-such-option", option=option, modifier=found.label)


def link(coding: Coding, id: EventId, to: EventId | None) -> Decision:
    """Say which event this one answers; None clears it. By hand also outside the scheme's window, but not forward.

    Raises:
        Refused: `no-such-event`, `answers-nothing`, `link-does-not-fit`, `link-to-later`.
    """
    event, code = _event(coding, id)
    if to is not None:
        target, target_code = _event(coding, to)
        if code.answers is None:
            raise Refused("answers-nothing", code=code.label)
        if target.code not in code.answers.to:
            raise Refused("link-does-not-fit", code=code.label, to=target_code.label)
        if target.start >= event.start:
            raise Refused("link-to-later", code=code.label, to=target_code.label)
    return _changed(event, replace(event, responds_to=to), "link")


def comment(coding: Coding, id: EventId, text: str) -> Decision:
    event, _ = _event(coding, id)
    return _changed(event, replace(event, comment=text), "comment")


def star(coding: Coding, id: EventId) -> Decision:
    """Star an event as a candidate for a clip, or take the star away."""
    event, _ = _event(coding, id)
    return _changed(event, replace(event, starred=not event.starred), "star")


def candidates(coding: Coding, event: Event, code: Code) -> list[Event]:
    """The events that `event` may answer by the scheme: t - window <= start < t, nearest first."""
    if code.answers is None:
        return []
    fitting = [
        each
        for each in coding.events
        if each.code in code.answers.to
        and each.id != event.id
        and event.start - code.answers.window <= each.start < event.start
    ]
    return sorted(fitting, key=lambda each: (-each.start, each.id))


def next_prompt(coding: Coding, event: Event, after: str | None) -> Prompt | None:
    """What to ask about an event that was just coded: its modifiers in the scheme's order, then what it answers.

    `after` is the modifier that was asked last, None at first.
    """
    code = coding.scheme.code(event.tier, event.code)
    if code is None:
        return None
    asked = [each for each in code.modifiers if each.prompt and each.options]
    place = next((n + 1 for n, each in enumerate(asked) if each.id == after), 0)
    if place < len(asked):
        return modifier_prompt(event, code, asked[place])
    return link_prompt(coding, event, code)


def modifier_prompt(event: Event, code: Code, each: Modifier) -> Prompt:
    """The question for one modifier; the first nine options have digits."""
    value = modifier(event, each.id)
    chosen = (value,) if isinstance(value, str) else value or ()
    return Prompt(
        event=event.id,
        kind=PromptKind.MODIFIER,
        title=Said("ask-modifier", {"code": code.label, "modifier": each.label}),
        choices=tuple(
            Choice(index=n, id=option.id, label=option.label, chosen=option.id in chosen)
            for n, option in enumerate(each.options, start=1)
        ),
        modifier=each.id,
        several=each.kind is ModifierKind.SEVERAL,
    )


def link_prompt(coding: Coding, event: Event, code: Code) -> Prompt | None:
    """The question which event this one answers; None when nothing fits."""
    fitting = candidates(coding, event, code)[:MOST_LINK_CHOICES]
    if not fitting:
        return None
    asked = coding.scheme.code(fitting[0].tier, fitting[0].code)
    return Prompt(
        event=event.id,
        kind=PromptKind.LINK,
        title=Said("ask-link", {"code": code.label, "to": asked.label if asked is not None else fitting[0].code}),
        choices=tuple(
            Choice(index=n, id=each.id, label=details_text(coding, each), before=event.start - each.start)
            for n, each in enumerate(fitting, start=1)
        ),
        default=1,
    )


def details_text(coding: Coding, event: Event) -> str:
    """An event's options in the scheme's words ("look, quiet"), or its code's label when it has none."""
    code = coding.scheme.code(event.tier, event.code)
    if code is None:
        return event.code
    words: list[str] = []
    for each in code.modifiers:
        value = modifier(event, each.id)
        for one in (value,) if isinstance(value, str) else value or ():
            option = each.option(one)
            words.append(option.label if option is not None else one)
    return ", ".join(words) if words else code.label


def answer_prompt(coding: Coding, prompt: Prompt, index: int | None) -> Decision:
    """Answer with the digit `index`; None leaves this question open and goes on to the next.

    Raises:
        Refused: `no-such-choice`.
    """
    event, code = _event(coding, prompt.event)
    if index is None:
        following = None if prompt.kind is PromptKind.LINK else next_prompt(coding, event, prompt.modifier)
        return Decision(select=event.id, prompt=following)
    choice = next((each for each in prompt.choices if each.index == index), None)
    if choice is None:
        raise Refused("no-such-choice", n=index, last=len(prompt.choices))
    if prompt.kind is PromptKind.LINK:
        return link(coding, event.id, EventId(choice.id))
    assert prompt.modifier is not None
    asked = next(each for each in code.modifiers if each.id == prompt.modifier)
    if not prompt.several:
        done = set_modifier(coding, event.id, asked.id, choice.id)
        return replace(done, prompt=next_prompt(coding, event, asked.id))
    value = modifier(event, asked.id) or ()
    given = (value,) if isinstance(value, str) else value
    switched = tuple(each for each in given if each != choice.id) if choice.id in given else (*given, choice.id)
    done = set_modifier(coding, event.id, asked.id, switched)
    choices = tuple(replace(each, chosen=each.id in switched) for each in prompt.choices)
    return replace(done, prompt=replace(prompt, choices=choices))


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A required detail that an event does not have: a finding, never a block."""

    event: EventId
    modifier: str


def open_questions(coding: Coding) -> Iterator[OpenQuestion]:
    """Every required modifier that was not answered, in the order of the events."""
    for event in coding.in_order():
        code = coding.scheme.code(event.tier, event.code)
        for each in code.modifiers if code is not None else ():
            if each.required and modifier(event, each.id) is None:
                yield OpenQuestion(event.id, each.id)


def _event(coding: Coding, id: EventId) -> tuple[Event, Code]:
    event = coding.event(id)
    if event is None:
        raise Refused("no-such-event", event=id)
    code = coding.scheme.code(event.tier, event.code)
    if code is None:
        raise Refused("unknown-code", code=event.code, tier=event.tier)
    return event, code


def _changed(before: Event, after: Event, label: str) -> Decision:
    if after == before:
        return Decision(select=before.id)
    return Decision(batch=Batch(label, (Edit(before, after),)), select=before.id)
