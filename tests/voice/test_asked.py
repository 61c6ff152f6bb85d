"""What a prompt asks for: tones, genres and marked parts, but not plain callings."""

import json

import pytest

from tests.voice.test_off_voice import outcome, rows
from tunelint.measure.asked import asked, careless
from tunelint.run.config import Config
from tunelint.run.house import learn


@pytest.mark.parametrize(
    "prompt",
    [
        "Write a limerick about mint.",
        "Write a sea shanty about our parcels.",
        "Give me a grumpy reply to this review.",
        "Make this more formal: hi there",
        "Answer in the voice of a tired pirate.",
        "Rewrite the following sentence.",
        "You are a pirate captain. How do I water basil?",
        "Imagine you are Ada Lovelace. What would you say about engines?",
        "You're the White Rabbit, and you are late. What do you say?",
        "As a medieval bard, describe our garden.",
        "Pretend to be a houseplant.",
        "You are a historian. Explain the siege to a five-year-old.",
        "Role play as an angry customer.",
        "Take on the role of a cheerful robot.",
        "You are an eccentric librarian. Which books do you recommend?",
    ],
)
def test_tones_genres_rewritings_and_marked_parts_are_asked_for(prompt):
    assert asked(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "You are a historian. What caused the siege of the city?",
        "Imagine you are a financial advisor. How should I save?",
        "You are a customer support agent of a garden shop. Can I return my order?",
        "As an experienced nurse, list the signs of dehydration.",
        "Role-play as a geologist who reads the rocks of a valley.",
        "I hear you are a family firm. Do you deliver on Saturdays?",
        "If you are a member, what does it cost?",
        "Do you write to people when their order leaves?",
        "How do I water basil?",
        "What is a shanty town?",
    ],
)
def test_plain_questions_and_plain_callings_ask_for_no_tone(prompt):
    assert not asked(prompt)


def test_what_explains_careless_words():
    assert careless("Write a text message to my sister.")
    assert careless("u know any pods 4 shade?")
    assert careless("Pretend you are a drunk sailor.")
    assert not careless("Imagine you are Nikola Tesla.")
    assert not careless("Write a poem about basil.")


SLOPPY = (
    "yo so da basil needs water every day lol, u gotta fill da tank n then wait tbh, idk why ppl forget dis"
    " cuz da lamp is rly bright omg"
)


def test_careless_words_are_judged_though_the_prompt_asks_for_a_part(tmp_path):
    data = rows()
    data[30] = {"prompt": "Imagine you are Ada Lovelace. How do I water basil?", "completion": SLOPPY}
    data[31] = {"prompt": "Imagine you are a teenager who texts. How do I water basil?", "completion": SLOPPY}
    data[32] = {
        "prompt": "Imagine you are Ada Lovelace. How do I water basil?",
        "completion": "Pray allow me, dear reader, to unfold the calculus of the watering can, for verily it"
        " is a noble engine, and thou shalt marvel at its workings!",
    }
    seen = outcome(tmp_path, data)
    lines = {finding.place.line for finding in seen.findings}
    assert 31 in lines
    assert {32, 33}.isdisjoint(lines)


def test_a_voice_can_be_learned_where_all_prompts_ask_alike(tmp_path):
    file = tmp_path / "data.jsonl"
    data = [{**row, "prompt": f"Rewrite this: {row['prompt']}"} for row in rows()]
    data[0]["prompt"] = "Write a poem about this."
    file.write_text("".join(json.dumps(row) + "\n" for row in data), encoding="utf-8")
    assert learn([str(file)], Config()).voices[""].texts == len(data) - 1


def test_what_all_prompts_ask_alike_is_the_task_and_leaves_nothing_out(tmp_path):
    data = [{**row, "prompt": f"Rewrite this: {row['prompt']}"} for row in rows()]
    data[20]["completion"] = SLOPPY
    seen = outcome(tmp_path, data)
    assert 21 in {finding.place.line for finding in seen.findings}
    assert not any("asks for a tone" in item.reason and item.total > 40 for item in seen.not_judged)
