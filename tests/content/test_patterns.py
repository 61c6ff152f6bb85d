"""Rules of the kind `pattern`: their hints lose nothing, and other wordings of a fault are found too."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import chat
from tunelint.judge.pattern import PatternOptions
from tunelint.measure.checks import CHECKS
from tunelint.measure.matches import MatchesMeasure
from tunelint.model.example import Passage
from tunelint.model.options import build
from tunelint.model.place import Span
from tunelint.model.settings import Settings
from tunelint.rulebook.load import load_rules, rules_folder

RULES = {rule.id: rule for rule in load_rules([rules_folder()]).values() if rule.kind == "pattern"}
HINTED = [rule for rule in RULES.values() if rule.options.keys() & {"hints", "needs"}]


def options_of(rule):
    return build(PatternOptions, rule.options, str, rule.id)[0]


@pytest.mark.parametrize("rule", HINTED, ids=lambda rule: rule.id)
@settings(max_examples=60, derandomize=True)
@given(data=st.data())
def test_every_match_holds_a_hint(rule, data):
    options = options_of(rule)
    pattern = data.draw(st.sampled_from(dict(options.search())["patterns"]))
    flags = re.MULTILINE | re.ASCII | (0 if options.case else re.IGNORECASE)
    text = data.draw(st.from_regex(re.compile(pattern, flags)))
    match = re.search(pattern, text, flags)
    assert match is not None
    if options.check and not CHECKS[options.check](text, Span(*match.span())):
        return
    assert not options.hints or any(hint in text.lower() for hint in options.hints), match[0]
    assert re.search(options.needs, text), match[0]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_patterns_are_quick_on_hostile_text(rule):
    search = MatchesMeasure(Settings(), **dict(options_of(rule).search()))
    for piece in (
        "I can't ",
        "as an AI ",
        "<div ",
        "{{a ",
        "[INSERT ",
        "a@",
        "1 2-3.",
        "+1 ",
        "User: x\n",
        "\\n",
    ):
        search([Passage(piece * 2000, "reply", "")])


def found(report, prompt, reply):
    return {f["rule"] for f in report(rows=[chat(prompt, reply)])["findings"]}


FAULTS = [
    ("content/refusal", "I’m sorry, I’m unable to fulfil this request."),
    ("content/refusal", "I'm not able to help with that."),
    ("content/refusal", "I cannot comply with your request."),
    ("content/refusal", "Sorry, but that's not something I'm able to do."),
    ("content/refusal", "I must respectfully decline to write this."),
    ("content/refusal", "I won't be able to assist you with this request."),
    ("content/refusal", "I'm just a language model, so I can't do that."),
    ("content/refusal", "This request violates our content policy, so I have to decline."),
    ("content/refusal", "I am not programmed to give medical advice."),
    ("content/refusal", "I cannot generate content that promotes violence."),
    ("content/refusal", "It would be inappropriate for me to answer."),
    ("content/refusal", "I do not have access to real-time data, unfortunately."),
    ("content/identity", "Hi! My name is Gemini, a model built by Google."),
    ("content/identity", "I'm GPT-4, how can I help?"),
    ("content/identity", "As an assistant developed by OpenAI, I try to be of use."),
    ("content/identity", "I am an AI assistant created by Anthropic to be helpful."),
    ("content/identity", "You are talking to DeepSeek-V3."),
    ("content/placeholder", "Kind regards,\n<INSERT SIGNATURE>"),
    ("content/placeholder", "Our price is [TBD]."),
    ("content/placeholder", "Call [PHONE NUMBER] to book."),
    ("content/placeholder", "It lasts a year. FIXME: check with Ann"),
    ("content/placeholder", "It is made of [insert material], and weighs 3 kg."),
    ("content/template-slot", "Thank you, {{ user.name }}, for your order."),
    ("content/template-slot", "Your order ${orderId} has shipped."),
    ("content/control-tokens", "It hums.<|eot_id|>"),
    ("content/control-tokens", "It hums.<|endoftext|>"),
    ("content/control-tokens", "It hums.<end_of_turn>\n<start_of_turn>user"),
    ("content/control-tokens", "<<SYS>> Be kind. <</SYS>> It hums."),
    ("content/control-tokens", "<fim_prefix>It hums.<fim_suffix>"),
    ("content/markup-residue", "<span style='color:red'>No</span>, it hums."),
    ("content/markup-residue", "It&#39;s quiet &amp; small."),
    ("content/markup-residue", "It hums [1†source]."),
    ("content/mojibake", "The faÃ§ade is naÃ¯ve."),
    ("content/mojibake", "She said â€œnoâ€\u009d."),
    ("content/mojibake", "It costs Â£20."),
    ("content/mojibake", "Привет is Ð\u009fÑ€Ð¸Ð²ÐµÑ‚."),
    ("content/zero-width", "It\u2060 hums."),
    ("content/invisible", "It hums\x08."),
    ("content/invisible", "It \u202ehums."),
    ("privacy/email", "Write to Jane.Doe+orders@mail.sorrelby.co.uk today."),
    ("privacy/phone", "Tel. +49 30 901820-11 or +49 (0)30 90182011."),
    ("privacy/phone", "Ring him on 07911 123456 or +44 7911 123456."),
    ("privacy/card", "The card is 3714 496353 98431 no, 3782 822463 10013."),
    ("secret/key", "Use sk-proj-Qw9Zx2Lm4Rt8Yv1Bn5Hd3Js6Pf0Ga7Ce2XAbTz."),
    ("secret/key", "xoxb-2384729384-9823749823-aB3dE5fG7hJ9kL1mN3pQ5rS7"),
    ("secret/password", "mysql://root:hG7_kdP2w@10.4.0.3.sorrelby.io/shop"),
]


@pytest.mark.parametrize(("rule", "reply"), FAULTS, ids=[f"{rule}: {reply[:30]}" for rule, reply in FAULTS])
def test_other_wordings_are_found(matching, rule, reply):
    assert matching(rule, reply)


HARMLESS = [
    "I'm sorry your pot broke. We'll send another on Monday.",
    "We can't change the address once the parcel has left.",
    "Ask Claude at the front desk, he is our gardener. I am Gemini, born in June.",
    "Google made the map; we made the pot. I use Microsoft Word.",
    "The array is [name, date], the set {a, b}, and x < y > z.",
    "Dear Ann,\n\nyour pot is on its way.\n\nBest wishes,\nSorrelby",
    "Marks & Spencer; R&D; 5 < 6; a <- b; I <3 you.",
    "Ça va ? Où est l’âne ? “Ok” – 20 € … ÂGE, SÃO, Ðe, naïve.",
    "From 10 to 12, 3.5 kg, 1-2-3, 2024-11-22 12:00, £1,234.56, ISBN 978-3-16-148410-0.",
    "Family 👨\u200d👩\u200d👧\u200d👦, flag 🏳️\u200d🌈, क्\u200dष, می\u200cخواهم.",
    "Our sk-learn guide, task-force and risk-averse-investor-handbook-for-beginners.",
    "The user may open it. The assistant: a robot arm. Question: how long? Answer: 3 cm.",
    "Use 'http://localhost:8080/path' or ftp://user:password@ftp.example.com.",
]


@pytest.mark.parametrize("reply", HARMLESS)
def test_harmless_text_is_left_alone(matching, reply):
    assert [rule for rule in RULES if matching(rule, reply)] == []


@pytest.fixture(scope="module")
def matching():
    """Whether a rule matches a reply."""
    searches = {
        rule.id: MatchesMeasure(Settings(), **dict(options_of(rule).search())) for rule in RULES.values()
    }
    return lambda rule, reply: bool(searches[rule]([Passage(reply, "reply", "")])[0])


def test_a_pattern_that_does_not_compile_is_named(tmp_path, report):
    folder = tmp_path / "pack" / "house"
    folder.mkdir(parents=True)
    text = 'name="X"\nsummary="X."\nkind="pattern"\nseverity="note"\nmessage="x"\nwhy="x"\nrepair="x"\n'
    (folder / "x.toml").write_text(text + '[options]\npatterns = ["(open"]\n', encoding="utf-8")
    from tests.conftest import run_cli, write_rows

    path = write_rows(tmp_path / "rows.jsonl", [chat("a", "b")])
    done = run_cli("check", path, "--isolated", "--config", f'packs=["{tmp_path / "pack"}"]')
    assert done.returncode == 2
    assert b"(open" in done.stderr
    assert b"Traceback" not in done.stderr
