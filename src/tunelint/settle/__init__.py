"""From remarks to the findings a person sees: words, exemptions, order, what is known, budget."""

from tunelint.settle.allow import Allowance, allow
from tunelint.settle.baseline import Baseline, hold_back, read_baseline, stale
from tunelint.settle.budget import Part, breaches, budget_mistake, part_breaches, shortfalls
from tunelint.settle.chain import Exemption, order, settle
from tunelint.settle.covered import uncovered
from tunelint.settle.mask import dotted
from tunelint.settle.since import keys_at, only_new
from tunelint.settle.wording import word

__all__ = [
    "Allowance",
    "Baseline",
    "Exemption",
    "Part",
    "allow",
    "breaches",
    "budget_mistake",
    "dotted",
    "hold_back",
    "keys_at",
    "only_new",
    "order",
    "part_breaches",
    "read_baseline",
    "settle",
    "shortfalls",
    "stale",
    "uncovered",
    "word",
]
