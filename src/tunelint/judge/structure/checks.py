"""The checks that facts may name, and the rule that each belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tunelint.judge.structure import (
    content,
    fields,
    files,
    keys,
    media,
    preference,
    texts,
    tools,
    turns,
    weights,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Reads = Literal["outline", "parts", "texts", "faults", "file"]
"""What a check looks at: keys, roles and types of a row; what parts and tool calls hold besides; texts
besides; what reading found; a whole file."""


class Check(NamedTuple):
    """A check: the rule that its findings belong to, its function, and what it reads.

    A function of a row takes a `Draft`, one of a file a `Census`; its keyword arguments are those of the
    fact.
    """

    rule: str
    function: Callable[..., Any]
    reads: Reads = "outline"


CHECKS: dict[str, Check] = {
    "missing-key": Check("keys", keys.missing_key),
    "extra-key": Check("keys", keys.extra_key),
    "exclusive-keys": Check("keys", keys.exclusive_keys),
    "key-combination": Check("keys", keys.key_combination),
    "deprecated-key": Check("keys", keys.deprecated_key),
    "value": Check("keys", keys.value, "texts"),
    "same-length": Check("keys", keys.same_length),
    "messages": Check("turns", turns.messages),
    "field": Check("turns", fields.field),
    "message-keys": Check("turns", fields.message_keys),
    "role": Check("turns", turns.role),
    "one-role": Check("turns", turns.one_role),
    "role-count": Check("turns", turns.role_count),
    "exclusive-fields": Check("turns", fields.exclusive_fields),
    "earlier-answers": Check("turns", turns.earlier_answers),
    "first": Check("turns", turns.first),
    "last": Check("turns", turns.last),
    "order": Check("turns", turns.order),
    "repeated": Check("turns", turns.repeated),
    "system-place": Check("turns", turns.system_place),
    "needs": Check("turns", turns.needs),
    "parity": Check("turns", turns.parity),
    "places": Check("turns", turns.places),
    "pair-of-texts": Check("turns", fields.pair_of_texts),
    "content": Check("content", content.content),
    "empty": Check("content", content.empty),
    "empty-text": Check("content", content.empty_text),
    "parts": Check("content", content.parts),
    "one-medium": Check("content", media.one_medium),
    "parts-most": Check("content", media.parts_most),
    "media-size": Check("content", media.media_size, "parts"),
    "same-style": Check("content", content.same_style),
    "at-most": Check("content", keys.at_most),
    "part-value": Check("content", keys.value),
    "media-tokens": Check("content", media.media_tokens, "texts"),
    "edge-space": Check("content", content.edge_space, "parts"),
    "boundary": Check("content", content.boundary, "texts"),
    "weight-value": Check("weight", weights.weight_value),
    "boolean-weight": Check("weight", weights.boolean_weight),
    "weight-role": Check("weight", weights.weight_role),
    "untrained": Check("weight", weights.untrained),
    "part-weight": Check("weight", weights.part_weight),
    "call-field": Check("tools", tools.call_field),
    "call-name": Check("tools", tools.call_name),
    "call-id": Check("tools", tools.call_id, "parts"),
    "arguments": Check("tools", tools.arguments),
    "arguments-json": Check("tools", tools.arguments_json, "parts"),
    "arguments-schema": Check("tools", tools.arguments_schema, "parts"),
    "unknown-tool": Check("tools", tools.unknown_tool),
    "calls-alone": Check("tools", tools.calls_alone),
    "tools-missing": Check("tools", tools.tools_missing),
    "tool-field": Check("tools", tools.tool_field),
    "tool-value": Check("tools", keys.value, "texts"),
    "orphan-answer": Check("tools", tools.orphan_answer),
    "unanswered-call": Check("tools", tools.unanswered_call),
    "answer-id": Check("tools", tools.answer_id, "parts"),
    "json-text": Check("tools", tools.json_text, "texts"),
    "identical-pair": Check("preference", preference.identical_pair, "texts"),
    "prompt-in-answer": Check("preference", preference.prompt_in_answer, "texts"),
    "reserved": Check("reserved", texts.reserved, "texts"),
    "tokens": Check("length", texts.tokens, "texts"),
    "prompt-tokens": Check("length", texts.prompt_tokens, "texts"),
    "characters": Check("length", texts.characters, "texts"),
    "shared-prefix": Check("preference", preference.shared_prefix, "texts"),
    "fault": Check("encoding", files.fault, "faults"),
    "file-format": Check("file", files.file_format, "file"),
    "mark": Check("file", files.mark, "file"),
    "file-name": Check("file", files.file_name, "file"),
    "one-method": Check("columns", files.one_method, "file"),
    "key-in-some": Check("columns", files.key_in_some, "file"),
    "without-key": Check("columns", files.without_key, "file"),
    "role-guess": Check("columns", files.role_guess, "file"),
    "type-drift": Check("columns", files.type_drift, "file"),
    "dates": Check("columns", files.dates, "file"),
    "large-integer": Check("columns", files.large_integer, "file"),
    "rows": Check("count", files.row_count, "file"),
    "bytes": Check("file", files.file_size, "file"),
    "one-label": Check("count", files.one_label, "file"),
}
"""Name of a check in a target file -> the check."""
