"""Options that several commands share, and the run that they describe."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tunelint.model.outcome import Outcome
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.run.cache import Cache
    from tunelint.run.config import Config

Decorator = Any


def _processes(_ctx: click.Context, _parameter: click.Parameter, given: int) -> int:
    return given or os.cpu_count() or 1


JOBS = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    callback=_processes,
    help="Processes; 0: one for each core.",
)

_PATHS = click.argument("paths", nargs=-1)
_CACHE: tuple[Decorator, ...] = (
    click.option("--no-cache", is_flag=True, envvar="TUNELINT_NO_CACHE", help="Measure everything anew."),
    click.option(
        "--cache-dir",
        metavar="FOLDER",
        envvar="TUNELINT_CACHE_DIR",
        help="Where measured values are kept. Default: .tunelint_cache beside the configuration.",
    ),
)
_JUDGED: tuple[Decorator, ...] = (
    click.option(
        "--config",
        "configs",
        multiple=True,
        metavar="FILE|KEY=VALUE",
        help="A config file, or one key of it; repeatable.",
    ),
    click.option("--isolated", is_flag=True, help="Look for no config file."),
    click.option(
        "--target",
        "targets",
        multiple=True,
        metavar="NAME",
        help="A provider or trainer that the data is for; repeatable.",
    ),
    click.option(
        "--against",
        multiple=True,
        metavar="FILE",
        help="Evaluation data that must not occur in the training data; repeatable.",
    ),
    click.option(
        "--deep",
        is_flag=True,
        help="Meaning by a transformer instead of the built-in table (needs tunelint[embeddings]).",
    ),
    JOBS,
    *_CACHE,
)
_CHOSEN: tuple[Decorator, ...] = (
    click.option(
        "--select",
        multiple=True,
        metavar="RULE",
        help="Run only these rules, families or tag:NAMEs; repeatable, commas allowed.",
    ),
    click.option("--extend-select", multiple=True, metavar="RULE", help="Run these rules too."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out."),
    click.option(
        "--scope",
        type=click.Choice(["all", "row", "new"]),
        default="all",
        help="`row`: only the rules that judge a row by itself; `new`: with --since, also those that a stored"
        " voice or evaluation data is enough for. Neither looks at old rows.",
    ),
    click.option(
        "--engine",
        type=click.Choice(["processes", "ray"]),
        default="processes",
        help="Where the work is done: here, or by Ray on the cluster of RAY_ADDRESS (without one, on this"
        " machine; needs tunelint[ray]). The outcome is the same.",
    ),
)


def data_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what is judged, by which rules, and how."""
    return _with((_PATHS, *_JUDGED, *_CHOSEN), command)


def explain_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what is judged and how, for one rule."""
    return _with((_PATHS, *_JUDGED), command)


def cache_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say where measured values are kept."""
    return _with(_CACHE, command)


def _with(options: Iterable[Decorator], command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(tuple(options)):
        command = option(command)
    return command


VALE = "vale:"
"""Begins a pack that is a style of Vale."""


def rulebook(config: Config) -> Mapping[str, Rule]:
    """The rules that come with tunelint and those of the config's packs."""
    from pathlib import Path

    from tunelint.model.errors import fail
    from tunelint.rulebook.load import load_rules, rules_folder

    folders = [Path(pack) for pack in config.packs if not pack.startswith(VALE)]
    for folder in folders:
        if not folder.is_dir():
            raise fail(
                config.where("packs"),
                f"no such folder of rules: {folder}",
                "a pack is a folder of FAMILY/NAME.toml",
            )
    rules = load_rules([rules_folder(), *folders])
    for pack in config.packs:
        if pack.startswith(VALE):
            from tunelint.rulebook.vale import load_vale

            added = load_vale(Path(pack.removeprefix(VALE)), config.where("packs"))
            twice = next((name for name in added if name in rules and rules[name] != added[name]), "")
            if twice:
                raise fail(config.where("packs"), f"rule {twice} of {pack} is already in {rules[twice].path}")
            rules |= added
    return rules


def run(options: Mapping[str, Any], changes: Mapping[str, Any] | None = None, *, bar: bool = True) -> Outcome:
    """Judge the data that the options name."""
    return judge(options, changes, bar=bar)[0]


def judge(
    options: Mapping[str, Any], changes: Mapping[str, Any] | None = None, *, bar: bool = True
) -> tuple[Outcome, Settings]:
    """Judge the data that the options name; the settings too, with which its rows can be read again."""
    from tunelint import read
    from tunelint.cli.progress import Progress
    from tunelint.model.errors import fail
    from tunelint.run.engine import check
    from tunelint.run.plan import make_plan

    config = replace(configure(options), **(changes or {}))
    if options["scope"] == "new" and not config.since:
        raise fail("--scope new", "nothing says which rows are new", "add --since REVISION")
    plan = make_plan(rulebook(config), config, options["scope"])
    files = read.find(config.paths, exclude=config.exclude)
    with Progress(files, enabled=bar) as progress, open_engine(options, config) as engine:
        return check(files, plan, config, progress.tick, jobs=options["jobs"], **engine), plan.settings


@contextmanager
def open_engine(options: Mapping[str, Any], config: Config) -> Iterator[dict[str, Any]]:
    """The means to do the work: a cache, or a cluster, which holds columns until the command ends."""
    if options["engine"] == "ray":
        from tunelint.run.on_ray import RayCluster

        yield {"cluster": click.get_current_context().with_resource(RayCluster(options["jobs"]))}
    else:
        with open_cache(options, config) as cache:
            yield {"cache": cache}


@contextmanager
def open_cache(options: Mapping[str, Any], config: Config) -> Iterator[Cache | None]:
    """What earlier runs have measured; a word on standard error if it cannot be used."""
    if options["no_cache"]:
        yield None
        return
    from tunelint.run.cache import Cache, cache_folder

    cache = Cache(cache_folder(options["cache_dir"], config))
    try:
        yield cache
    finally:
        cache.close()
        if cache.note:
            click.echo(f"note: {cache.note}", err=True)


def configure(options: Mapping[str, Any]) -> Config:
    """The configuration that the options ask for, with the paths that are to be judged."""
    from tunelint.run.load import load_config
    from tunelint.run.sources import data_paths

    config = load_config(options["paths"], options["configs"], isolated=options["isolated"])
    config = replace(config, **_command_line(options, config))
    return config if config.problems else replace(config, paths=data_paths(config, options["paths"]))


def _command_line(options: Mapping[str, Any], config: Config) -> dict[str, Any]:
    """The config keys that the command line replaces or extends."""
    from pathlib import Path

    from tunelint.model.address import is_address

    changes: dict[str, Any] = {"origin": dict(config.origin)}
    for key in ("select", "extend_select", "ignore", "targets"):
        given = tuple(
            part.strip() for text in options.get(key, ()) for part in text.split(",") if part.strip()
        )
        if given:
            changes[key] = given if key in ("select", "targets") else (*getattr(config, key), *given)
            changes["origin"][key] = f"--{key.replace('_', '-').replace('targets', 'target')}"
    if options["against"]:
        added = (path if is_address(path) else str(Path(path).resolve()) for path in options["against"])
        changes["eval"] = (*config.eval, *added)
        changes["origin"]["eval"] = "--against"
    if options["deep"] and config.embedding == "static":
        changes["embedding"] = "sentence-transformers"
    return changes
