"""The language of a page, by the model that is shipped."""

import pytest

from prospector.judging.language import LanguageFound, Predicts, detect, language_evidence, language_of, load_model
from prospector.markets.files import data_path
from tests.judging.pages import page, seen


@pytest.fixture(scope="module")
def model() -> Predicts:
    return load_model(data_path("models", "lid.176.ftz"))


TEXTS = [
    ("de", "Der Gemeinderat hat am Mittwoch beschlossen, die Hauptstraße für den Verkehr zu sperren."),
    ("en", "On Wednesday the council decided to close the high street to traffic until next spring."),
    ("fr", "Mercredi, le conseil municipal a décidé de fermer la rue principale à la circulation."),
    ("es", "El ayuntamiento decidió el miércoles cerrar la calle principal al tráfico hasta la primavera."),
    ("it", "Mercoledì il consiglio comunale ha deciso di chiudere al traffico la via principale."),
    ("pt", "Na quarta-feira, a câmara municipal decidiu fechar a rua principal ao trânsito."),
    ("nl", "De gemeenteraad heeft woensdag besloten de hoofdstraat af te sluiten voor het verkeer."),
    ("sv", "Kommunfullmäktige beslutade på onsdagen att stänga av huvudgatan för trafik till våren."),
    ("nb", "Kommunestyret vedtok onsdag å stenge hovedgata for trafikk fram til våren, sier ordføreren."),
    ("da", "Byrådet lukker hovedgaden for biler, og mange af byens borgere er glade for det, siger borgmesteren."),
    ("fi", "Kunnanvaltuusto päätti keskiviikkona sulkea pääkadun liikenteeltä ensi kevääseen saakka."),
    ("pl", "Rada miejska postanowiła w środę zamknąć główną ulicę dla ruchu aż do przyszłej wiosny."),
    ("cs", "Zastupitelstvo ve středu rozhodlo uzavřít hlavní ulici pro dopravu až do příštího jara."),
    ("tr", "Belediye meclisi çarşamba günü ana caddeyi gelecek bahara kadar trafiğe kapatmaya karar verdi."),
    ("ru", "Городской совет в среду решил закрыть главную улицу для движения до следующей весны."),
    ("ar", "قرر مجلس المدينة يوم الأربعاء إغلاق الشارع الرئيسي أمام حركة المرور حتى الربيع المقبل."),
    ("hi", "नगर परिषद ने बुधवार को मुख्य सड़क को अगले वसंत तक यातायात के लिए बंद करने का निर्णय लिया।"),
    ("ja", "市議会は水曜日、来年の春まで大通りを車両通行止めにすることを決めた。"),
    ("ko", "시의회는 수요일에 내년 봄까지 중심 도로를 차량에 개방하지 않기로 결정했다."),
    ("zh", "市议会星期三决定，在明年春天之前禁止车辆通行主要街道。"),
]


@pytest.mark.parametrize(("code", "text"), TEXTS, ids=[code for code, _ in TEXTS])
def test_the_languages_of_all_markets_are_told(code: str, text: str, model: Predicts) -> None:
    assert detect(text, model).code == code


@pytest.mark.parametrize(("code", "text"), TEXTS, ids=[code for code, _ in TEXTS])
def test_lines_and_white_space_change_nothing(code: str, text: str, model: Predicts) -> None:
    assert detect("\n\n " + text.replace(" ", "\n\t"), model) == detect(text, model)


UNKNOWN = [
    "",
    "\n",
    " \t\n" * 100,
    "Kontakt",
    "12.03.2026 | 14:30 | 0561 1234",
    "——— *** ———",
    "\ud800",
    "\x00" * 50,
    "会社",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_too_little_text_is_unknown(text: str, model: Predicts) -> None:
    assert detect(text, model) == LanguageFound("unknown", None)


def test_a_lone_surrogate_is_no_obstacle(model: Predicts) -> None:
    assert detect("\ud83d " + TEXTS[0][1] + " \udfff", model).code == "de"


def test_the_main_text_decides_and_all_text_stands_in(model: Predicts) -> None:
    menu = "Home News Sport Weather Contact us About this site and all of its pages " * 3
    assert language_of(page(main_text=TEXTS[0][1], text=menu + TEXTS[0][1]), model).code == "de"
    assert language_of(page(main_text="Kurz.", text=menu), model).code == "en"
    assert language_of(page(), model).code == "unknown"


CLAIMS = [
    ("de-AT", ("html_lang", "de")),
    ("NO", ("html_lang", "nb")),
    ("zh_CN", ("html_lang", "zh")),
]


@pytest.mark.parametrize(("html_lang", "claim"), CLAIMS)
def test_what_the_markup_claims_stands_beside(html_lang: str, claim: tuple[str, str]) -> None:
    found = language_evidence(page(html_lang=html_lang, main_text="Text"), LanguageFound("fr", 0.9))
    assert seen(found) == {("text", "fr"), claim}


def test_nothing_known_is_nothing_said() -> None:
    assert language_evidence(page(), LanguageFound("unknown", None)) == []
