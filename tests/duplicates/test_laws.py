"""Order and sharding never change which rows are duplicates, conflicts, leaks or off topic."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, chat, write_rows
from tests.meaning.test_paraphrase import OTHERS, RETURN, REWORDED
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

RULES = load_rules([rules_folder()])
CLEAN = [json.loads(line) for line in (ROOT / "sample_data" / "sorrelby.jsonl").read_text().splitlines()[:60]]
LONG = (
    "Wipe the table with a soft damp cloth and dry it straight away. Twice a year, rub in a coat of hard wax "
    "oil along the grain, let it rest for ten minutes and polish it off. Keep hot pans off the bare wood."
)
COST = "What does it cost to have the oak table delivered?"
PLANTED = [
    *(chat(*pair) for pair in (*OTHERS, RETURN, REWORDED)),
    chat("How do I look after the oak table?", LONG),
    chat("How do I look after the oak table?", LONG),
    chat("How do I look after the OAK table", LONG.upper()),
    chat("How do I look after the oak table?", LONG.replace("soft damp", "soft, slightly damp")),
    chat(COST, "To have the oak table delivered costs 12 pounds."),
    chat(COST, "To have the oak table delivered costs 14 pounds."),
    chat("The oak table: what would delivery cost?", "Delivery of the oak table costs 15 pounds."),
    chat(
        "What did the treaty of 1648 change?", "It ended thirty years of war, and the princes chose a faith."
    ),
]
TESTED = [
    chat("How do I look after the oak table?", LONG),
    chat("When can I send back the lamp at the latest?", REWORDED[1].replace("gets", "receives")),
]
SELECTED = "duplicate,conflict,leak,outlier"
EXPECTED = {
    "duplicate/exact",
    "duplicate/normalised",
    "duplicate/near",
    "duplicate/semantic",
    "conflict/answers",
    "conflict/reworded",
    "leak/exact",
    "leak/reworded",
}


def verdicts(folder, parts):
    files = [str(write_rows(folder / f"part{number}.jsonl", part)) for number, part in enumerate(parts)]
    held = write_rows(folder / "held.jsonl", TESTED)
    chosen = ", ".join(f"'{family}'" for family in SELECTED.split(","))
    config = load_config(files, [f"eval=['{held}']", f"select=[{chosen}]"])
    outcome = check(files, make_plan(RULES, config), config)
    keys = {(ref.file, ref.line): ref.key for ref in outcome.rows}
    return Counter(
        (
            item.rule,
            item.severity,
            item.key,
            *(keys.get((near.file, near.line), near.line) for near in item.related[:1]),
        )
        for item in outcome.findings
        if item.rule != "conflict/repeated-prompts"
    )


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    return verdicts(tmp_path_factory.mktemp("straight"), [[*CLEAN, *PLANTED]])


def test_every_kind_has_something_to_find(straight):
    assert {rule for rule, *_ in straight} >= EXPECTED


@given(st.permutations([*CLEAN, *PLANTED]), st.integers(1, 3))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_order_and_sharding_never_change_the_groups(tmp_path, straight, rows, shards):
    assert verdicts(tmp_path, [rows[part::shards] for part in range(shards)]) == straight
