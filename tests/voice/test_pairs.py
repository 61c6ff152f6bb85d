"""The hand-written pairs: enough of them, two different ends, and nothing of the texts that are tested on."""

import json
import re
from collections import Counter
from pathlib import Path

from tunelint.rulebook.load import rules_folder
from tunelint.train.corpus import neutral_passages, read_pairs
from tunelint.train.rewrites import styles

VOICES = Path(__file__).parents[1] / "data" / "voices"
RUN = 6
"""Words in a row that two texts on different things do not share by chance, save stock phrases."""

PAIRS = read_pairs((rules_folder() / "axes").glob("*.toml"))


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[\w']+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def held_out() -> list[str]:
    files = [path.read_text(encoding="utf-8") for path in sorted(VOICES.glob("*.jsonl"))]
    return [json.loads(line)["reply"] for text in files for line in text.splitlines()]


def test_every_axis_has_twenty_pairs_or_more_and_half_of_them_are_paragraphs():
    number = Counter(pair.axis for pair in PAIRS)
    assert len(number) == 17
    assert min(number.values()) >= 20
    long = Counter(pair.axis for pair in PAIRS if len(pair.high.split()) >= 25)
    assert all(long[axis] >= number[axis] / 3 for axis in number)


def test_the_ends_of_a_pair_differ_and_no_text_stands_twice():
    texts = [text for pair in PAIRS for text in (pair.high, pair.low)]
    assert len(set(texts)) == len(texts)
    shared = Counter(run for text in texts for run in runs(text))
    by_pair = Counter(run for pair in PAIRS for run in runs(pair.high) | runs(pair.low))
    assert not [run for run in shared if by_pair[run] > 3]


def test_no_pair_and_no_neutral_passage_shares_a_run_of_words_with_a_held_out_text():
    known = {run for text in held_out() for run in runs(text)}
    taught = [text for pair in PAIRS for text in (pair.high, pair.low)] + neutral_passages()
    assert [text for text in taught if len(runs(text) & known) > 1] == []


def test_rewrites_move_along_axes_that_exist():
    axes = {pair.axis for pair in PAIRS}
    named = [style["axis"].split() for style in styles().values() if "axis" in style]
    assert len(named) >= 20
    assert all(axis in axes and end in {"high", "low"} for axis, end in named)
