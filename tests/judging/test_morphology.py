"""Words are found as each language writes them: compounds, cases, glued particles, scripts without spaces."""

import pytest

from prospector.folding import fold, words_of
from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Phrases

# language, table of its file, what the text says, the text
FORMS = [
    ("en", "kinds", "chamber", "The Chambers of Commerce of both counties met."),
    ("en", "kinds", "association", "a registered charity"),
    ("en", "pages", "advertise", "Advertise with us"),
    ("de", "kinds", "publication", "Die Murgtalzeitung erscheint sechsmal die Woche."),
    ("de", "kinds", "association", "Mitgliederversammlung des Kaninchenzuchtvereins und der Sportverein"),
    ("de", "kinds", "chamber", "Industrie- und Handelskammer"),
    ("de", "pages", "about", "/ueber-uns/"),
    ("fr", "kinds", "chamber", "la chambre de commerce et d’industrie"),
    ("fr", "pages", "imprint", "Mentions légales"),
    ("fr", "kinds", "association", "loi 1901"),
    ("es", "kinds", "chamber", "Cámara de Comercio"),
    ("es", "pages", "contact", "/contacto/"),
    ("pt", "pages", "contact", "Fale conosco"),
    ("pt", "kinds", "chamber", "Câmara de Comércio"),
    ("it", "pages", "about", "Chi siamo"),
    ("it", "kinds", "chamber", "Camera di Commercio"),
    ("nl", "kinds", "association", "de Heemkundevereniging van Zutphen"),
    ("nl", "pages", "advertise", "Advertentietarieven"),
    ("sv", "kinds", "chamber", "Sydsvenska Industri- och Handelskammaren"),
    ("sv", "pages", "contact", "Kontakta oss"),
    ("nb", "pages", "about", "Om oss"),
    ("nb", "kinds", "publication", "lokalavisen"),
    ("da", "kinds", "association", "Lokalhistorisk forening"),
    ("da", "pages", "contact", "Kontakt os"),
    ("fi", "kinds", "chamber", "Keskuskauppakamari ja kauppakamarin jäsenet"),
    ("fi", "pages", "contact", "Yhteystiedot"),
    ("pl", "kinds", "chamber", "członkowie Izby Gospodarczej i izba przemysłowo-handlowa"),
    ("pl", "pages", "advertise", "Reklama"),
    ("cs", "kinds", "chamber", "Hospodářská komora i členové Hospodářské komory"),
    ("cs", "pages", "contact", "Kontakty"),
    ("ru", "kinds", "chamber", "члены торгово-промышленной палаты"),
    ("ru", "pages", "advertise", "Рекламодателям"),
    ("ja", "kinds", "chamber", "飯田商工会議所の会員事業所"),
    ("ja", "pages", "advertise", "広告掲載のご案内"),
    ("ko", "kinds", "chamber", "진주상공회의소에서는"),
    ("ko", "pages", "about", "회사소개"),
    ("zh", "pages", "contact", "歡迎聯繫我們"),
    ("zh", "pages", "about", "关于我们的故事"),
    ("tr", "kinds", "chamber", "Ticaret ve Sanayi Odası"),
    ("tr", "pages", "contact", "İLETİŞİM"),
    ("ar", "kinds", "chamber", "الغرفة التجارية"),
    ("ar", "pages", "contact", "اتصل بنا"),
    ("hi", "pages", "contact", "संपर्क करें"),
    ("hi", "kinds", "publication", "दैनिक समाचार पत्र"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "table", "meaning", "text"), FORMS)
def test_a_word_is_found_as_its_language_writes_it(
    language: str, table: str, meaning: str, text: str, knowledge: Knowledge
) -> None:
    words = knowledge.languages[language].words[table]
    read = words_of(text) if table == "pages" else fold(text)
    phrases = {
        name: [words_of(p) if table == "pages" and "*" not in p else p for p in found] for name, found in words.items()
    }
    assert meaning in Phrases(phrases).meanings(read)


def test_every_language_has_a_case(knowledge: Knowledge) -> None:
    assert {language for language, *_ in FORMS} == set(knowledge.languages)
