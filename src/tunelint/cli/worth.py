"""`tunelint worth`: the question that comes before tuning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.run.config import Config
    from tunelint.run.worth import Figures

_PRICES = {
    "train": ("--train-price", "What a token of training costs, such as 25/1M."),
    "prompt": ("--price", "What a token costs that the prompted model reads."),
    "reply": ("--reply-price", "What a token costs that it writes."),
    "tuned_prompt": ("--tuned-price", "What a token costs that the tuned model reads."),
    "tuned_reply": ("--tuned-reply-price", "What a token costs that it writes."),
}
_NUMBERS = {
    "pieces": ("--pieces", "Pieces a month."),
    "minutes": ("--minutes", "Minutes of editing for a piece that a prompt with examples gave."),
    "tuned_minutes": ("--tuned-minutes", "The same with a tuned model: your own guess or trial."),
    "rate": ("--rate", "What an hour of editing costs."),
    "hours": ("--hours", "Hours of work on the data, for each training."),
}


def _figures(command: Any) -> Any:
    """The options for what only the user knows; none has a default."""
    for name, (flag, text) in reversed(_PRICES.items()):
        command = click.option(flag, name, metavar="PRICE", help=text)(command)
    for name, (flag, text) in reversed(_NUMBERS.items()):
        command = click.option(flag, name, type=click.FloatRange(min=0), help=text)(command)
    return command


@click.command("worth")
@click.argument("paths", nargs=-1, required=True)
@_figures
@click.option("--epochs", type=click.IntRange(min=1), help="Times that the file is gone through.")
@click.option("--examples", type=click.IntRange(0, 5), default=5, show_default=True, help="In the prompt.")
@click.option("--encoding", default="o200k_base", show_default=True, help="The tokenizer.")
@click.option(
    "--config", "configs", multiple=True, metavar="FILE|KEY=VALUE", help="A config file, or one key."
)
def COMMAND(  # noqa: N802 - the name every command has
    *,
    paths: tuple[str, ...],
    epochs: int | None,
    examples: int,
    encoding: str,
    configs: tuple[str, ...],
    **given: Any,
) -> int:
    """Say whether tuning on PATHS pays, or a prompt with examples is the cheaper way.

    It says first whether there are enough examples, and how many stand out. The arithmetic is shown; prices
    and times are yours to give. `tunelint voice prompt` writes the prompt.
    """
    from tunelint import read
    from tunelint.model.errors import fail
    from tunelint.run.amount import count_amount, usual_epochs
    from tunelint.run.load import load_config
    from tunelint.run.uniform import how_uniform
    from tunelint.run.worth import enough, sizes, weigh

    figures = _read(given)
    config = load_config(paths, configs)
    files = read.find(paths, exclude=config.exclude)
    amount = count_amount(files, config.settings(), encoding)
    if not amount.rows:
        raise fail(", ".join(paths), "no row holds an example, so there is nothing to weigh")
    click.echo(enough(amount.rows))
    click.echo(how_uniform(files, config))
    block = _prompt_tokens(files, config, examples, encoding)
    if not amount.exact:
        click.echo("tokens are estimated at 4 bytes each, +- 20 %")
    for line in weigh(sizes(amount, block, epochs or usual_epochs(amount.rows)), figures):
        click.echo(line)
    return 0


def _prompt_tokens(files: Sequence[str], config: Config, examples: int, encoding: str) -> int:
    """The tokens of the prompt that states the voice; 0 where none is told, which standard error says."""
    from tunelint.judge.structure.length import count_tokens
    from tunelint.model.errors import UserError
    from tunelint.run.brief import write_brief

    try:
        brief = write_brief(files, config, examples)
    except UserError as error:
        click.echo(f"the voice is not told, so no prompt is counted: {error.problems[0]}", err=True)
        return 0
    return count_tokens([brief], encoding).tokens


def _read(given: dict[str, Any]) -> Figures:
    from tunelint.model.price import parse_price
    from tunelint.run.worth import Figures

    said: dict[str, Any] = {name: given[name] for name in _NUMBERS}
    for name, (flag, _) in _PRICES.items():
        said[name] = None if given[name] is None else parse_price(given[name], flag)
    return Figures(**said)
