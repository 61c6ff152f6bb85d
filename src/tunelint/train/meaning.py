"""Rebuild the shipped table of meaning: `python -m tunelint.train.meaning --wordnet FOLDER --out FOLDER`.

A static table is distilled from all-MiniLM-L6-v2. Each word piece starts with the model's own vector of it.
Then the pieces are fitted so that their sum points where the model points for a whole text, on the
definitions and example sentences of WordNet 3.0, alone and in runs of neighbours. The result is stored as
int8: sums lose nothing measurable by it.

Needs: `pip install torch --index-url https://download.pytorch.org/whl/cpu`, `pip install
'tunelint[embeddings]'`, and WordNet's `data.*` files (Debian: `apt-get install wordnet-base`, in
/usr/share/wordnet). Half an hour on two cores, nearly all of it the model reading 170,000 texts. The
model's arithmetic differs a little between machines, so a rebuilt table measures the same but is not the
same byte for byte.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import EmbeddingBag
from torch.nn.functional import normalize

from tunelint.measure.meaning.static import PIECES, TABLE
from tunelint.measure.meaning.transformer import TransformerEngine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

SIZE, EPOCHS, BATCH, RATE, SEED = 256, 4, 1024, 1e-3, 0
RUNS, RUN_LENGTH = 9000, (3, 9)
"""How many runs of neighbouring entries serve as long texts, and the least and most entries of one."""

PAIRS_WEIGHT = 20.0
"""Weight of the error in the similarities within a batch, against the error in direction."""

FREQUENT = 1e-3
"""Pieces more frequent than this start with a shorter vector: smooth inverse frequency, Arora et al. 2017."""


def main() -> None:
    """Build the table and write it with its tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    teacher = TransformerEngine()
    texts = list(wordnet_texts(options.wordnet))
    print(f"{len(texts):,} texts; the model reads them")
    wanted = teacher.encode(texts)
    tokenizer = pieces_of(teacher.model.tokenizer.backend_tokenizer.to_str())
    axes = main_axes(wanted)
    table = fit(tokenizer, texts, wanted @ axes, first_vectors(teacher, tokenizer) @ axes)
    options.out.mkdir(parents=True, exist_ok=True)
    np.save(options.out / TABLE, quantize(table))
    tokenizer.save(str(options.out / PIECES), pretty=False)
    print(f"wrote {options.out / TABLE} and {options.out / PIECES}")


def wordnet_texts(folder: Path) -> Iterator[str]:
    """Definitions with their words, example sentences, and runs of neighbouring entries as longer texts."""
    runs: list[str] = []
    rng = random.Random(SEED)
    short: set[str] = set()
    for part in ("noun", "verb", "adj", "adv"):
        entries = [_entry(line) for line in _lines(folder / f"data.{part}")]
        for words, meaning, examples in entries:
            short |= {f"{', '.join(words)}: {meaning}", *(text for text in examples if len(text) > 15)}
        runs += _runs(entries, rng)
    yield from sorted(short)
    yield from rng.sample(runs, min(RUNS, len(runs)))


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        yield from (line for line in file if not line.startswith("  "))


def _entry(line: str) -> tuple[list[str], str, list[str]]:
    """Words, definition and examples of one line; see the manual page wndb(5)."""
    head, _, gloss = line.partition(" | ")
    fields = head.split()
    words = [
        fields[4 + 2 * number].partition("(")[0].replace("_", " ") for number in range(int(fields[3], 16))
    ]
    return words, re.sub(r';?\s*"[^"]*".*', "", gloss).strip(" ;\n"), re.findall(r'"([^"]+)"', gloss)


def _runs(entries: Sequence[tuple[list[str], str, list[str]]], rng: random.Random) -> list[str]:
    runs, start = [], 0
    while start < len(entries):
        end = start + rng.randint(*RUN_LENGTH)
        parts = [
            text for words, gloss, said in entries[start:end] for text in (f"{words[0]} is {gloss}", *said)
        ]
        runs.append(" ".join(f"{text[:1].upper()}{text[1:]}." for text in parts))
        start = end
    return runs


def pieces_of(serialized: str) -> Tokenizer:
    """The model's tokenizer without its unused and special pieces, renumbered."""
    state = json.loads(serialized)
    names = sorted(state["model"]["vocab"], key=state["model"]["vocab"].get)
    kept = [name for name in names if not re.fullmatch(r"\[(unused\d+|CLS|SEP|MASK|PAD)\]", name)]
    state["model"]["vocab"] = {name: number for number, name in enumerate(kept)}
    state |= {"truncation": None, "padding": None, "post_processor": None, "added_tokens": []}
    return Tokenizer.from_str(json.dumps(state, ensure_ascii=False))


def first_vectors(teacher: TransformerEngine, tokenizer: Tokenizer) -> NDArray[np.float32]:
    """The model's mean vector for each piece standing alone; zeros for the unknown piece."""
    vocabulary = tokenizer.get_vocab()
    own = teacher.model.tokenizer
    names = sorted(vocabulary, key=vocabulary.__getitem__)
    numbers = own.convert_tokens_to_ids(names)
    vectors = []
    for start in range(0, len(numbers), BATCH):
        ids = torch.tensor([[own.cls_token_id, n, own.sep_token_id] for n in numbers[start : start + BATCH]])
        with torch.no_grad():
            hidden = teacher.model[0].auto_model(input_ids=ids, attention_mask=torch.ones_like(ids))
        vectors.append(hidden.last_hidden_state.mean(dim=1).numpy())
    table: NDArray[np.float32] = np.concatenate(vectors)
    table -= table.mean(axis=0)
    table[vocabulary["[UNK]"]] = 0
    return table


def main_axes(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The `SIZE` directions that hold most of the vectors, as columns: uncentred principal components."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return np.ascontiguousarray(directions[:, ::-1][:, :SIZE], dtype=np.float32)


def fit(
    tokenizer: Tokenizer, texts: Sequence[str], wanted: NDArray[np.float32], first: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The vectors of pieces whose sums point where the wanted vectors point."""
    torch.manual_seed(SEED)
    ids = [np.array(each.ids) for each in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
    bag = EmbeddingBag(len(first), SIZE, mode="sum")
    bag.weight.data = torch.from_numpy(_shortened(first, np.concatenate(ids)))
    optimizer = torch.optim.Adam(bag.parameters(), lr=RATE)
    targets = normalize(torch.from_numpy(wanted))
    steps = len(ids) // BATCH
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, EPOCHS * steps)
    rng = np.random.default_rng(SEED)
    for epoch in range(EPOCHS):
        order = rng.permutation(len(ids))
        losses = [
            _step(bag, optimizer, schedule, [ids[n] for n in some], targets[some])
            for some in np.array_split(order, steps)
        ]
        print(f"epoch {epoch + 1}: {np.mean(losses):.4f}")
    table: NDArray[np.float32] = bag.weight.detach().numpy()
    table[tokenizer.token_to_id("[UNK]")] = 0
    return table


def _shortened(first: NDArray[np.float32], seen: NDArray[np.int64]) -> NDArray[np.float32]:
    counts = np.bincount(seen, minlength=len(first)) + 1
    table = first * (FREQUENT / (FREQUENT + counts / counts.sum()))[:, None]
    scaled: NDArray[np.float32] = (table / np.linalg.norm(table, axis=1).mean()).astype(np.float32)
    return scaled


def _step(
    bag: EmbeddingBag, optimizer: Any, schedule: Any, ids: list[NDArray[np.int64]], wanted: Any
) -> float:
    starts = np.cumsum([0, *(len(each) for each in ids[:-1])])
    found = normalize(bag(torch.from_numpy(np.concatenate(ids)), torch.from_numpy(starts)))
    direction = (1 - (found * wanted).sum(dim=1)).mean()
    pairs = ((found @ found.T - wanted @ wanted.T) ** 2).mean()
    loss = direction + PAIRS_WEIGHT * pairs
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    schedule.step()
    return float(direction.detach())


def quantize(table: NDArray[np.float32]) -> NDArray[np.int8]:
    """The table in whole numbers from -127 to 127; one scale for all, which similarities do not see."""
    scale = 127 / np.percentile(np.abs(table), 99.9)
    whole: NDArray[np.int8] = np.clip(np.round(table * scale), -127, 127).astype(np.int8)
    return whole


if __name__ == "__main__":
    main()
