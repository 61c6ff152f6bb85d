"""The cache: what is known is not measured again, and what is in it never changes a verdict."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys

import pytest

from tests.conftest import ROOT, chat, run_cli, write_rows
from tunelint.measure.language import LanguageMeasure
from tunelint.measure.phrases.search import TOO_SLOW
from tunelint.model.example import Passage
from tunelint.model.settings import Settings
from tunelint.model.view import Want
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run import judging
from tunelint.run.cache import Cache
from tunelint.run.cache.codec import Codec, pack
from tunelint.run.cache.identity import measure_identity
from tunelint.run.cache.memory import Memory
from tunelint.run.cache.recalled import Recalled
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_measures, make_plan

LINES = (ROOT / "sample_data" / "planted.jsonl").read_bytes().splitlines(keepends=True)
RULES = load_rules([rules_folder()])


def _check(folder, lines, scope="all", **changes):
    """The outcome of a check with the cache in `folder`, and how many values were known and measured."""
    path = folder / "data.jsonl"
    path.write_bytes(b"".join(lines))
    given = [f"{key}={json.dumps(value)}" for key, value in changes.items()]
    config = load_config([str(ROOT / "sample_data")], [str(ROOT / "sample_data" / "tunelint.toml"), *given])
    cache = Cache(folder / "cache")
    outcome = check([str(path)], make_plan(RULES, config, scope), config, cache=cache)
    cache.close()
    return outcome, cache


def _same(one, other):
    assert other.findings == one.findings
    assert all(other.scores[name].tobytes() == scores.tobytes() for name, scores in one.scores.items())
    assert other.not_judged == one.not_judged


@pytest.fixture(scope="module")
def warm(tmp_path_factory):
    """A folder whose cache knows the planted data, and what was found in it."""
    folder = tmp_path_factory.mktemp("warm")
    first, cache = _check(folder, LINES)
    assert cache.measured > len(LINES)
    return folder, first


def test_a_second_run_measures_nothing_and_finds_the_same(warm):
    folder, first = warm
    again, cache = _check(folder, LINES)
    assert cache.measured == 0
    assert cache.known > len(LINES)
    _same(first, again)


def test_only_new_texts_are_measured(warm):
    folder, _ = warm
    fresh = json.dumps(chat("Something new?", "Yes, this is new here.")).encode() + b"\n"
    _, cache = _check(folder, [fresh, *LINES])
    once = cache.measured
    assert 0 < once < 200
    _, cache = _check(folder, [fresh, *LINES])
    assert cache.measured == 0


def test_another_threshold_is_judged_from_known_values(warm):
    folder, first = warm
    other, cache = _check(folder, LINES, **{'rules."duplicate/near".threshold': 0.999})
    assert cache.measured == 0
    assert len(other.findings) < len(first.findings)


def test_another_glossary_is_measured_anew_and_nothing_else(warm, tmp_path):
    folder, _ = warm
    glossary = tmp_path / "terms.csv"
    glossary.write_text("avoid,prefer\nparcel,package\n", encoding="utf-8")
    _, cache = _check(folder, LINES, glossary=[str(glossary)])
    replies = cache.measured
    assert 0 < replies <= len(LINES)
    glossary.write_text("avoid,prefer\nparcel,box\n", encoding="utf-8")
    outcome, cache = _check(folder, LINES, glossary=[str(glossary)])
    assert cache.measured == replies
    assert any("box" in f.message for f in outcome.findings if f.rule.startswith("terminology/"))


def test_rows_that_passed_alone_are_not_judged_again(tmp_path, monkeypatch):
    first, cache = _check(tmp_path, LINES, "row")
    assert cache.measured
    judged = []
    measure = judging.measure_batches

    def watch(batches, *rest, **means):
        return measure((judged.append(len(rows)) or rows for rows in batches), *rest, **means)

    monkeypatch.setattr(judging, "measure_batches", watch)
    again, cache = _check(tmp_path, LINES, "row")
    _same(first, again)
    rows_with_findings = {finding.place.line for finding in first.findings}
    assert cache.measured == 0
    assert 0 < sum(judged) <= len(rows_with_findings) < len(LINES)


def test_rows_are_judged_again_by_other_rules(tmp_path):
    rows = [json.dumps(chat("What is it?", "It is a jacket we call Zorp, in green.")).encode() + b"\n"]
    clean, _ = _check(tmp_path, rows, "row")
    assert not [f for f in clean.findings if "Zorp" in f.message]
    glossary = tmp_path / "terms.csv"
    for word, found in (("Other", 0), ("Zorp", 1), ("Other", 0)):
        glossary.write_text(f"avoid,prefer\n{word},Name\n", encoding="utf-8")
        outcome, _ = _check(tmp_path, rows, "row", glossary=[str(glossary)])
        assert len([f for f in outcome.findings if f.rule.startswith("terminology/")]) == found


def _garbage(path):
    path.write_bytes(b"this is no database" * 1000)


def _torn(path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + os.urandom(len(data) // 4))


def _other_version(path):
    with sqlite3.connect(path) as db:
        db.execute("pragma user_version = 999")


def _foreign_values(path):
    with sqlite3.connect(path) as db:
        db.execute("update texts set found = ?", (b"\x81\xa2m1\xc0" * 3,))
        db.execute("update rows set scores = ?", (b"\xa5wrong",))


@pytest.mark.parametrize("harm", [_garbage, _torn, _other_version, _foreign_values])
@pytest.mark.parametrize("scope", ["all", "row"])
def test_a_harmed_cache_is_dropped_with_a_note_and_changes_nothing(tmp_path, harm, scope):
    first, _ = _check(tmp_path, LINES[:30], scope)
    harm(tmp_path / "cache" / "values.sqlite")
    again, cache = _check(tmp_path, LINES[:30], scope)
    _same(first, again)
    assert "damaged" in cache.note
    _check(tmp_path, LINES[:30], scope)
    healed, cache = _check(tmp_path, LINES[:30], scope)
    _same(first, healed)
    assert (cache.note, cache.measured) == ("", 0)


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path):
    data = write_rows(tmp_path / "data.jsonl", [chat("q", "a reply")])
    (tmp_path / "file").write_text("")
    done = _cached("check", data, "--isolated", "--cache-dir", tmp_path / "file" / "cache", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"cannot be used" in done.stderr
    assert b"Traceback" not in done.stderr


def _cached(*args, cwd):
    """tunelint with its cache on."""
    environment = {key: value for key, value in os.environ.items() if key != "TUNELINT_NO_CACHE"}
    command = [sys.executable, "-m", "tunelint", *map(str, args)]
    return subprocess.run(command, capture_output=True, cwd=cwd, env=environment, check=False)


def test_the_command_line_keeps_shows_and_removes_a_cache(tmp_path):
    data = write_rows(tmp_path / "data.jsonl", [chat("q", "a reply"), chat("p", "a reply")])
    assert _cached("check", data, "--isolated", cwd=tmp_path).returncode == 0
    folder = tmp_path / ".tunelint_cache"
    assert (folder / ".gitignore").read_text() == "*\n"
    shown = _cached("cache", "info", cwd=tmp_path).stdout.decode()
    assert f"{folder}: values of" in shown
    assert "MB" in shown
    assert b"removed" in _cached("cache", "clean", cwd=tmp_path).stdout
    assert not folder.exists()
    assert b"no cache" in _cached("cache", "info", cwd=tmp_path).stdout
    assert run_cli("check", data, "--isolated", "--no-cache", cwd=tmp_path).returncode == 0
    assert not folder.exists()


def test_several_processes_share_a_cache(tmp_path):
    (tmp_path / "data.jsonl").write_bytes(b"".join(LINES))
    command = [sys.executable, "-m", "tunelint", "check", "data.jsonl", "--isolated", "--scope", "row"]
    command += ["--cache-dir", "cache", "--output", "json"]
    environment = {key: value for key, value in os.environ.items() if key != "TUNELINT_NO_CACHE"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    started = [subprocess.Popen(command, cwd=tmp_path, env=environment, **pipes) for _ in range(3)]
    results = [process.communicate() for process in started]
    assert len({out for out, _ in results}) == 1
    assert {err for _, err in results} == {b""}


def test_new_values_join_old_ones():
    old = pack({1: "one", 2: "two"})
    both = Codec({1: str, 2: str, 3: int}).unpack(pack({2: "new", 3: 3}, old))
    assert both == {1: "one", 2: "new", 3: 3}


def test_a_raised_version_is_another_measure():
    measure = LanguageMeasure(Settings())
    before = measure_identity(Want("language", "reply"), measure, Settings())
    measure.version += 1
    assert measure_identity(Want("language", "reply"), measure, Settings()) != before


SEARCHES = {
    "capitals": (("match", "$title"), ("only", ("heading",))),
    "figures": (),
    "implied": (("first", r"\b(API)\b"), ("second", r"\b(?:\w+ )+\(API\)")),
    "matches": (("patterns", ("very",)), ("dialect", "extended")),
    "misspelt": (),
    "occurrences": (("pattern", "[.]"), ("most", 1)),
    "pairs": (("either", (("colour", "color"),)),),
    "repeats": (("patterns", (r"\w+",)),),
    "substitutions": (("swap", (("very", "quite"),)),),
}


@pytest.mark.parametrize("name", SEARCHES)
def test_what_rules_of_a_style_find_is_remembered(tmp_path, name):
    wants = {Want(name, "reply", SEARCHES[name])}
    measures = make_measures(wants, Settings())
    texts = ["It is very very colour, see the API.", "# a heading here\n\nOne. Two thingz.", ""]
    passages = {text: Passage(text, "reply", "/x") for text in texts}
    found = {
        want: dict(zip(texts, measure(list(passages.values())), strict=True))
        for want, measure in measures.items()
    }
    cache = Cache(tmp_path / "cache")
    memory = Memory(cache, measures, Settings())
    memory.keep(found, Recalled({}, {}))
    assert memory.recall({"reply": passages}).values == found
    cache.close()


def test_a_search_that_ran_out_of_time_is_not_remembered(tmp_path):
    (want,) = wants = [Want("matches", "reply", SEARCHES["matches"])]
    measures = make_measures(wants, Settings())
    passages = {text: Passage(text, "reply", "/x") for text in ("slow", "quick")}
    cache = Cache(tmp_path / "cache")
    memory = Memory(cache, measures, Settings())
    memory.keep({want: {"slow": TOO_SLOW, "quick": ()}}, Recalled({}, {}))
    assert memory.recall({"reply": passages}).values == {want: {"quick": ()}}
    cache.close()
