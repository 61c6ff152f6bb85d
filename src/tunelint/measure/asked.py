"""What tone, genre or part a prompt asks for, so that a reply that obeys is not called off voice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

_GENRES = """
poem rhyme haiku limerick sonnet ballad verse song lyrics rap jingle ode story tale fable joke riddle
pun tweet slogan tagline headline speech eulogy toast monologue dialogue script screenplay sketch essay
parody satire letter e-?mail memo press~release contract clause disclaimer obituary diary~entry
blog~post advert advertisement ad~copy sales~pitch product~description review prayer love~note
text~message caption hashtag emoji
"""
_TONES = """
formal informal casual friendly warm professional polite rude blunt sarcastic ironic humorous funny witty
playful serious enthusiastic excited angry sad poetic archaic old-fashioned legal academic scholarly
childish simple plain persuasive dramatic romantic inspirational motivational neutral confident apologetic
empathetic cheerful snarky flirty spooky mysterious medieval victorian biblical
"""
_MAKES = "write compose draft create make~up make tell give~me generate come~up~with sing craft pen"
_MANNERS = "tone voice style manner register accent slang dialect"
_PARTS = """
pretend role-?play act~as act~like imagine~you imagine~that~you talk~like speak~like speak~as write~as
respond~as answer~as reply~as you~are~an? you~are~the as~if~you~(?:were|are)
in~the~(?:style|voice|words|persona|role)~of from~the~(?:perspective|point~of~view)~of explain~like
like~i'm~(?:five|5) eli5
like~an?~(?:pirate|child|five-year-old|5-year-old|robot|king|queen|poet|lawyer|wizard)
"""
_REWRITES = "rewrite rephrase paraphrase translate summari[sz]e proofread edit correct complete"
_GIVEN = "this the these following sentence paragraph text story passage it"
_REPLIES = "reply answer response message note version explanation way"


def _any(words: str) -> str:
    """An alternation of words; `~` stands for a blank."""
    return "(?:" + "|".join(words.split()).replace("~", r"\s+") + ")"


_ASKS = re.compile(
    rf"\b{_any(_MAKES)}\b[^.?!\n]{{0,40}}?\b{_any(_GENRES)}s?\b"
    rf"|\b(?:in|with|using|adopt|use)\s+an?\s+(?:\w+(?:,| and)?\s+){{0,3}}?{_any(_MANNERS)}\b"
    rf"|\b(?:more|less|sounds?|make it|make this|be)\s+(?:more |less |very )?{_any(_TONES)}\b"
    rf"|\ban?\s+{_any(_TONES)}\s+{_any(_REPLIES)}\b"
    rf"|\b{_any(_PARTS)}\b"
    rf"|\b{_any(_REWRITES)}\b[^.?!\n]{{0,30}}\b{_any(_GIVEN)}\b",
    re.IGNORECASE,
)


class AskedTone:
    """Measures the words in which a prompt asks for a tone, a genre or a part; "" where it does not."""

    name = "asked-tone"
    version = 1
    value = str
    reads: tuple[str, ...] = ()

    def __call__(self, passages: Sequence[Passage]) -> list[str]:
        """The asking words of each prompt."""
        return [asked(passage.text) for passage in passages]


def asked(prompt: str) -> str:
    """The words in which a prompt asks for a tone, genre, part or rewriting; "" where it does not."""
    found = _ASKS.search(prompt.replace("’", "'")[:4000])
    return found[0] if found else ""


def asked_tone(_settings: Settings) -> AskedTone:
    """The measure."""
    return AskedTone()
