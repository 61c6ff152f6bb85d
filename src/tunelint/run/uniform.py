"""How uniform the voice of some data is, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.engine import check
from tunelint.run.plan import make_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.run.config import Config

_STRAY, _MIXED = "tone/off-voice", "tone/two-voices"
_UNEVEN = 0.05
"""Share of replies off the voice from which the set is called uneven. Policy."""


def how_uniform(files: Sequence[str], config: Config) -> str:
    """How many replies stand out from the voice of the rest, and whether there are two voices.

    Few that stand out are no proof of one voice: in a set of many voices hardly any does.
    """
    rules = load_rules([rules_folder()])
    plan = make_plan({name: rules[name] for name in (_STRAY, _MIXED)}, config)
    outcome = check(list(files), plan, config)
    found = [finding.rule for finding in outcome.findings]
    some = [item for item in outcome.not_judged if item.rule == _STRAY]
    unjudged = [item.reason for item in some if not 0 < item.total < outcome.examples]
    if unjudged:
        return f"how uniform the voice is cannot be told: {unjudged[0]}"
    strays, rows = found.count(_STRAY), max(1, outcome.examples)
    counted = f"{strays:,} of {rows:,} replies stand out from the voice of the rest ({strays / rows:.1%})"
    if _MIXED in found:
        return f"{counted}, and there are two voices: choose one before you train"
    if strays >= _UNEVEN * rows:
        return f"{counted}: the voice is uneven, and training would teach that; mend these replies first"
    return counted
