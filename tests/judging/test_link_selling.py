"""Who sells links, who writes about it, and who is an honest advertiser; in the languages of the markets."""

from typing import Any

import pytest

from prospector.judging.knowledge import Knowledge
from prospector.judging.link_selling import LinkSelling
from prospector.models import Evidence, Link
from tests.judging.pages import outward, page, seen


@pytest.fixture(scope="module")
def link_selling(knowledge: Knowledge) -> LinkSelling:
    return LinkSelling(knowledge)


def ids(cases: list[tuple[str, str]]) -> list[str]:
    return [f"{language}-{number}" for number, (language, _) in enumerate(cases)]


OFFERS = [
    (
        "de",
        "Gastartikel buchen\nWir veröffentlichen Ihren Gastartikel mit dauerhaftem DoFollow-Link und Ankertext Ihrer "
        "Wahl.\nPreis: 120 € netto.",
    ),
    ("de", "Linkplätze zu vermieten: dauerhafte Verlinkung ohne Kennzeichnung."),
    (
        "en",
        "Write for us\nWe accept paid guest posts. Each includes one permanent dofollow link with the anchor text of "
        "your choice.\nFee: $80, payable by PayPal.",
    ),
    ("en", "Niche edits available from $45, lifetime link."),
    ("fr", "Publiez votre article sponsorisé chez nous : lien dofollow à vie, ancre de votre choix. Tarif : 90 € HT."),
    ("fr", "Nous vendons des liens, sans mention sponsorisé."),
    ("es", "Vendemos enlaces dofollow en nuestra web, sin etiqueta de patrocinado. Precio: 60 € por enlace."),
    ("it", "Pubblica il tuo articolo sponsorizzato: link permanente, anchor text a tua scelta. Prezzo: 70 euro."),
    ("nl", "Gastblog laten plaatsen? Permanente dofollow link, ankertekst naar keuze. Prijs gastblog: € 75."),
    ("sv", "Köp gästinlägg hos oss: permanent länk, valfri ankartext, utan annonsmärkning. Pris: 900 kr."),
    ("ja", "被リンク販売：永久リンク、アンカーテキスト指定可、PR表記なし。料金は1本 5000円 です。"),
    ("ru", "Размещение статей с вечными ссылками на нашем сайте. Анкор на ваш выбор. Цена 1500 руб."),
]


@pytest.mark.parametrize("role", ["advertise", "contribute", "home", "article"])
@pytest.mark.parametrize(("language", "text"), OFFERS, ids=ids(OFFERS))
def test_an_offer_of_links_on_ones_own_pages(language: str, text: str, role: str, link_selling: LinkSelling) -> None:
    found = link_selling.evidence(page(role=role, text=text))
    assert ("own_offer", "offer") in seen(found), language
    assert all(words in text for words in next(e.quote for e in found).split("\n"))


REPORTS = [
    (
        "de",
        "Linkkauf: warum Google abstraft\nWer Backlinks kauft, verstößt gegen die Richtlinien von Google. Händler "
        "nehmen ab 100 € für dauerhafte DoFollow-Links. So läuft eine manuelle Maßnahme ab.",
    ),
    (
        "en",
        "Why buying links is risky\nIt violates Google's guidelines and can lead to a manual action. Some charge $50 "
        "for a permanent dofollow link; link schemes like these get sites penalised.",
    ),
    (
        "fr",
        "L'achat de liens est contraire aux consignes de Google. Un lien dofollow se vend 80 €, mais la pénalité peut "
        "suivre. Les fermes de liens disparaissent.",
    ),
    (
        "es",
        "La compra de enlaces es arriesgada y va en contra de las directrices de Google. Un enlace dofollow cuesta 50 "
        "€, pero puede llegar una acción manual.",
    ),
    (
        "it",
        "La compravendita di link viola le linee guida di Google. Un link dofollow costa 50 euro, ma può arrivare "
        "un'azione manuale o una penalizzazione.",
    ),
    (
        "nl",
        "Gekochte links zijn in strijd met de richtlijnen van Google. Een dofollow link kost € 50, maar een handmatige "
        "actie kan volgen.",
    ),
    (
        "sv",
        "Betalda länkar bryter mot Googles riktlinjer. En dofollow länk kostar 500 kr, en manuell åtgärd kan följa.",
    ),
    (
        "ja",
        "被リンクの購入はGoogleのガイドラインに違反し、手動対策やペナルティの対象になります。1本5000円のdofollowリンクもあります。",
    ),
    (
        "ru",
        "Покупные ссылки нарушают правила. Вечные ссылки стоят 1500 руб., грозят фильтр Минусинск и санкции Яндекса.",
    ),
]


@pytest.mark.parametrize("role", ["article", "other"])
@pytest.mark.parametrize(("language", "text"), REPORTS, ids=ids(REPORTS))
def test_a_report_about_link_selling_is_no_offer(
    language: str, text: str, role: str, link_selling: LinkSelling
) -> None:
    assert seen(link_selling.evidence(page(role=role, text=text))) == {("report", "report")}, language


REFUSALS = [
    ("de", "Wir verkaufen keine Links. Anfragen zu Gastbeiträgen beantworten wir nicht."),
    ("en", "We do not sell links and we do not accept sponsored posts, not for $500."),
    ("en", "Guest columns are welcome, within the rules. We do not pay for guest columns."),
    ("fr", "Nous ne vendons pas de liens et nous n'acceptons pas d'articles sponsorisés."),
    ("es", "No vendemos enlaces y no aceptamos artículos patrocinados."),
    ("it", "Non vendiamo link e non accettiamo guest post a pagamento."),
    ("nl", "Wij verkopen geen links en wij plaatsen geen gastblogs."),
    ("sv", "Vi säljer inte länkar och vi tar inte emot gästinlägg."),
    ("ja", "有料リンクの掲載はお断りしています。寄稿は受け付けておりません。"),
    ("ru", "Мы не продаем ссылки и не публикуем платные статьи. Не размещаем вечные ссылки."),
]


@pytest.mark.parametrize("role", ["contribute", "contact", "home"])
@pytest.mark.parametrize(("language", "text"), REFUSALS, ids=ids(REFUSALS))
def test_a_refusal_is_no_offer(language: str, text: str, role: str, link_selling: LinkSelling) -> None:
    assert seen(link_selling.evidence(page(role=role, text=text))) == {("refuses", "refuses")}, language


RATE_CARDS = [
    (
        "de",
        "Mediadaten 2026: Anzeigenpreisliste Nr. 12, Grundpreis 1,20 € je mm, Anzeigenschluss dienstags. Auflage "
        "12.000. Advertorial 400 €, wird als Anzeige gekennzeichnet.",
    ),
    ("en", "Rate card: full page $900, half page $500. Circulation 12,000. Sponsored content $700, always marked."),
    ("fr", "Tarifs publicitaires : pleine page 900 €, demi-page 500 €. Tirage 12 000. Publirédactionnel 700 €."),
    ("es", "Tarifas publicitarias: página completa 900 €, media página 500 €. Tirada 12.000. Publirreportaje 700 €."),
    ("it", "Listino pubblicitario: pagina intera 900 €, mezza pagina 500 €. Tiratura 12.000. Pubbliredazionale 700 €."),
    ("nl", "Advertentietarieven: hele pagina € 900, halve pagina € 500. Oplage 12.000. Advertorial € 700."),
    (
        "sv",
        "Annonspriser: helsida 9000 kr, halvsida 5000 kr. Upplaga 12 000. Sponsrat inlägg 7000 kr, märks som annons.",
    ),
    ("ja", "広告料金表：全5段 90000円、半5段 50000円。発行部数 12000部。記事広告 70000円。"),
    ("ja", "町内事業者向けバナー広告。掲載料 月額5000円、サイズ 120ピクセル×60ピクセル"),
    ("ru", "Прейскурант: полоса 9000 руб., модуль 5000 руб. Тираж 12 000. Статья на правах рекламы 7000 руб."),
]


@pytest.mark.parametrize(("language", "text"), RATE_CARDS, ids=ids(RATE_CARDS))
def test_an_honest_rate_card_counts_for_its_publisher(language: str, text: str, link_selling: LinkSelling) -> None:
    assert seen(link_selling.evidence(page(role="advertise", text=text))) == {("rate_card", "rate card")}, language


INNOCENT = [
    ("links", "members", "Mitgliedsbeitrag 120 € im Jahr. Ein Eintrag im Verzeichnis mit Link ist inbegriffen."),
    ("metrics", "other", "Domain authority runs from 0 to 100; our site has DA 50."),
    ("tips", "article", "Ask for a dofollow link and check the domain authority. Our course costs $50."),
    ("permanence", "other", "Please use the permanent link of an article when you cite it."),
    ("sponsors", "partners", "Unsere Sponsoren tragen den Verein. Werden auch Sie Sponsor, ab 50 €!"),
    (
        "guests",
        "contribute",
        "Schreiben Sie für uns! Gastbeiträge über Naturschutz sind willkommen, ein Link zur Person auch.",
    ),
    ("nothing", "home", ""),
]


@pytest.mark.parametrize(("what", "role", "text"), INNOCENT, ids=[what for what, _, _ in INNOCENT])
def test_words_alone_decide_nothing(what: str, role: str, text: str, link_selling: LinkSelling) -> None:
    assert link_selling.evidence(page(role=role, text=text)) == [], what


SURCHARGES = "Dofollow link, permanent link. Guest posts $50. Casino, CBD, crypto and dating posts cost extra charge."
PRICED = [
    (
        "Guest post price list\nDA 50: $80\nDR 60: $120\nPermanent dofollow link.",
        {("own_offer", "offer"), ("metric_prices", "price by metric")},
    ),
    (
        "Sponsored post with dofollow, DR 60+\nThank you for reading so far." + " More." * 60 + " $120",
        {("own_offer", "offer")},
    ),
    (f"Write for us. {SURCHARGES}", {("own_offer", "quality"), ("topic_surcharge", "surcharge")}),
]


@pytest.mark.parametrize(("text", "signals"), PRICED)
def test_prices_by_metric_and_surcharges_stand_beside_an_offer(
    text: str, signals: set[tuple[str, str]], link_selling: LinkSelling
) -> None:
    assert seen(link_selling.evidence(page(role="advertise", text=text))) == signals


LABELS = [
    ("Anzeige\nNeue Küche gefällig?", True),
    ("ANZEIGE: Neue Küche gefällig?", True),
    ("Advertisement | New kitchens", True),
    ("Publicité", True),
    ("提供:株式会社れい", True),
    ("На правах рекламы\nНовые кухни", True),
    ("【PR】新商品のご案内", True),
    ("광고\n새 주방", True),
    ("إعلان\nمطابخ جديدة", True),
    ("Der Bürger erstattete Anzeige", False),
    ("Die Anzeige des Bürgers wurde aufgenommen", False),
    ("Ads on this site are sold by us", False),
    ("Anzeigen", False),
    ("Ad-Entwicklung", False),
    ("Werbung/Mediadaten", False),
    ("광고 문의", False),
    ("广告服务", False),
    ("Werbung - Küchen vom Fach", True),
]


@pytest.mark.parametrize(("text", "labelled"), LABELS)
def test_a_label_stands_alone_or_at_the_head_of_its_line(text: str, labelled: bool, link_selling: LinkSelling) -> None:
    assert seen(link_selling.evidence(page(text=text))) == ({("labelled", "label")} if labelled else set())


def of_links(link_selling: LinkSelling, *links: Link, role: str = "article") -> list[Evidence]:
    return link_selling.evidence(page(role=role, links=links))


MONEY = [
    ("online casino bonus", "gambling"),
    ("crédit sans justificatif", "loans"),
    ("казино вавада", "gambling"),
    ("オンラインカジノ", "gambling"),
    ("casino utan svensk licens", "gambling"),
    ("Bachelorarbeit schreiben lassen", "essays"),
    ("cialis", "pharma"),
    ("bitcoin kaufen", "crypto"),
    ("escorts", "adult"),
]


@pytest.mark.parametrize(("anchor", "trade"), MONEY)
def test_a_followed_anchor_of_a_trade_that_buys_links(anchor: str, trade: str, link_selling: LinkSelling) -> None:
    (found,) = of_links(link_selling, outward("https://www.buyer.example/", anchor))
    assert (found.signal, found.value) == (f"money_anchor_{trade}", "www.buyer.example")
    assert found.quote == f"{anchor} → https://www.buyer.example/"


@pytest.mark.parametrize("rel", ["nofollow", "sponsored", "ugc"])
def test_a_money_anchor_that_is_not_followed_says_nothing(rel: str, link_selling: LinkSelling) -> None:
    found = of_links(link_selling, outward("https://www.buyer.example/x", "online casino bonus", "noopener", rel))
    assert {e.signal for e in found} <= {"labelled"}


def test_a_money_anchor_within_the_site_says_nothing(link_selling: LinkSelling) -> None:
    assert of_links(link_selling, Link("https://www.example.de/x", "online casino bonus")) == []


NOT_BOUGHT = [
    "https://www.youtube.com/watch?v=1",
    "https://play.buyer.example/sport?utm_source=example&utm_medium=footer",
    "https://www.buyer.example/bonus?aff=123",
]


@pytest.mark.parametrize("url", NOT_BOUGHT)
def test_a_link_to_a_video_or_one_that_counts_visitors_is_not_bought(url: str, link_selling: LinkSelling) -> None:
    found = of_links(link_selling, outward(url, "online casino bonus"), role="home")
    assert found == []


OWN_TRADES = [
    ("Online-Casino-Nachrichten: neue Lizenzen im Land", True),
    ("Casino-Branche im Überblick", True),
    ("Paris sportifs : actualité du secteur", True),
    ("Новости казино и букмекеров", True),
    ("Gemeinderat beschließt Haushalt", False),
    ("", False),
]


@pytest.mark.parametrize(("title", "own"), OWN_TRADES)
def test_a_page_about_a_trade_that_buys_links(title: str, own: bool, link_selling: LinkSelling) -> None:
    found = [e.quote for e in link_selling.evidence(page(title=title)) if e.signal == "own_trade"]
    assert found == ([title] if own else [])


PARTS = [
    ("https://www.example.de/gutscheine/", "www.example.de/gutscheine"),
    ("https://www.example.de/Codes-Promo", "www.example.de/Codes-Promo"),
    ("https://casino.example.de/bonus", "casino.example.de"),
    ("https://www.example.de/stadt/casino/", ""),
    ("https://www.example.de/casino-royale/", ""),
    ("https://www.example.de/", ""),
]


@pytest.mark.parametrize(("url", "part"), PARTS)
def test_a_part_named_after_a_trade_that_rents_such_parts(url: str, part: str, link_selling: LinkSelling) -> None:
    found = link_selling.evidence(page(links=(Link(url, "Sparen"), Link("https://www.example.de/rat", "Rat"))))
    assert [(e.signal, e.value, e.quote) for e in found] == ([("let_part", part, "Sparen")] if part else [])


def test_a_buyer_is_named_once_and_there_is_an_end_to_buyers(link_selling: LinkSelling) -> None:
    links = [outward(f"https://buyer{number // 2}.example/{number}", "casino bonus") for number in range(100)]
    found = of_links(link_selling, *links)
    assert len(found) == len({e.value for e in found}) == 20


def test_sponsored_links_are_honest(link_selling: LinkSelling) -> None:
    found = of_links(link_selling, outward("https://www.other.example/", "Küchen", "sponsored"))
    assert seen(found) == {("labelled", "rel=sponsored")}


DEEP = outward("https://www.shop.example/betten/x", "beste Matratze")
LONE: list[tuple[str, str, tuple[Link, ...], bool]] = [
    ("one deep link", "article", (DEEP,), True),
    ("two links", "article", (DEEP, outward("https://www.other.example/", "Quelle")), True),
    ("three links", "article", (DEEP, DEEP, DEEP), False),
    ("a start page", "article", (outward("https://www.other.example/", "Quelle"),), False),
    ("a picture", "article", (outward("https://www.other.example/x.jpg", "Foto"),), False),
    (
        "a whole sentence",
        "article",
        (outward("https://www.other.example/x", "Die Studie der Universität steht hier im Netz"),),
        False,
    ),
    ("not followed", "article", (outward("https://www.other.example/x", "Matratze", "nofollow"),), False),
    ("in the footer", "article", (outward("https://www.other.example/x", "Matratze", placement="footer"),), False),
    ("on the start page", "home", (DEEP,), False),
]


@pytest.mark.parametrize(("what", "role", "links", "lone"), LONE, ids=[case[0] for case in LONE])
def test_an_article_with_one_deep_link(
    what: str, role: str, links: tuple[Link, ...], lone: bool, link_selling: LinkSelling
) -> None:
    found = of_links(link_selling, *links, role=role)
    assert seen(found) == ({("lone_deep_link", "www.shop.example")} if lone else set()), what


HIDDEN: list[tuple[int, dict[str, Any], tuple[str, ...], bool]] = [
    (3, {"hidden": True}, (), True),
    (2, {"hidden": True}, (), False),
    (3, {"hidden": False}, (), False),
    (3, {"hidden": True}, ("nofollow",), False),
    (3, {"hidden": True, "placement": "nav"}, (), False),
]


@pytest.mark.parametrize(("number", "facts", "rel", "shown"), HIDDEN)
def test_several_hidden_links_to_other_sites(
    number: int, facts: dict[str, Any], rel: tuple[str, ...], shown: bool, link_selling: LinkSelling
) -> None:
    links = [outward(f"https://site{n}.example/", "Mehr", *rel, **facts) for n in range(number)]
    found = of_links(link_selling, *links, role="home")
    assert seen(found) == ({("hidden_links", "site0.example")} if shown else set())


BUTTONS = [
    ("Facebook", "https://www.facebook.com/"),
    ("Share", "https://x.example/?u=www.example.de"),
    ("", "https://y.example/"),
]


def test_hidden_buttons_that_share_the_page_are_no_links_to_others(link_selling: LinkSelling) -> None:
    links = [outward(url, anchor, hidden=True) for anchor, url in BUTTONS]
    two = [outward(f"https://site{n}.example/", "Mehr", hidden=True) for n in range(2)]
    assert of_links(link_selling, *links, *two, role="home") == []


TOOLS = [
    ("Registrieren", "https://wordpress.com/start/"),
    ("Kurzlink kopieren", "https://wp.me/abc"),
    ("Melde diesen Inhalt", "https://en.wordpress.com/abuse/"),
    ("Abonnements verwalten", "https://subscribe.wordpress.com/"),
]


def test_the_tools_of_the_platform_that_a_site_is_on_are_not_hidden_links(link_selling: LinkSelling) -> None:
    links = tuple(outward(url, anchor, hidden=True) for anchor, url in TOOLS)
    assert link_selling.evidence(page("https://example.wordpress.com/", links=links)) == []
