"""`tunelint terms`: look after a glossary."""

from __future__ import annotations

import click


@click.group("terms")
def COMMAND() -> None:  # noqa: N802 - the name every command has
    """Look after a glossary."""


@COMMAND.command("check")
@click.argument("glossary", nargs=-1, required=True)
def check_terms(glossary: tuple[str, ...]) -> int:
    """Check one or more GLOSSARY files, taken together, for mistakes.

    Says which words are both avoided and preferred, avoided twice, given two replacements, or never found.

    Exit codes: 0 no mistake, 1 mistakes, 2 a file cannot be read.
    """
    from tunelint.model.errors import fail
    from tunelint.model.glossary import load_glossary
    from tunelint.model.pipeline import GET_ONE, installed_pipeline
    from tunelint.model.term import TAGGED
    from tunelint.run.glossary import glossary_problems

    terms = load_glossary(glossary)
    if not terms:
        raise fail(", ".join(glossary), "the glossary holds no entry")
    problems = glossary_problems(terms)
    for problem in problems:
        click.echo(problem)
    spoken = sum(term.pos in TAGGED for term in terms)
    if spoken and not installed_pipeline():
        entries = f"{spoken:,} {'entry states' if spoken == 1 else 'entries state'} a part of speech"
        click.echo(f"{entries}, which is only guessed from the words beside a term; to tell it: {GET_ONE}")
    files = f"{len(glossary)} file{'' if len(glossary) == 1 else 's'}"
    mistakes = f"{len(problems)} mistake{'' if len(problems) == 1 else 's'}"
    entries = f"{len(terms):,} {'entry' if len(terms) == 1 else 'entries'}"
    click.echo(f"{entries} in {files}: {mistakes if problems else 'no mistakes'}")
    return 1 if problems else 0
