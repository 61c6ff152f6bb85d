"""Measures: dear, pure, versioned values of passages."""

MEASURES: dict[str, str] = {
    "asked-tone": "tunelint.measure.asked:asked_tone",
    "identity": "tunelint.measure.identity:IdentityMeasure",
    "language": "tunelint.measure.language:LanguageMeasure",
    "closer": "tunelint.measure.phrase:CloserMeasure",
    "ending": "tunelint.measure.ending:EndingMeasure",
    "length": "tunelint.measure.length:LengthMeasure",
    "open-fence": "tunelint.measure.fence:OpenFenceMeasure",
    "opener": "tunelint.measure.phrase:OpenerMeasure",
    "repetition": "tunelint.measure.repetition:RepetitionMeasure",
    "wording": "tunelint.measure.wording:WordingMeasure",
    "matches": "tunelint.measure.matches:MatchesMeasure",
    "meaning": "tunelint.measure.meaning:Meaning",
    "passages": "tunelint.measure.identity:PassagesMeasure",
    "readability": "tunelint.measure.readability:ReadabilityMeasure",
    "signature": "tunelint.measure.identity:SignatureMeasure",
    "style": "tunelint.measure.style:StyleMeasure",
    "variants": "tunelint.measure.variants:VariantsMeasure",
    "terms": "tunelint.measure.terms:TermsMeasure",
    "voice": "tunelint.measure.voice:voice",
}
"""Name of a measure -> `module:factory`; imported only when a rule wants it."""
