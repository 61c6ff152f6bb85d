"""Kinds of rules: each turns measured values into remarks."""

KINDS = {
    "fault": "tunelint.judge.fault:FaultKind",
    "glossary": "tunelint.judge.glossary:GlossaryKind",
}
"""Name of a kind -> `module:class`; imported only when a rule of the kind runs."""
