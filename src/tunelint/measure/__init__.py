"""Measures: dear, pure, versioned values of passages."""

MEASURES: dict[str, str] = {
    "meaning": "tunelint.measure.meaning:Meaning",
    "language": "tunelint.measure.language:LanguageMeasure",
    "readability": "tunelint.measure.readability:ReadabilityMeasure",
    "matches": "tunelint.measure.matches:MatchesMeasure",
    "terms": "tunelint.measure.terms:TermsMeasure",
    "identity": "tunelint.measure.identity:IdentityMeasure",
    "signature": "tunelint.measure.identity:SignatureMeasure",
}
"""Name of a measure -> `module:factory`; imported only when a rule wants it."""
