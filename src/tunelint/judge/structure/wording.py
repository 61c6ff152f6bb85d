"""The words and the severity of what a target does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tunelint.model.rule import rank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tunelint.judge.structure.target import Fact, Target
    from tunelint.model.rule import Severity

DETAILS = frozenset(
    {"target", "name", "outcome", "verdict", "what", "wording", "said", "source", "read", "certain", "fact"}
)
"""What a remark tells of a fact: `wording` is the target's own text, `said` a sentence that quotes it."""

_NAME = re.compile(r"\{(\w+)\}")
_VERDICTS = {
    "rejected": "refuses this",
    "dropped": "drops this in silence",
    "altered": "alters this",
    "harmful": "takes this, but it does harm",
    "accepted": "takes this, but",
}
_UNCERTAIN = {
    "rejected": "may refuse this",
    "dropped": "may drop this in silence",
    "altered": "may alter this",
}


def details_of(target: Target, fact: Fact, what: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The details of a remark; `given` fills the placeholders of the fact's own words."""
    wording = _filled(fact.says, given)
    verdict = (
        _VERDICTS[fact.outcome] if fact.certain else _UNCERTAIN.get(fact.outcome, _VERDICTS[fact.outcome])
    )
    return {
        "target": target.handle,
        "name": target.name,
        "outcome": fact.outcome,
        "verdict": verdict,
        "what": _filled(fact.what, given) if fact.what else what,
        "wording": wording,
        "said": f" It says: “{wording}”" if wording else "",
        "source": fact.source or target.source,
        "read": fact.read or target.read,
        "certain": fact.certain,
        "fact": fact.name,
    }


def _filled(text: str, given: Mapping[str, Any]) -> str:
    """A text with its {names} replaced where they are given; other braces stay."""
    return _NAME.sub(lambda match: str(given.get(match[1], match[0])), text)


def severity_of(fact: Fact, cap: Severity) -> Severity:
    """The severity of a fact's findings, no worse than `cap`."""
    return min(fact.severity, cap, key=rank)
