"""“A” and “an” before a replacement."""

import json

import pytest
from click.testing import CliRunner

from tunelint.cli import cli
from tunelint.model.article import article_before, starts_with_vowel

VOWEL_TEXT = """
hour honest heirloom unusual umbrella uninstall unimportant onerous onion app 8 80 11 18th 800 iPhone SQL
HTML XML API IT MBA FAQ urgent uncle unpaid uninformed e-mail x-ray F16 ultimate
"""
CONSONANT_TEXT = """
house user use university unit union unanimous one once one-off European eulogy URL USB UX UK 1 110
7 utility urine unique hotel message u-turn SaaS PDF usual
"""
VOWEL, CONSONANT = VOWEL_TEXT.split(), CONSONANT_TEXT.split()


@pytest.mark.parametrize("word", VOWEL)
def test_words_that_take_an(word):
    assert starts_with_vowel(word) is True


@pytest.mark.parametrize("word", CONSONANT)
def test_words_that_take_a(word):
    assert starts_with_vowel(word) is False


@pytest.mark.parametrize("word", ["NASA", "SCUBA", "éclair", "", "…"])
def test_words_of_which_it_cannot_be_told(word):
    assert starts_with_vowel(word) is None


@pytest.mark.parametrize(
    ("before", "right"),
    [
        ("Send an ", "a"),
        ("An ", "A"),
        ("AN ", "A"),
        ("a (", "a"),
        ("Send the ", None),
        ("Banana ", None),
        ("vitamin-a ", None),
    ],
)
def test_the_article_before_a_message(before, right):
    article = article_before(f"{before}email", len(before), "message")
    assert (article.right if article else None) == right


def fixed(tmp_path, text, glossary):
    """The text after the repairs of a glossary were made."""
    (tmp_path / "terms.csv").write_text(f"avoid,prefer\n{glossary}\n", encoding="utf-8")
    data = tmp_path / "data.jsonl"
    data.write_text(json.dumps({"prompt": "?", "completion": text}) + "\n", encoding="utf-8")
    (tmp_path / "tunelint.toml").write_text('glossary = ["terms.csv"]\n', encoding="utf-8")
    args = ["fix", str(data), "--unsafe-fixes", "--select", "terminology/glossary"]
    args += ["--config", str(tmp_path / "tunelint.toml")]
    result = CliRunner().invoke(cli, args)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return json.loads(data.read_text(encoding="utf-8"))["completion"]


@pytest.mark.parametrize(
    ("glossary", "text", "right"),
    [
        (
            "email,message",
            "Send an email. An email is an  “email”.",
            "Send a message. A message is a  “message”.",
        ),
        ("tool,app", "A tool is a tool.", "An app is an app."),
        ("app,NASA tool", "This is an app.", "This is an app."),
        ("customer,user", "a customer and an customer", "a user and a user"),
    ],
)
def test_a_repair_makes_the_article_agree_or_is_not_offered(tmp_path, glossary, text, right):
    assert fixed(tmp_path, text, glossary) == right
