"""`tunelint cost`, `tunelint worth` and `tunelint voice prompt`: their arithmetic, shown and right."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, chat, run_cli, write_rows
from tunelint.model.errors import UserError
from tunelint.model.price import parse_price
from tunelint.run.amount import Amount, usual_epochs
from tunelint.run.worth import Figures, sizes, weigh

SAMPLE = ROOT / "sample_data/sorrelby.jsonl"
FIGURES = {
    "--pieces": "200", "--minutes": "6", "--tuned-minutes": "4", "--rate": "60", "--hours": "40",
    "--train-price": "25/1M", "--price": "2.5/1M", "--reply-price": "10/1M", "--tuned-price": "3.75/1M",
    "--tuned-reply-price": "15/1M",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "token", "sign"),
    [
        ("25/1M", 25e-6, ""),
        ("$3.00/1M", 3e-6, "$"),
        ("0.008/1K", 8e-6, ""),
        ("3 €/1M tokens", 3e-6, "€"),
        ("USD 4/2m", 2e-6, "USD"),
    ],
)
def test_prices_are_read_as_people_write_them(text, token, sign):
    price = parse_price(text, "--price")
    assert price.per_token == pytest.approx(token)
    assert price.currency == sign


@pytest.mark.parametrize("text", ["25", "x/1M", "5/0", "", "-3/1M", "3/1G"])
def test_what_is_no_price_is_said(text):
    with pytest.raises(UserError, match="no price"):
        parse_price(text, "--price")


def test_the_cost_is_tokens_times_epochs_times_price():
    done = run_cli("cost", SAMPLE, "--price", "$25/1M", "--epochs", "2")
    found = re.search(r"([\d,]+) tokens x 2 epochs x \$25\.00 a million = \$([\d.]+)", done.stdout.decode())
    assert done.returncode == 0
    tokens = int(found[1].replace(",", ""))
    assert float(found[2]) == pytest.approx(tokens * 2 * 25 / 1e6, abs=0.01)
    assert b"OpenAI's fine-tuning guide" in done.stdout


def test_an_encoding_that_is_not_at_hand_gives_an_estimate_that_says_so():
    done = run_cli("cost", SAMPLE, "--price", "25/1M", "--encoding", "nobody_knows")
    assert b"estimated at 4 bytes a token" in done.stdout


def test_turns_of_no_weight_are_not_trained(tmp_path):
    row = chat("Is it loud at night?", "No, it hums a little, and only when the lamp is on.")
    silent = {"messages": [row["messages"][0], {**row["messages"][1], "weight": 0}]}
    told = run_cli("cost", write_rows(tmp_path / "a.jsonl", [silent]), "--price", "1/1M").stdout
    assert b"0 tokens (0%) are replies" in told


def test_nothing_to_train_on_is_an_error(tmp_path):
    path = write_rows(tmp_path / "a.jsonl", [{"messages": []}])
    done = run_cli("cost", path, "--price", "1/1M")
    assert done.returncode == 2
    assert b"nothing to count" in done.stderr


@given(st.integers(1, 100_000))
def test_usual_epochs_stay_within_their_limits(rows):
    assert 1 <= usual_epochs(rows) <= 25
    assert usual_epochs(rows) >= usual_epochs(rows + 1)


def test_worth_asks_for_what_it_is_not_told():
    told = run_cli("worth", SAMPLE, "--pieces", "10").stdout.decode()
    assert "enough to train a voice" in told
    assert all(name in told for name in FIGURES if name != "--pieces")
    assert "break-even" not in told


def test_worth_shows_where_the_break_even_lies():
    told = run_cli("worth", SAMPLE, *(word for pair in FIGURES.items() for word in pair)).stdout.decode()
    once, saved, pieces = re.search(
        r"break-even: ([\d,.]+) / ([\d.]+) saved a piece = ([\d,]+)", told
    ).groups()
    assert int(pieces.replace(",", "")) == pytest.approx(
        float(once.replace(",", "")) / float(saved), rel=0.01
    )
    assert "6.0 months" in told


@given(st.floats(0, 60), st.floats(0, 60))
def test_the_prompt_wins_exactly_where_a_piece_costs_less_with_it(minutes, tuned):
    free = parse_price("0/1M", "--price")
    figures = Figures(10, minutes, tuned, 60, 1, free, free, free, free, free)
    told = "\n".join(weigh(sizes(Amount((20,), (10,), exact=True, encoding=""), 100, 3), figures))
    assert ("prompt is the cheaper way" in told) == (minutes <= tuned)


def test_few_examples_are_told_plainly(tmp_path):
    rows = [chat(f"Question {n}?", f"Answer number {n}.") for n in range(5)]
    done = run_cli("worth", write_rows(tmp_path / "a.jsonl", rows))
    assert b"too few to train on" in done.stdout
    assert done.returncode == 0


def test_the_prompt_holds_rules_words_and_examples_of_the_data():
    done = run_cli(
        "voice", "prompt", SAMPLE, "--examples", "2", "--config", ROOT / "sample_data/tunelint.toml"
    )
    text = done.stdout.decode()
    assert text.count("\nRequest: ") == text.count("\nReply: ") == 2
    assert "Write “email”, not “e-mail”" in text
    replies = SAMPLE.read_text("utf-8")
    assert all(line[7:60] in replies for line in text.splitlines() if line.startswith("Reply: "))


def test_worth_says_how_many_replies_stand_out(tmp_path):
    told = run_cli("worth", SAMPLE).stdout.decode()
    assert " of 220 replies stand out from the voice of the rest" in told
    rows = [chat(f"Question {n}?", "The lamp is on from six to ten, as you can see.") for n in range(9)]
    told = run_cli("worth", write_rows(tmp_path / "few.jsonl", rows)).stdout.decode()
    assert "how uniform the voice is cannot be told: " in told
