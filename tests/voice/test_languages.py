"""Tone is judged in English: other languages are named and never given a number."""

import json
from math import isnan

import pytest

from tests.voice.test_off_voice import outcome, rows
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

REPLIES = {
    "de": [
        (
            "Ja, das geht noch. Öffnen Sie die Bestellung in der App, tippen Sie auf Lieferung"
            " ändern und geben Sie die"
            " neue Adresse ein. Ist der Knopf grau, dann ist das Paket schon gepackt."
        ),
        (
            "Der Zug nach Hamburg hat heute leider zwanzig Minuten Verspätung, weil im Norden viel"
            " Schnee liegt und die"
            " Weichen erst frei werden müssen!!! Wir bitten alle Gäste um Entschuldigung."
        ),
    ],
    "fr": [
        (
            "Oui, c'est encore possible. Ouvrez la commande dans l'application, touchez Modifier la"
            " livraison et"
            " saisissez la nouvelle adresse. Si le bouton est gris, le colis est déjà fermé."
        ),
        (
            "Pour faire la soupe, il faut d'abord couper les légumes, chauffer l'eau et attendre"
            " que le tout soit bien"
            " tendre avant d'ajouter un peu de crème!!! Bon appétit à toutes et à tous."
        ),
    ],
    "es": [
        (
            "Claro que sí. Abra el pedido en la aplicación, pulse Cambiar entrega y escriba la"
            " nueva dirección. Si el"
            " botón está gris, la caja ya está cerrada y no se puede cambiar."
        ),
        (
            "Muchas personas prefieren viajar en tren porque es más cómodo, llega hasta el centro"
            " de la ciudad y deja"
            " ver las montañas por la ventana!!! Además cuesta menos que el avión."
        ),
    ],
}


@pytest.mark.parametrize("language", REPLIES)
def test_a_set_in_another_language_is_not_judged_and_has_no_score(language, tmp_path):
    data = [
        {"prompt": f"{number}?", "completion": f"{number}. {reply}"}
        for number in range(30)
        for reply in REPLIES[language]
    ]
    seen = outcome(tmp_path, data)
    assert not seen.findings
    assert all(isnan(score) for score in seen.scores["tone"])
    (named,) = [item for item in seen.not_judged if "not supported" in item.reason]
    assert f"“{language}”" in named.reason
    assert named.total == len(data)


def test_rows_in_other_languages_among_english_ones_are_left_out_by_name(tmp_path):
    data, foreign = rows(), []
    for at, (_language, replies) in enumerate(REPLIES.items()):
        for step, reply in enumerate(replies):
            foreign.append(40 * at + step)
            data[foreign[-1]]["completion"] = reply
    seen = outcome(tmp_path, data)
    assert {finding.place.line - 1 for finding in seen.findings}.isdisjoint(foreign)
    assert all(isnan(seen.scores["tone"][at]) for at in foreign)
    reasons = {item.reason for item in seen.not_judged}
    assert {language for language in REPLIES if any(f"“{language}”" in reason for reason in reasons)} == set(
        REPLIES
    )
    assert seen.scores["tone"][39] > 0


def test_english_with_slang_names_or_figures_is_english(tmp_path):
    data = rows()
    data[30]["completion"] = (
        "yo so da basil needs water lol, u gotta fill da tank n then wait 4 it 2 sprout tbh, its hella easy"
        " fr fr so dont worry bout it bruh"
    )
    data[31]["completion"] = (
        "Herr Müller und Frau Schäfer is the name of our café in Düsseldorf, and we are open daily."
    )
    seen = outcome(tmp_path, data)
    assert seen.scores["tone"][30] <= 0.01
    assert not isnan(seen.scores["tone"][31])


def test_data_that_is_said_to_be_in_another_language_is_not_judged(tmp_path):
    file = tmp_path / "data.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows()[:60]), encoding="utf-8")
    config = load_config([str(file)], ["language=de"])
    rule = load_rules([rules_folder()])["tone/off-voice"]
    seen = check([str(file)], make_plan({rule.id: rule}, config), config)
    assert all(isnan(score) for score in seen.scores["tone"])
    assert any("“de” is not supported" in item.reason for item in seen.not_judged)
