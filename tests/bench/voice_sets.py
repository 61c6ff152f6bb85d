"""Real bases, development voices and controls for the tone benchmark."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tunelint.measure.asked import asked
from tunelint.measure.voice import vector, voice
from tunelint.model.settings import Settings
from tunelint.profile.voice import FUNCTION_SHARE, WORDS
from tunelint.train.corpus import neutral_passages

ROOT = Path(__file__).resolve().parents[2]
VOICES = ROOT / "tests" / "data" / "voices"


ENGINE = ["counted"]
"""What tone is read with; the benchmark's option sets it."""

TOPICS = tuple(
    re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for words in (
        "recipe|cook|bak(?:e|ing)|ingredient|flour|oven",
        "planet|star|galax|space|astro|telescope",
        "dog|cat|horse|bird|pet|animal",
        "money|price|bank|loan|invest|tax",
        "music|song|band|guitar|concert|piano",
        "doctor|health|medic|injur|symptom|sleep",
        "train|bus|car|drive|flight|travel|road",
        "school|teacher|student|class|homework",
        "book|novel|author|story|read",
        "garden|plant|tree|flower|seed|soil",
        "snow|rain|weather|storm|wind|temperature",
        "child|kids|famil|parent|baby",
        "computer|software|robot|code|machine|data",
        "game|sport|team|race|ski lesson|player",
        "water|river|ocean|sea|boat|fish",
        "shop|store|sell|buy|customer|order",
    )
)
"""Topics by their words: made rare on purpose, answers on them must not look off voice."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts with their voice vectors, one row each."""

    texts: tuple[str, ...]
    rows: np.ndarray

    def take(self, places) -> Texts:
        """The texts at some places."""
        return Texts(tuple(self.texts[at] for at in places), self.rows[places])

    def __add__(self, other: Texts) -> Texts:
        return Texts(self.texts + other.texts, np.concatenate([self.rows, other.rows]))


def measured(texts) -> Texts:
    """Texts that can be judged (15 words of English prose or more), each once."""
    measure = voice(Settings(), engine=ENGINE[0])
    pairs = [(text, vector(text, measure.weights, measure.reader)) for text in dict.fromkeys(texts)]
    pairs = [
        (t, row) for t, row in pairs if row is not None and row[WORDS] >= 15 and row[FUNCTION_SHARE] >= 0.03
    ]
    return Texts(tuple(text for text, _ in pairs), np.array([row for _, row in pairs], dtype=float))


def lines(path: Path) -> list[dict]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def bases(data: Path) -> dict[str, Texts]:
    """On-voice sets: real answers in one voice each, without what the training read or a prompt asked for."""
    read = set(neutral_passages())
    roles = json.loads(
        (data / "datasets/gpteacher/roleplay-simple-deduped-roleplay-instruct.json").read_text()
    )
    davinci = lines(data / "datasets/self_instruct/text-davinci-003_predictions.jsonl")
    ski = lines(data / "datasets/ski_resort/training_data.jsonl")
    maths = json.loads((data / "datasets/gsm8k_alpaca/gsm_8k_train.json").read_text())
    house = lines(ROOT / "sample_data/sorrelby.jsonl")
    found = {
        "gpteacher": [(row["instruction"], row["response"]) for row in roles],
        "ski_resort": [(row["instruction"], row["output"]) for row in ski],
        "self_instruct": [(row["instruction"], row["response"].strip()) for row in davinci],
        "sorrelby": [(_turn(row, "user"), _turn(row, "assistant")) for row in house],
        "gsm8k": [(row["instruction"], row["output"]) for row in maths],
    }
    return {
        name: measured(reply for prompt, reply in pairs if reply not in read and not asked(prompt))
        for name, pairs in found.items()
    }


def clean(data: Path) -> dict[str, Texts]:
    """More real sets that nobody planted anything in, for false alarms: each by one author or model."""
    apple = lines(data / "datasets/mlx_examples/wwdc25/data/all.jsonl")
    orca = lines(
        data
        / "datasets/azure_ft_samples/Sample_Datasets/Direct_Preference_Optimization/orca_dpo_pairs"
        / "validation.jsonl"
    )
    found = {
        "wwdc25": [(row["prompt"], row["completion"]) for row in apple],
        "orca": [(_turn(row["input"], "user"), row["preferred_output"][0]["content"]) for row in orca],
    }
    read = set(neutral_passages())
    return {
        name: measured(reply for prompt, reply in pairs if reply not in read and not asked(prompt))
        for name, pairs in found.items()
    }


def _turn(row: dict, role: str) -> str:
    return next(turn["content"] for turn in row["messages"] if turn["role"] == role)


def voices() -> dict[str, Texts]:
    """Hand-written off-voice answers by voice; never trained on."""
    found: dict[str, list[str]] = {}
    for row in lines(VOICES / "voices.jsonl"):
        found.setdefault(row["voice"], []).append(row["reply"])
    return {name: measured(texts) for name, texts in found.items()}


def controls() -> Texts:
    """On-voice answers by the writer of the voices, on the same topics."""
    return measured(row["reply"] for row in lines(VOICES / "topics.jsonl"))


def rare() -> Texts:
    """On-voice answers on topics that occur once."""
    return measured(row["reply"] for row in lines(VOICES / "rare.jsonl"))


def quadruples(data: Path) -> dict[str, list[tuple[str, str, str, str, int]]]:
    """STEL by task: two anchors, two alternatives, and which of these has the style of anchor 1."""
    names = ("Anchor 1", "Anchor 2", "Alternative 1.1", "Alternative 1.2", "Correct Alternative")
    found = {}
    for path in sorted((data / "tone/stel/characteristics").glob("quad_questions_char_*.tsv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
        task = path.stem.removeprefix("quad_questions_char_")
        found[task] = [(*(row[name] for name in names[:4]), int(row[names[4]])) for row in rows]
    return found
