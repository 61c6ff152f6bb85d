"""What tone, genre or part a prompt asks for, so that a reply that obeys is not called off voice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

_GENRES = """
poem rhyme haiku limerick sonnet ballad verse song lyrics rap jingle ode story tale fable joke riddle
pun tweet slogan tagline headline speech eulogy toast monologue dialogue script screenplay sketch essay
parody satire letter e-?mail memo press~release contract clause disclaimer obituary diary~entry
blog~post advert advertisement ad~copy sales~pitch product~description review prayer love~note
text~message caption hashtag emoji shanty hymn lullaby anthem psalm villanelle elegy epigram proverb chant
skit roast sermon manifesto horoscope anecdote vows? tongue~twister stand-?up greeting~card
"""
_TONES = """
formal informal casual friendly warm professional polite rude blunt sarcastic ironic humorous funny witty
playful serious enthusiastic excited angry sad poetic archaic old-fashioned legal academic scholarly
childish simple plain persuasive dramatic romantic inspirational motivational neutral confident apologetic
empathetic cheerful snarky flirty spooky mysterious medieval victorian biblical grumpy sassy cheeky gothic
shakespearean whimsical sentimental melodramatic nostalgic passive-aggressive pompous condescending
bureaucratic gloomy sombre somber deadpan
"""
_MAKES = "write compose draft create make~up make tell give~me generate come~up~with sing craft pen"
_MANNERS = "tone voice style manner register accent slang dialect"
_MANNERED = """
talk~like speak~like act~like explain~like like~i'm~(?:five|5) eli5
in~the~(?:style|voice|words|persona|role)~of from~the~(?:perspective|point~of~view)~of
like~an?~(?:pirate|child|five-year-old|5-year-old|robot|king|queen|poet|lawyer|wizard)
"""
_PARTS = r"""
pretend~(?:that~you~are|you~are|you're|to~be) role[-~]?play(?:ing)?(?:~as|~the~role~of)? act~as
imagine~(?:that~)?(?:you~are|you're|being|yourself~as) (?:speak|write|respond|answer|reply)~as
as~if~you~(?:were|are) (?:take|assume|play(?:ing)?)~(?:on~)?the~(?:role|part)~of your~role~is
"""
_CALLINGS = r"""
\w*(?:ologist|ographer|icist|emist|omist|orist|urist|ialist|alist|ientist|inguist|apist|entist|acist)
(?:hist|librar|techn|diet|electr|math\w*t|statist|phys|veter\w*r|poli|opt)i[ct]?ian historian librarian
\w*engineer \w+\s+expert expert professional consultant accountant assistant attendant analyst advis[eo]r
counsell?or professor lecturer instructor tutor teacher editor director doctor investigator researcher
designer developer programmer manager trainer lawyer attorney writer reporter planner officer ranger worker
agent representative chef nurse architect coach guide curator mechanic surgeon physician entrepreneur
negotiator translator interpreter author copywriter marketer recruiter salesperson astronaut astronomer
philosopher diplomat founder ceo executive owner inspector operator administrator
"""
"""Callings whose replies are expected in the voice of the rest: the part gives knowledge, not a tone."""
_MARKED = r"""
pirate \w*cowboy sailor knight king queen prince princess royal court duke lord emperor gladiator viking
samurai ninja minstrel bard jester troubadour medieval victorian ancient renaissance noir old-time
\d+(?:st|nd|rd|th)[-~]century wizard witch sorcerer\w* magic\w* mythical vampire ghost zombie monster dragon
mermaid leprechaun fairy elf goblin troll demon angel god goddess oracle prophet monk robot sentient alien
villain\w* superhero\w* hero spy detective child children childlike kids? toddler baby \w+[-~]year[-~]olds?
teen\w* student~with grandm\w+ grandp\w+ angry grumpy cranky sarcastic eccentric mad evil mischievous quirky
funny humorous comedian comedic poet\w* rapper singer musician surfer gamer influencer youtuber dj hippie
drunk tired sleepy bored nervous shy overly enthusiastic excited passionate dramatic cheerful friendly
spirited sassy snarky witty cheesy flamboyant shakespear\w* fictional cartoon actor actress celebrity famous
cat dog rabbit squirrel bird tree animal talking
"""
"""Words that give a part a tone of its own."""
_CUES = r"""
child children kids? toddler baby \w+[-~]year[-~]olds? teen\w* grandm\w+ grandp\w+ fans crew angry sarcastic
humou?r\w* funny witty dramatic persuade convince console comfort apologi[sz]e flirt interview speech
monologue in~character
"""
"""Words in a prompt with a part that ask for a tone of it."""
_CASUAL = r"""
text texting text[-~]message\w* tweet\w* slang\w* chat informal\w* casual\w* teen\w* gen[-~]?z rap rapper\w*
hip[-~]?hop street gang\w* surfer skater gamer streamer influencer youtuber social~media instagram tiktok
twitter drill~sergeant drunk\w* swear\w* curs(?:e|es|ing) profan\w* rude angr\w* insult\w* dialect accent
misspel\w* typo\w* style tone voice u r ur pls plz lol omg gonna wanna gotta
"""
"""Words in a prompt that explain text-message spelling and swearing in the reply."""
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
    rf"|\b{_any(_MANNERED)}\b"
    rf"|\b{_any(_REWRITES)}\b[^.?!\n]{{0,30}}?\b{_any(_GIVEN)}\b",
    re.IGNORECASE,
)
_CARELESS = re.compile(rf"\b{_any(_CASUAL)}s?\b", re.IGNORECASE)
_PART = re.compile(
    rf"\b{_any(_PARTS)}\s+(?P<part>[^.?!:;,\n]{{1,80}})"
    r"|(?:^|[.?!:;\n]\s*)(?:(?:hi|hello|please|now|today|suppose|assume)?,?\s*)you(?:\s+are|'re)\s+"
    r"(?P<you>(?:(?:an?|the)\s|(?-i:[A-Z]))[^.?!:;,\n]{1,80})"
    r"|^\s*as\s+(?P<as>(?:(?:an?|the)\s|(?-i:[A-Z]))[^.?!:;,\n]{1,80}),",
    re.IGNORECASE,
)
_CALLING = re.compile(rf"(?:an?|the|one of the)\s+(?:[a-z-]+\s+){{0,4}}?{_any(_CALLINGS)}s?\b")
_TINGED, _CUED = (re.compile(rf"\b{_any(words)}s?\b", re.IGNORECASE) for words in (_MARKED, _CUES))


class Asked(NamedTuple):
    """The words in which a prompt asks for a tone (or ""), and whether it excuses careless words."""

    words: str
    careless: bool


class AskedTone:
    """Measures in which words a prompt asks for a tone, a genre or a part."""

    name = "asked-tone"
    version = 3
    value = Asked
    reads: tuple[str, ...] = ()

    def __call__(self, passages: Sequence[Passage]) -> list[Asked]:
        """What each prompt asks for."""
        return [Asked(asked(passage.text), careless(passage.text)) for passage in passages]


def asked(prompt: str) -> str:
    """The words in which a prompt asks for a tone, genre, part or rewriting; "" where it does not.

    A part that is a plain calling ("you are a historian") asks for knowledge and leaves the tone as it is.
    """
    prompt = prompt.replace("’", "'")[:4000]
    if found := _ASKS.search(prompt):
        return found[0]
    for found in _PART.finditer(prompt):
        part = (found["part"] or found["you"] or found["as"]).strip()
        calling = _CALLING.match(part)
        if calling is None or _TINGED.search(calling[0]) or _CUED.search(prompt):
            return found[0].strip(" .?!:;\n")
    return ""


def careless(prompt: str) -> bool:
    """Whether a prompt names, or is written in, a manner that excuses text-message spelling and swearing."""
    return bool(_CARELESS.search(prompt[:4000]))


def asked_tone(_settings: Settings) -> AskedTone:
    """The measure."""
    return AskedTone()
