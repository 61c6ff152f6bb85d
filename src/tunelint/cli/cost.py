"""`tunelint cost`: what a training run costs, before it is paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.price import Price
    from tunelint.run.amount import Amount

SOURCE = "OpenAI's fine-tuning guide: price of a token x tokens in the file x epochs"


@click.command("cost")
@click.argument("paths", nargs=-1, required=True)
@click.option("--price", required=True, metavar="PRICE", help="What training costs, such as 25/1M.")
@click.option("--epochs", type=click.IntRange(min=1), help="Times that the file is gone through.")
@click.option(
    "--encoding",
    default="o200k_base",
    show_default=True,
    help="The tokenizer: o200k_base, cl100k_base, llama3, qwen3; exact with tunelint[tokens].",
)
@click.option("--limit", type=click.IntRange(min=1), help="Tokens beyond which a row is cut.")
@click.option(
    "--config", "configs", multiple=True, metavar="FILE|KEY=VALUE", help="A config file, or one key."
)
def COMMAND(  # noqa: N802, PLR0913 - the name every command has; its options
    *,
    paths: tuple[str, ...],
    price: str,
    epochs: int | None,
    encoding: str,
    limit: int | None,
    configs: tuple[str, ...],
) -> int:
    """Say what it costs to train on PATHS, with the arithmetic.

    The price is yours to give; none is built in. Exit code 2 where there is nothing to train on.
    """
    from tunelint import read
    from tunelint.model.errors import fail
    from tunelint.model.price import parse_price
    from tunelint.run.amount import count_amount
    from tunelint.run.load import load_config

    each = parse_price(price, "--price")
    config = load_config(paths, configs)
    amount = count_amount(read.find(paths, exclude=config.exclude), config.settings(), encoding)
    if not amount.rows:
        raise fail(", ".join(paths), "no row holds an example, so there is nothing to count")
    for line in told(amount, each, epochs, limit or 0):
        click.echo(line)
    return 0


def told(amount: Amount, price: Price, epochs: int | None, limit: int) -> Iterator[str]:
    """The cost with its arithmetic, line by line."""
    from tunelint.model.price import money
    from tunelint.run.amount import A_ROW, A_TURN, usual_epochs

    least, middle, most_have, most = amount.quantiles()
    times = epochs or usual_epochs(amount.rows)
    billed, trained = amount.billed(limit), sum(amount.trained)
    million = money(price.of(1_000_000), price.currency)
    how = f"counted with {amount.encoding}" if amount.exact else "estimated at 4 bytes a token, +- 20 %"
    yield f"{amount.rows:,} examples, {sum(amount.tokens):,} tokens ({how})"
    yield f"with {A_TURN} tokens for each turn and {A_ROW} for each row, as a chat template adds them"
    yield f"a row has {least:,} to {most:,} tokens, {middle:,} in the middle, 95 % have at most {most_have:,}"
    yield f"{trained:,} tokens ({trained / sum(amount.tokens):.0%}) are replies, which training learns from"
    if limit:
        cut = sum(tokens > limit for tokens in amount.tokens)
        yield f"{cut:,} rows are longer than {limit:,} tokens and are cut: {billed:,} tokens are left"
    if amount.broken:
        yield f"{amount.broken:,} rows hold no example and are not counted"
    if epochs is None:
        yield f"{times} epochs: what OpenAI's cookbook takes for so many rows; --epochs sets another number"
    total = money(price.of(billed * times), price.currency)
    yield f"{billed:,} tokens x {times} epochs x {million} a million = {total}"
    yield f"(formula: {SOURCE})"
