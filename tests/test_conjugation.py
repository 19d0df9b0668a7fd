"""Forms of regular verbs: those that press uses are there, those of other verbs are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.conjugation import regular_forms

FORMS = {
    "tacler": "tacle tacles taclent taclons taclez taclait taclaient tacla taclèrent taclé taclée taclés taclées "
    "taclera tacleront taclerait tacleraient taclant tacler",
    "lancer": "lance lançons lançait lança lançaient lançant lançât lancèrent lancera lancé lancez lancions lançâmes",
    "manger": "mangeons mangeait mangea mangeant mangèrent mangera mange mangions mangiez mangé mangeât",
    "céder": "cède cèdent cédait céda cédèrent cédé cédera cèdera céderait cédons",
    "intégrer": "intègre intègrent intégrait intégré intégrera intègrera",
    "protéger": "protège protègent protégea protégeait protégé protégera protégeons",
    "lever": "lève lèvent levait leva lèvera lèverait lèveraient levé levons",
    "appeler": "appelle appellent appelait appela appellera appellerait appelé appelons",
    "rejeter": "rejette rejettent rejetait rejeta rejettera rejeté rejetèrent",
    "acheter": "achète achètent achetait acheta achètera achèterait acheté",
    "employer": "emploie emploient employait employa emploiera emploierait employé employons",
    "appuyer": "appuie appuient appuyait appuya appuiera appuyé",
    "payer": "paie paient paye payent payait paya paiera payera payé",
    "créer": "crée créent créait créa créera créé créée créés créées créant",
    "étudier": "étudie étudient étudiait étudia étudiions étudiera étudié",
    "arguer": "argue arguait argua arguera",
    "investir": "investit investissent investissait investissant investira investiraient investi investie "
    "investis investissons investissez investirent investissions investîmes investît investirons investirez",
    "saisir": "saisit saisissent saisissait saisi saisie saisira",
}
NOT_FORMS = {
    "tacler": ["tac", "tacleur", "taclage", "tacleront-ils", "tacl"],
    "lancer": ["lancons", "lancait", "lanca", "lancement"],
    "manger": ["mangons", "mangait", "manga"],
    "lever": ["léve", "levier", "lèvait", "lèvé"],
    "employer": ["emploiait", "emploié", "emploi"],
    "céder": ["cèdait", "cèdé", "ceder"],
    "investir": ["investisseur", "investissement", "invest"],
    "devoir": ["devois", "devoira", "devoi"],
}


@pytest.mark.parametrize("infinitive", FORMS)
def test_has_every_form_that_press_uses(infinitive: str) -> None:
    assert set(FORMS[infinitive].split()) - regular_forms(infinitive) == set()


@pytest.mark.parametrize("infinitive", NOT_FORMS)
def test_has_no_form_that_is_no_french(infinitive: str) -> None:
    assert set(NOT_FORMS[infinitive]) & regular_forms(infinitive) == set()


@pytest.mark.parametrize("infinitive", ["vendre", "être", "recevoir", "fusion"])
def test_of_other_endings_only_the_infinitive(infinitive: str) -> None:
    assert regular_forms(infinitive) == {infinitive}


@given(st.text(alphabet="abcdeéèglmnopqrstuvyç", min_size=1, max_size=8), st.sampled_from(["er", "ir"]))
def test_every_form_begins_as_the_verb_does_and_the_infinitive_is_one(stem: str, ending: str) -> None:
    forms = regular_forms(stem + ending)
    assert stem + ending in forms
    assert all(form.startswith(stem[:-3]) and len(form) >= len(stem) for form in forms)
