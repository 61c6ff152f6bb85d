"""From remarks to the findings a person sees: words, exemptions, order, budget."""

from tunelint.settle.budget import breaches
from tunelint.settle.chain import Exemption, settle
from tunelint.settle.wording import word

__all__ = ["Exemption", "breaches", "settle", "word"]
