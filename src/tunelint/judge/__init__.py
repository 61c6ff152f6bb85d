"""Kinds of rules: each turns measured values into remarks."""

KINDS = {
    "fault": "tunelint.judge.fault:FaultKind",
    "structure": "tunelint.judge.structure.kinds:StructureKind",
    "structure-file": "tunelint.judge.structure.kinds:StructureFileKind",
    "glossary": "tunelint.judge.glossary:GlossaryKind",
    "conflicting-answers": "tunelint.judge.conflict_answers:AnswersKind",
    "repeated-prompts": "tunelint.judge.conflict_prompts:PromptsKind",
    "same-preference": "tunelint.judge.conflict_preference:PreferenceKind",
    "same-reply": "tunelint.judge.conflict_reply:ReplyKind",
    "repeated": "tunelint.judge.repeated:RepeatedKind",
    "repeated-near": "tunelint.judge.repeated_near:NearKind",
    "readability-outlier": "tunelint.judge.readability_outlier:ReadabilityOutlierKind",
    "readability-range": "tunelint.judge.readability_range:ReadabilityRangeKind",
    "topic": "tunelint.judge.topic:TopicKind",
    "pattern": "tunelint.judge.pattern:PatternKind",
}
"""Name of a kind -> `module:class`; imported only when a rule of the kind runs."""
