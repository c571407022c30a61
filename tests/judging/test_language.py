"""The language of a page, by the model that is shipped."""

import pytest

from prospector.judging.language import LanguageFound
from prospector.markets.languages import languages
from tests.judging.pages import page, seen

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
def test_the_languages_of_all_markets_are_told(code: str, text: str) -> None:
    assert languages().told(text).code == code


@pytest.mark.parametrize(("code", "text"), TEXTS, ids=[code for code, _ in TEXTS])
def test_lines_and_white_space_change_nothing(code: str, text: str) -> None:
    assert languages().told("\n\n " + text.replace(" ", "\n\t")) == languages().told(text)


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
def test_too_little_text_is_unknown(text: str) -> None:
    assert languages().told(text) == LanguageFound("unknown", None)


def test_a_lone_surrogate_is_no_obstacle() -> None:
    assert languages().told("\ud83d " + TEXTS[0][1] + " \udfff").code == "de"


def test_the_main_text_decides_and_all_text_stands_in() -> None:
    menu = "Home News Sport Weather Contact us About this site and all of its pages " * 3
    assert languages().of_page(page(main_text=TEXTS[0][1], text=menu + TEXTS[0][1])).code == "de"
    assert languages().of_page(page(main_text="Kurz.", text=menu)).code == "en"
    assert languages().of_page(page()).code == "unknown"


CLAIMS = [
    ("de-AT", "de", ("html_lang", "de")),
    ("NO", "nb", ("html_lang", "nb")),
    ("zh_CN", "zh", ("html_lang", "zh")),
    ("en", "de", ("html_lang_differs", "en")),
]


@pytest.mark.parametrize(("html_lang", "told", "claim"), CLAIMS)
def test_what_the_markup_claims_stands_beside_and_a_false_claim_is_named(
    html_lang: str, told: str, claim: tuple[str, str]
) -> None:
    found = languages().evidence(page(html_lang=html_lang, main_text="Text"), LanguageFound(told, 0.9))
    assert seen(found) == {("text", told), claim}


def test_nothing_known_is_nothing_said() -> None:
    assert languages().evidence(page(), LanguageFound("unknown", None)) == []


def test_a_page_in_two_languages_shows_both() -> None:
    mixed = page(main_text=f"{TEXTS[0][1]}\n" * 30 + f"{TEXTS[2][1]}\n" * 30)
    found = languages().evidence(mixed, languages().of_page(mixed))
    assert seen(found) == {("text", "de"), ("also", "fr")}


SHORT = [
    ("ko", "블로그를 옮겼습니다"),
    ("ja", "お問い合わせはこちら"),
    ("zh", "本会通知：明天起停业三日，请谅解。"),
    ("zh", "關於我們的最新消息，歡迎聯絡。"),
    ("ja", "株式会社山田製作所 会社概要 採用情報 個人情報保護方針 販売店検索"),
    ("hi", "नगर परिषद की बैठक बुधवार को होगी।"),
    ("ru", "Городской совет собрался в среду."),
    ("de", "Der Gemeinderat tagt am Mittwoch."),
    ("unknown", "Stadtfest Programm"),
]


@pytest.mark.parametrize(("code", "text"), SHORT)
def test_a_short_sentence_is_told_where_its_script_or_the_model_is_sure(code: str, text: str) -> None:
    assert languages().told(text).code == code
