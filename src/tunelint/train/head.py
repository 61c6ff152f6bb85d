"""The contrastive head: texts of one style lie close whatever they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import torch
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Sizes and settings of the training (tone study, section 8)."""

    hidden: int = 256
    width: int = 64
    epochs: int = 8
    batch: int = 512
    temperature: float = 0.1
    dropout: float = 0.2
    rate: float = 2e-3
    seed: int = 7


def batches(
    contents: NDArray[np.int64], size: int, chance: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    """Places of rows in batches of about `size` that keep all styles of one content together."""
    order = chance.permutation(np.unique(contents))
    groups = {content: np.flatnonzero(contents == content) for content in order}
    current: list[NDArray[np.int64]] = []
    for content in order:
        current.append(groups[content])
        if sum(map(len, current)) >= size:
            yield np.concatenate(current)
            current = []


def train_head(
    rows: Floats, styles: Sequence[str], contents: Sequence[int], recipe: Recipe
) -> dict[str, NDArray[np.float32]]:
    """Weights of two layers (hidden, hidden_bias, out, out_bias) trained with a supervised contrastive loss.

    Positives share the style and differ in content; the same content in another style and every other
    style are negatives (Khosla et al. 2020, with same-content positives left out).
    """
    import torch
    from torch import nn

    torch.manual_seed(recipe.seed)
    labels = torch.tensor(np.unique(np.array(styles), return_inverse=True)[1])
    content = np.unique(np.array(contents), return_inverse=True)[1]
    data = torch.tensor(rows, dtype=torch.float32)
    net = nn.Sequential(
        nn.Dropout(recipe.dropout),
        nn.Linear(data.shape[1], recipe.hidden),
        nn.GELU(approximate="tanh"),
        nn.Dropout(recipe.dropout),
        nn.Linear(recipe.hidden, recipe.width),
    )
    steps = torch.optim.AdamW(net.parameters(), lr=recipe.rate, weight_decay=1e-2)
    chance = np.random.default_rng(recipe.seed)
    for _ in range(recipe.epochs):
        for places in batches(content, recipe.batch, chance):
            loss = contrast(
                net(data[places]), labels[places], torch.tensor(content[places]), recipe.temperature
            )
            steps.zero_grad()
            loss.backward()
            steps.step()
    state = {name: value.numpy() for name, value in net.state_dict().items()}
    return {
        "hidden": state["1.weight"],
        "hidden_bias": state["1.bias"],
        "out": state["4.weight"],
        "out_bias": state["4.bias"],
    }


def contrast(
    points: torch.Tensor, labels: torch.Tensor, content: torch.Tensor, temperature: float
) -> torch.Tensor:
    """Supervised contrastive loss of a batch of points."""
    import torch

    unit = torch.nn.functional.normalize(points, dim=1)
    alike = unit @ unit.T / temperature
    alike = alike.masked_fill(torch.eye(len(labels), dtype=torch.bool), -1e9)
    share = alike - torch.logsumexp(alike, 1, keepdim=True)
    positive = (labels[:, None] == labels[None]) & (content[:, None] != content[None])
    some = positive.any(1)
    return -((share * positive).sum(1)[some] / positive.sum(1)[some]).mean()
