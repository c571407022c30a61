"""Languages that are taken for one another: what only one of them writes decides."""

import pytest

from prospector.judging.neighbours import Group, Neighbours
from prospector.markets.languages import languages, neighbours

CLOSE = [
    ("nb", "Kommunestyret vil ikke stenge gata, men jeg vet ikke hva de andre sier om saken."),
    ("nn", "Eg veit ikkje kva som skjer, men dei seier at det kjem ein ny skule til bygda neste år."),
    ("nn", "Det vart halde eit møte om framtida til biblioteket, og mange innbyggjarar møtte opp."),
    ("da", "Jeg ved ikke, hvad der sker, men de siger, at der kommer en ny skole i byen efter ferien."),
    ("sv", "Jag vet inte vad som händer, men de säger att det kommer en ny skola till byn efter lovet."),
    ("cs", "Nevím, co se děje, ale říkají, že po prázdninách bude ve vesnici nová škola, která je větší."),
    ("sk", "Neviem, čo sa deje, ale hovoria, že po prázdninách bude v obci nová škola, ktorá je väčšia."),
    ("hr", "Ne znam što se događa, ali kažu da će općina sljedeći tjedan, 3. rujna, otvoriti novu školu."),
    ("sr", "Ne znam šta se dešava, ali kažu da će opština sledeće nedelje otvoriti novu školu za decu."),
    ("sr", "Не знам шта се дешава, али кажу да ће општина следеће недеље отворити нову школу."),
    ("af", "Ek weet nie wat gebeur nie, maar hulle sê daar kom volgende jaar 'n nuwe skool vir die dorp."),
    ("nl", "Ik weet niet wat er gebeurt, maar ze zeggen dat er volgend jaar een nieuwe school komt."),
    ("id", "Saya tidak tahu karena kantor kabupaten mengatakan bahwa sekolah baru bisa dibuka tahun depan."),
    ("ms", "Saya tidak tahu kerana pejabat daerah berkata bahawa sekolah baharu boleh dibuka tahun depan."),
    ("es", "No sé qué pasa, pero dicen que el año que viene habrá una escuela nueva en el pueblo."),
    ("pt", "Não sei o que se passa, mas dizem que no próximo ano haverá uma escola nova na vila."),
]


@pytest.mark.parametrize(("code", "text"), CLOSE)
def test_neighbours_are_told_apart(code: str, text: str) -> None:
    assert languages().told(text).code == code


def test_a_language_without_neighbours_is_what_the_model_says() -> None:
    assert Neighbours(neighbours()).settled("Guten Tag", {"de": 0.9, "nl": 0.1}) == ("de", 0.9)


def test_where_nothing_tells_the_model_decides() -> None:
    pair = Neighbours([Group(("da", "nb"), {" hvad ": (1.0, 0.0)})])
    assert pair.settled("Oslo", {"nb": 0.6, "da": 0.3})[0] == "nb"


def test_every_feature_says_something_for_each_language_of_its_group() -> None:
    for group in neighbours():
        assert {len(row) for row in group.weights.values()} == {len(group.languages)}
