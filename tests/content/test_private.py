"""Private values: found by their own checks, shown by no report."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import chat, run_cli, write_rows
from tunelint.judge.content.stand_in import stand_in
from tunelint.measure.checks import CHECKS
from tunelint.measure.national import luhn
from tunelint.model.place import Span

SECRETS = {
    "privacy/email": "maria.lopez84@proton.me",
    "privacy/phone": "+44 20 7946 3321",
    "privacy/card": "5425 2334 3010 9903",
    "privacy/iban": "DE02 1203 0000 0000 2020 51",
    "privacy/national-id": "412-68-3947",
    "privacy/ip": "84.203.17.92",
    "secret/key": "AKIAQ3EGRT7WPL4M2ZKD",
    "secret/password": "postgres://ann:Tq8-vRz31k@db.sorrelby.io/orders",
}
PLAIN = {
    "email": ["support@sorrelby.com", "ann@example.co.uk", "me@shop.test", "noreply@proton.me"],
    "phone": ["212-555-0142", "1-800-221-9000", "12345678", "00000000000"],
    "card": ["4111111111111111", "4539578763621487", "0000000000000000", "1234567812345670"],
    "iban": ["DE89370400440532013000", "DE02120300000000202052"],
    "national-id": [
        "123-45-6789",
        "000-12-3456",
        "666-12-3456",
        "912-12-3456",
        "QQ123456C",
        "529.982.247-26",
    ],
    "ip": [
        "192.168.1.1",
        "127.0.0.1",
        "192.0.2.4",
        "10.0.0.1",
        "8.8.8.8",
        "999.1.1.1",
        "1.2.3.4",
        "2001:db8::1",
    ],
    "key": ["AKIAIOSFODNN7EXAMPLE", "sk-xxxxxxxxxxxxxxxxxxxxxxxx", "sk-aaaaaaaaaaaaaaaaaaaaaaaaaaa"],
}


@pytest.mark.parametrize(
    ("check", "value"), [(check, value) for check, some in PLAIN.items() for value in some]
)
def test_reserved_invalid_and_public_values_are_not_private(check, value):
    assert not CHECKS[check](value, Span(0, len(value)))


@given(st.integers(min_value=0, max_value=10**18))
def test_luhn_accepts_exactly_one_last_digit(number):
    assert sum(luhn(f"{number}{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize(("rule", "value"), SECRETS.items(), ids=SECRETS)
@pytest.mark.parametrize("output", ["json", "text"])
def test_no_report_shows_the_value(tmp_path, rule, value, output):
    path = write_rows(tmp_path / "data.jsonl", [chat("Which one?", f"It is {value}, and nothing else.")])
    done = run_cli("check", path, "--isolated", "--output", output)
    text = done.stdout.decode()
    assert rule in text
    assert value not in text
    assert max(value.replace("://", " ").split(), key=len) not in text


def test_no_other_finding_on_the_row_shows_the_value(tmp_path):
    email, key = "maria.lopez84@proton.me", "ghp_k7Qw9Zx2Lm4Rt8Yv1Bn5Hd3Js6Pf0Ga7Ce2X"
    reply = f"Please utilise {email} and the key {key} as we agreed last week in the meeting. " + "More. " * 9
    (tmp_path / "terms.csv").write_text("avoid,prefer\nutilise,use\n", encoding="utf-8")
    path = write_rows(tmp_path / "data.jsonl", [chat("Which one?", reply)])
    done = run_cli(
        "check", path, "--isolated", "--config", 'glossary=["terms.csv"]', "--output", "json", cwd=tmp_path
    )
    report = json.loads(done.stdout)
    assert {f["rule"] for f in report["findings"]} >= {"terminology/glossary", "privacy/email", "secret/key"}
    assert "proton" not in done.stdout.decode()
    assert key[:8] not in done.stdout.decode()


def test_equal_values_have_findings_of_their_own(report):
    found = report(rows=[chat("a?", "Ask anna.berg@firma.de or lena.k@firma.de.")])["findings"]
    assert [f["rule"] for f in found].count("privacy/email") == 2
    assert len({f["fingerprint"] for f in found}) == len(found)


def test_a_fix_puts_the_same_stand_in_for_the_same_value_and_none_is_found_again(tmp_path):
    rows = [
        chat(f"Which one, number {n}?", f"It is {value}, and nothing else.")
        for n, value in enumerate(SECRETS.values())
    ]
    rows.append(chat("Whose is it?", f"It belongs to {SECRETS['privacy/email'].upper()}, who is away."))
    path = write_rows(tmp_path / "data.jsonl", rows)
    done = run_cli("fix", path, "--isolated", "--unsafe-fixes")
    assert done.returncode == 0
    text = path.read_text("utf-8")
    assert not any(value in text for value in SECRETS.values())
    assert len(set(re.findall(r"person-[0-9a-f]{4}@example\.com", text))) == 1
    assert text.count("@example.com") == 3
    report = json.loads(run_cli("check", path, "--isolated", "--output", "json").stdout)
    assert not {f["rule"] for f in report["findings"]} & {*SECRETS, "content/placeholder"}


def test_without_unsafe_fixes_private_values_stay_and_the_tool_says_so(tmp_path):
    path = write_rows(
        tmp_path / "data.jsonl", [chat("Which one?", "It is maria.lopez84@proton.me, as ever.")]
    )
    before = path.read_bytes()
    done = run_cli("fix", path, "--isolated")
    assert path.read_bytes() == before
    assert b"not done without --unsafe-fixes" in done.stdout
    assert b"proton" not in done.stdout + done.stderr


@given(st.text(min_size=1, max_size=40))
def test_a_stand_in_depends_on_the_value_alone(value):
    form = "{hex}-{two}-{four}-{area}-{byte}"
    assert stand_in(value, form) == stand_in(f" {value} ", form)
    assert 1 <= int(stand_in(value, "{byte}")) <= 254
