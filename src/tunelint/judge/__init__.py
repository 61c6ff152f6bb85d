"""Kinds of rules: each turns measured values into remarks."""

KINDS = {
    "conflicting-answers": "tunelint.judge.conflict_answers:AnswersKind",
    "fault": "tunelint.judge.fault:FaultKind",
    "mixed-variants": "tunelint.judge.mixed_variants:MixedVariantsKind",
    "glossary": "tunelint.judge.glossary:GlossaryKind",
    "off-voice": "tunelint.judge.off_voice:OffVoiceKind",
    "overlap": "tunelint.judge.overlap:OverlapKind",
    "overlap-near": "tunelint.judge.overlap_near:NearOverlapKind",
    "overlap-passage": "tunelint.judge.overlap_passage:PassageKind",
    "paraphrase": "tunelint.judge.paraphrase:ParaphraseKind",
    "pattern": "tunelint.judge.pattern:PatternKind",
    "readability-outlier": "tunelint.judge.readability_outlier:ReadabilityOutlierKind",
    "readability-range": "tunelint.judge.readability_range:ReadabilityRangeKind",
    "repeated": "tunelint.judge.repeated:RepeatedKind",
    "repeated-near": "tunelint.judge.repeated_near:NearKind",
    "repeated-prompts": "tunelint.judge.conflict_prompts:PromptsKind",
    "same-preference": "tunelint.judge.conflict_preference:PreferenceKind",
    "same-reply": "tunelint.judge.conflict_reply:ReplyKind",
    "structure": "tunelint.judge.structure.kinds:StructureKind",
    "structure-file": "tunelint.judge.structure.kinds:StructureFileKind",
    "topic": "tunelint.judge.topic:TopicKind",
}
"""Name of a kind -> `module:class`; imported only when a rule of the kind runs."""
