"""Pages come out as their writers wrote them, whatever they declare."""

import codecs

import pytest

from prospector.reading.charset import decode

GERMAN = "Die Stadtverwaltung hat beschlossen, die Straße für Fußgänger zu öffnen. Grüße aus Köln!"
FRENCH = "Le conseil municipal a décidé mercredi d'ouvrir la rue aux piétons. Les clients reviendront à Noël."
JAPANESE = "市議会は水曜日、駅前の道路を歩行者に開放することを決めた。商店街の会長は「にぎわいが戻る」と話している。"
KOREAN = "시의회는 수요일 역 앞 도로를 보행자에게 개방하기로 결정했다. 상인회장은 활기가 돌아올 것이라고 말했다."
RUSSIAN = "Городской совет в среду решил открыть улицу для пешеходов. Торговцы надеются на возвращение покупателей."
CHINESE = "市议会星期三决定向行人开放车站前的街道。商会会长说，热闹将会回来。居民对此表示欢迎，认为交通会更加安全。"
TAIWANESE = "市議會星期三決定向行人開放車站前的街道。商會會長說，熱鬧將會回來。居民對此表示歡迎，認為交通會更安全。"
POLISH = "Rada miejska w środę postanowiła otworzyć ulicę dla pieszych. Kupcy wierzą, że klienci powrócą. Źródło: urząd"
TURKISH = "Belediye meclisi çarşamba günü caddeyi yayalara açmaya karar verdi. Şehir ışıkları geri dönüyor, dedi."
ARABIC = "قرر مجلس المدينة يوم الأربعاء فتح الشارع أمام المشاة. ويأمل رئيس اتحاد التجار أن يعود الزبائن قريبا."

WRITTEN = [
    (GERMAN, "windows-1252"),
    (GERMAN, "iso-8859-1"),
    (FRENCH, "iso-8859-15"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc-jp"),
    (KOREAN, "euc-kr"),
    (RUSSIAN, "windows-1251"),
    (RUSSIAN, "koi8-r"),
    (CHINESE, "gb18030"),
    (CHINESE, "gb2312"),
    (TAIWANESE, "big5"),
    (POLISH, "iso-8859-2"),
    (POLISH, "windows-1250"),
    (TURKISH, "windows-1254"),
    (ARABIC, "windows-1256"),
    (JAPANESE, "utf-8"),
]
ids = [f"{charset}-{text[:12]}" for text, charset in WRITTEN]


def markup(text: str, head: str = "") -> str:
    return f"<html><head>{head}<title>x</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("text", "charset"), WRITTEN, ids=ids)
def test_a_charset_that_http_declares(text: str, charset: str) -> None:
    assert decode(markup(text).encode(charset), f"text/html; charset={charset}")[0] == markup(text)


@pytest.mark.parametrize(("text", "charset"), WRITTEN, ids=ids)
def test_a_charset_that_the_page_declares(text: str, charset: str) -> None:
    written = markup(text, f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">')
    assert decode(written.encode(charset), "text/html")[0] == written


@pytest.mark.parametrize(("text", "charset"), WRITTEN, ids=ids)
def test_a_charset_that_nobody_declares(text: str, charset: str) -> None:
    assert decode(markup(text).encode(charset))[0] == markup(text)


@pytest.mark.parametrize(("text", "charset"), WRITTEN, ids=ids)
def test_a_wrong_declaration_of_utf8_is_passed_over(text: str, charset: str) -> None:
    assert decode(markup(text).encode(charset), "text/html; charset=utf-8")[0] == markup(text)


@pytest.mark.parametrize(("text", "charset"), WRITTEN, ids=ids)
def test_utf8_is_read_under_any_wrong_declaration(text: str, charset: str) -> None:
    assert decode(markup(text).encode(), f"text/html; charset={charset}") == (markup(text), "utf-8")


@pytest.mark.parametrize(("text", "charset"), WRITTEN, ids=ids)
def test_words_deep_in_a_long_page_are_enough(text: str, charset: str) -> None:
    written = markup("x" * 100_000 + text)
    assert decode(written.encode(charset), "text/html; charset=utf-8")[0] == written


MARKS = [
    (codecs.BOM_UTF8 + GERMAN.encode(), "utf-8"),
    (codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le"), "utf-16-le"),
    (codecs.BOM_UTF16_BE + GERMAN.encode("utf-16-be"), "utf-16-be"),
]


@pytest.mark.parametrize(("body", "charset"), MARKS)
def test_a_byte_order_mark_wins(body: bytes, charset: str) -> None:
    assert decode(body, "text/html; charset=windows-1251") == (GERMAN, charset)


def test_http_wins_over_the_page() -> None:
    written = markup(RUSSIAN, "<meta charset=koi8-r>").encode("windows-1251")
    text, charset = decode(written, "text/html; charset=windows-1251")
    assert (RUSSIAN in text, charset) == (True, "cp1251")


def test_iso_2022_jp_is_read_where_it_is_declared() -> None:
    assert decode(markup(JAPANESE).encode("iso-2022-jp"), "text/html; charset=iso-2022-jp")[0] == markup(JAPANESE)


ODD = [
    (b"", "", "", "utf-8"),
    (b"plain", "text/html; charset=windows-1251", "plain", "cp1251"),
    (b"plain", "text/html; charset=nonsense", "plain", "utf-8"),
    (b"plain", "text/html; charset=utf-16", "plain", "utf-8"),
    ("日本語".encode()[:-1], "text/html; charset=utf-8", "日本\ufffd", "utf-8"),
    ("Grüße, ".encode() * 20 + b"\xfc", "", "Grüße, " * 20 + "\ufffd", "utf-8"),
    ("Grüße, ".encode() * 20 + b"\xfc.", "", "Grüße, " * 20 + "\ufffd.", "utf-8"),
]


@pytest.mark.parametrize(("body", "content_type", "text", "charset"), ODD)
def test_whatever_comes_is_read(body: bytes, content_type: str, text: str, charset: str) -> None:
    assert decode(body, content_type) == (text, charset)


@pytest.mark.parametrize("body", [bytes(range(256)), b"\xff" * 1000, b"\x1b$B" * 100, b"\x81" * 999 + b"<"])
def test_no_bytes_are_an_error(body: bytes) -> None:
    assert isinstance(decode(body)[0], str)
