"""Measures: dear, pure, versioned values of passages."""

MEASURES: dict[str, str] = {
    "meaning": "tunelint.measure.meaning:Meaning",
    "terms": "tunelint.measure.terms:TermsMeasure",
}
"""Name of a measure -> `module:factory`; imported only when a rule wants it."""
