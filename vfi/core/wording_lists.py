"""The words that the words check asks about, one table per language.

English is complete. A language without a table is checked for length and slots alone: a list that somebody translated
word by word would ask about the wrong words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """Words and phrases as they are typed, small letters, each with the id of what is asked about it."""

    words: Mapping[str, str] = field(default_factory=dict)
    """Word or phrase -> id of the sentence."""
    plain: Mapping[str, str] = field(default_factory=dict)
    """Word of the trade -> a plain one that could stand for it."""
    exam: tuple[str, ...] = ()
    """How a question begins that feels like an exam."""


def _each(id: str, words: str) -> dict[str, str]:
    return {word.strip(): id for word in words.split(",")}


_ENGLISH = WordLists(
    words=(
        _each(
            "asks-judging",
            "good, bad, better, best, worse, worst, great, excellent, perfect, perfectly, correct, correctly,"
            "incorrect, wrong, wrongly, poor, poorly, well done, good job, clever, naughty, difficult baby, fussy,"
            "clingy, spoilt, lazy, manipulative, appropriate, inappropriate, successful, unsuccessful, normal,"
            "abnormal, score, scores, scored, rating, test, insensitive, intrusive, intruding, harsh, rough, cold,"
            "distant, weak, strong, nice work",
        )
        | _each(
            "asks-blaming",
            "miss, missed, misses, missing, fail, failed, fails, failure, ignore, ignored, ignores, neglect,"
            "neglected, refuse, refused, reject, rejected, mistake, mistakes, fault, problem, problems, unfortunately,"
            "too much, too fast, too loud, too late, not enough, interrupt, interrupted, interrupts, forced, forget,"
            "forgot, did not, didn't, do not, don't, does not, doesn't, could not, couldn't, cannot, can't, but",
        )
        | _each(
            "asks-telling",
            "should, should not, shouldn't, should have, must, must not, mustn't, ought, ought to, have to, has to,"
            "had to, need to, try to, remember to, make sure, you could have, next time",
        )
        | _each("asks-absolute", "always, never, every time, all the time, whenever")
    ),
    plain={
        "attunement": "together",
        "attuned": "together",
        "cue": "sign",
        "cues": "signs",
        "regulate": "calm down",
        "regulates": "calms down",
        "regulated": "calm",
        "regulation": "calming down",
        "dysregulated": "upset",
        "self-regulation": "calming down",
        "co-regulation": "calming down together",
        "reciprocity": "to and fro",
        "reciprocal": "to and fro",
        "contingent": "you answer",
        "contingency": "you answer",
        "containment": "staying close",
        "attachment": "",
        "secure base": "a safe place to start from",
        "safe haven": "a safe place",
        "serve and return": "to and fro",
        "rupture": "losing each other for a moment",
        "repair": "finding each other again",
        "mirroring": "your face shows it too",
        "marked affect": "your face shows it",
        "affect": "feeling",
        "joint attention": "looking together",
        "shared attention": "looking together",
        "mind-minded": "thinking of what your baby feels",
        "mind-mindedness": "thinking of what your baby feels",
        "sensitivity": "",
        "sensitive": "",
        "responsive": "you answer",
        "responsiveness": "you answer",
        "disengage": "look away",
        "disengages": "looks away",
        "disengagement": "looking away",
        "gaze": "look",
        "gazes": "looks",
        "gaze aversion": "looking away",
        "vocalise": "make a sound",
        "vocalises": "makes a sound",
        "vocalisation": "sound",
        "vocalization": "sound",
        "proximity": "being close",
        "stimulation": "",
        "overstimulated": "in need of a rest",
        "interaction": "being together",
        "interactions": "being together",
        "engagement": "being together",
        "initiative": "what your baby starts",
        "initiatives": "what your baby starts",
        "scaffolding": "helping just enough",
        "dyad": "the two of you",
        "dyadic": "the two of you",
        "infant": "baby",
        "neonate": "baby",
        "caregiver": "you",
        "carer": "you",
        "primary carer": "you",
        "mother": "you",
        "father": "you",
        "parent": "you",
        "behaviour": "what happens",
        "behaviours": "what happens",
        "strategy": "",
        "developmental": "",
        "emotional availability": "being there",
    },
    exam=(
        "what do you see",
        "what did you see",
        "what can you see",
        "what do you notice",
        "what did you do",
        "what is happening here",
        "what happens here",
        "what happened",
        "what is this",
        "why",
        "can you tell me why",
        "do you know",
        "did you know",
        "did you notice",
        "do you see",
        "can you see",
        "don't you think",
        "how well",
        "what could you have",
        "what should",
        "what would be better",
        "is that right",
    ),
)

LISTS: dict[str, WordLists] = {"en": _ENGLISH}
