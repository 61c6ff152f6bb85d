"""Speed of glossaries: 10 and 5,000 terms over 10,000 replies, beside a plain regular expression.

    python tests/bench/terms.py [--replies 10000] [--terms 10 5000] [--runs 1]

Terms are words of English, spread over the common and the rare; replies are those of `speed.py`. Both
regular expressions are one alternation, without regard to case, between word boundaries: one of the terms as
written, one of all the inflections that the matcher looks for. Neither spares code, addresses or longer
approved terms. Prints the median seconds of the process, building and reading apart.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from typing import TYPE_CHECKING

from speed import ROOT, make_rows

from tunelint.measure.terms import TermMatcher
from tunelint.measure.terms.inflect import inflected
from tunelint.model.term import Term

if TYPE_CHECKING:
    from collections.abc import Callable


def words(number: int) -> list[str]:
    """English words of five letters or more, evenly spread over the list of the meaning table."""
    path = ROOT / "src" / "tunelint" / "measure" / "meaning" / "tokenizer.json"
    listed = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    known = [word for word in listed if word.isascii() and word.isalpha() and len(word) > 4]
    return [known[at * len(known) // number] for at in range(number)]


def alternation(spellings: set[str]) -> re.Pattern[str]:
    """One pattern for all spellings, the longest first."""
    ordered = sorted(spellings, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b", re.IGNORECASE)


def timed(action: Callable[[], int], runs: int) -> tuple[float, int]:
    """Median seconds of this process, and what the action gave."""
    seconds, given = [], 0
    for _ in range(runs):
        start = time.process_time()
        given = action()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), given


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--replies", type=int, default=10_000)
    parser.add_argument("--terms", type=int, nargs="*", default=[10, 5000])
    parser.add_argument("--runs", type=int, default=1)
    given = parser.parse_args()
    replies = [row["messages"][-1]["content"] for row in make_rows(given.replies)]
    total = sum(len(reply.split()) for reply in replies)
    print(f"{len(replies):,} replies, {total:,} words")
    titles = ("build s", "read s", "replies/s", "terms x replies/s", "hits")
    print(f"{'terms':>6}  {'how':<28}" + "".join(f"{title:>19}" for title in titles))
    for number in given.terms:
        listed = words(number)
        terms = [Term((word,), ("other",)) for word in listed]
        forms = {spelling for word in listed for spelling, _ in inflected(word)}
        makers: dict[str, Callable[[], Callable[[str], int]]] = {
            "tunelint": lambda terms=terms: _matcher(terms),
            "regex, terms as written": lambda listed=listed: _searcher(set(listed)),
            "regex, all inflections": lambda forms=forms: _searcher(forms),
        }
        for name, make in makers.items():
            build, _ = timed(lambda make=make: bool(make()), 1)
            search = make()
            read, hits = timed(lambda search=search: sum(map(search, replies)), given.runs)
            rate = len(replies) / read
            cells = (f"{build:.2f}", f"{read:.2f}", f"{rate:,.0f}", f"{rate * number:,.0f}", f"{hits:,}")
            print(f"{number:>6,}  {name:<28}" + "".join(f"{cell:>19}" for cell in cells))


def _matcher(terms: list[Term]) -> Callable[[str], int]:
    matcher = TermMatcher(terms)
    return lambda text: len(matcher.find(text))


def _searcher(spellings: set[str]) -> Callable[[str], int]:
    pattern = alternation(spellings)
    return lambda text: sum(1 for _ in pattern.finditer(text))


if __name__ == "__main__":
    main()
