"""Honest pages full of the words of link sellers: none of them offers links of its own, whatever role it is read in."""

import pytest

from prospector.judging.knowledge import Knowledge
from prospector.judging.link_selling import LinkSelling
from tests.judging.pages import page

OFFERS = {"own_offer", "metric_prices", "topic_surcharge", "hidden_links"}

CASES = [
    (
        "warning",
        "en",
        "article",
        "Beware of e-mails that offer you a sponsored post with a permanent dofollow link for $100. We got three this "
        "week. Do not reply: Google treats such link schemes as spam.",
    ),
    (
        "warning",
        "de",
        "article",
        "Vorsicht vor Mails, die 80 € für einen Gastartikel mit dauerhaftem DoFollow-Link bieten. Wer darauf eingeht, "
        "verstößt gegen die Richtlinien von Google und riskiert eine manuelle Maßnahme.",
    ),
    (
        "warning",
        "fr",
        "article",
        "Attention aux courriels qui proposent 100 € pour un article sponsorisé avec un lien dofollow permanent : "
        "c'est contraire aux consignes de Google et la pénalité guette.",
    ),
    (
        "warning",
        "es",
        "article",
        "Cuidado con los correos que ofrecen 60 € por un enlace dofollow permanente en un artículo. Va en contra de "
        "las directrices de Google y puede acabar en penalización.",
    ),
    (
        "warning",
        "pl",
        "article",
        "Uwaga na maile z propozycją artykułu sponsorowanego z linkiem dofollow za 200 zł. To naruszenie wytycznych "
        "Google i grozi karą ręczną.",
    ),
    (
        "quoted mail",
        "en",
        "article",
        'This came on Monday: "We sell links on our blogs, a permanent dofollow link for $90." I deleted it.',
    ),
    (
        "quoted mail",
        "de",
        "article",
        "Am Montag kam Post: „Wir bieten Backlinks an, dauerhafter Link ab 90 €, ohne Kennzeichnung.“ Ich habe sie "
        "gelöscht.",
    ),
    (
        "quoted mail",
        "fr",
        "article",
        "Reçu lundi : « Nous vendons des liens, lien dofollow à vie pour 90 €. » Je l'ai effacé.",
    ),
    (
        "quoted mail",
        "ru",
        "article",
        "В понедельник пришло письмо: «Размещение статей с вечными ссылками, цена 900 руб.» Я его удалил.",
    ),
    (
        "quoted mail",
        "ja",
        "article",
        "月曜日にこんなメールが届いた。「被リンク販売、永久リンクで1本5000円です」。すぐに消した。",
    ),
    (
        "news",
        "en",
        "article",
        "A study found that 300 publishers charged between $50 and $1,500 for a dofollow link. One in five asked for "
        "more for casino, CBD or crypto. Google said that it will act against link spam.",
    ),
    (
        "news",
        "de",
        "article",
        "Recherche: Verlage nahmen bis zu 1.500 € für einen DoFollow-Link in redaktionellen Artikeln, für Casino und "
        "CBD das Doppelte. Der Presserat spricht von Schleichwerbung, Google von Linkspam.",
    ),
    (
        "news",
        "sv",
        "article",
        "Granskning: tidningar tog 5000 kr för en dofollow-länk till kasinon. Det strider mot Googles riktlinjer och "
        "kan ge en manuell åtgärd.",
    ),
    (
        "news",
        "ja",
        "article",
        "調査によると、一部のメディアは1本50000円で被リンクを販売していた。Googleのガイドライン違反であり、ペナルティの対象となる。",
    ),
    (
        "agency",
        "en",
        "other",
        "Our services: technical SEO, content, digital PR and link building. We earn links with stories that people "
        "want to quote. From $2,000 a month.",
    ),
    (
        "agency",
        "de",
        "other",
        "Unsere Leistungen: SEO, Content und Linkaufbau ab 900 € im Monat. Wir kaufen keine Links, sondern gewinnen "
        "sie mit guten Inhalten.",
    ),
    (
        "agency",
        "fr",
        "other",
        "Nos prestations : audit SEO, rédaction et netlinking, à partir de 900 € par mois. Nous analysons le profil "
        "de vos backlinks.",
    ),
    (
        "agency",
        "nl",
        "other",
        "Onze diensten: zoekmachineoptimalisatie, teksten en linkbuilding vanaf € 750 per maand, met rapportage over "
        "uw backlinks.",
    ),
    (
        "rate card",
        "en",
        "advertise",
        "Advertise with us. Display: $12 CPM. Sponsored newsletter: $900, clearly marked. Circulation 25,000 (ABC). "
        "All paid links carry rel=sponsored.",
    ),
    (
        "rate card",
        "de",
        "advertise",
        "Mediadaten: Banner 12 € TKP, Advertorial 1.200 €, gekennzeichnet als Anzeige, Verlinkung mit nofollow. "
        "Verbreitete Auflage 25.000 (IVW). Anzeigenschluss montags.",
    ),
    (
        "rate card",
        "it",
        "advertise",
        "Listino: banner 12 € CPM, articolo sponsorizzato 900 €, sempre segnalato come informazione pubblicitaria con "
        "link nofollow. Tiratura 25.000.",
    ),
    (
        "rate card",
        "pl",
        "advertise",
        "Cennik reklam: moduł 400 zł, artykuł sponsorowany 900 zł, zawsze oznaczony jako materiał sponsorowany. "
        "Nakład 25 000 egzemplarzy.",
    ),
    (
        "rate card",
        "pt",
        "advertise",
        "Mídia kit: banner R$ 900, publieditorial R$ 2.500, sempre identificado como conteúdo de marca. Tiragem 25.000",
    ),
    (
        "label",
        "en",
        "article",
        "Sponsored content\nThis article was paid for by Example Kitchens, $1,000 and a kettle. Links to them are "
        "marked as sponsored.",
    ),
    ("label", "fr", "article", "Article sponsorisé\nEn partenariat avec Cuisines Exemple. Cuisines dès 4 900 €."),
    ("label", "es", "article", "Contenido patrocinado\nUna cocina nueva desde 4900 €, con Cocinas Ejemplo."),
    (
        "guest policy",
        "en",
        "contribute",
        "Write for us. We welcome guest posts from practitioners: 800 words, vendor neutral, unpaid. One link in your "
        "bio. Our editors may decline any piece.",
    ),
    (
        "guest policy",
        "de",
        "contribute",
        "Gastbeitrag einreichen: Wir freuen uns über Gastbeiträge aus der Praxis. Honorar zahlen wir nicht, Geld "
        "nehmen wir auch nicht. Ein Link in der Autorenzeile ist in Ordnung.",
    ),
    (
        "guest policy",
        "fr",
        "contribute",
        "Proposer un article invité : 800 mots, sur le jardin, sans publicité. Un lien vers votre site dans la "
        "signature. La rédaction se réserve le droit de refuser.",
    ),
    (
        "guest policy",
        "es",
        "contribute",
        "Escribe para nosotros: aceptamos artículos de invitados sobre montaña, sin coste y sin pago. Un enlace a tu "
        "web en la firma.",
    ),
    (
        "guest policy",
        "ja",
        "contribute",
        "寄稿者を募集しています。登山についての記事をお寄せください。掲載は無料、プロフィールにリンクを1つ置けます。",
    ),
    (
        "free listing",
        "en",
        "join",
        "Add your business: a listing with a link to your website is free. A photo gallery costs £30 a year.",
    ),
    (
        "free listing",
        "de",
        "join",
        "Firma eintragen: Der Grundeintrag mit Link zur Webseite ist kostenlos, der Premiumeintrag mit Bildern kostet "
        "30 € im Jahr. Jeder Eintrag wird geprüft.",
    ),
    (
        "free listing",
        "nl",
        "join",
        "Bedrijf aanmelden: een vermelding met link naar uw website is gratis. Administratiekosten voor foto's: € 25.",
    ),
    (
        "free listing",
        "fr",
        "join",
        "Inscrire votre entreprise : la fiche avec un lien vers votre site est gratuite ; photos : 30 € par an.",
    ),
    (
        "affiliate",
        "en",
        "article",
        "Disclosure: some links are affiliate links. If you buy the $300 tent through them we earn a commission at no "
        "cost to you.",
    ),
    (
        "affiliate",
        "de",
        "article",
        "Mit * markierte Links sind Affiliate-Links: Kaufst du das Zelt für 300 €, bekommen wir eine Provision.",
    ),
    (
        "affiliate",
        "it",
        "article",
        "Alcuni link sono link di affiliazione: se compri la tenda da 300 € riceviamo una commissione.",
    ),
    (
        "affiliate",
        "ru",
        "article",
        "Некоторые ссылки партнерские: если вы купите палатку за 3000 руб., мы получим комиссию.",
    ),
    (
        "explainer",
        "en",
        "article",
        "What is a dofollow link? A dofollow link passes PageRank, a nofollow link does not. Check the anchor text and "
        "the domain authority of the page. Tools cost from $99 a month.",
    ),
    (
        "explainer",
        "de",
        "article",
        "Was ist ein DoFollow-Link? Er vererbt Linkkraft, ein Nofollow-Link nicht. Werkzeuge, die den Ankertext und "
        "die Domain Authority zeigen, kosten ab 99 € im Monat.",
    ),
    (
        "explainer",
        "es",
        "article",
        "¿Qué es un enlace dofollow? Transmite autoridad; uno nofollow no. Las herramientas que miden la autoridad de "
        "dominio cuestan desde 99 € al mes.",
    ),
    (
        "explainer",
        "ru",
        "article",
        "Что такое dofollow-ссылка? Она передает вес, а nofollow нет. Сервисы для проверки анкоров стоят от 990 руб.",
    ),
    (
        "survey",
        "en",
        "other",
        "What publishers told us: a dofollow link costs $120 on average, one that stays for good $300. Casino, CBD and "
        "crypto pay more nearly everywhere.",
    ),
    (
        "survey",
        "de",
        "other",
        "Umfrage unter Blogs: ein DoFollow-Link kostet im Mittel 120 €, dauerhafte Links 300 €. Casino, CBD und Krypto "
        "zahlen fast überall mehr.",
    ),
    (
        "job",
        "en",
        "other",
        "We are hiring a link building specialist (m/f/d), $45,000 a year. You find sites for guest posts and dofollow "
        "links and report on domain rating.",
    ),
    (
        "job",
        "de",
        "other",
        "Wir suchen: SEO-Manager (m/w/d) für Linkaufbau, Gehalt ab 42.000 €. Sie finden Portale für Gastbeiträge und "
        "bewerten Backlinks nach Domain Rating.",
    ),
    (
        "job",
        "fr",
        "other",
        "Nous recrutons un chargé de netlinking (H/F), 32 000 € par an : recherche de sites pour articles invités, "
        "suivi des backlinks.",
    ),
    (
        "forum",
        "en",
        "other",
        "Re: anyone paying for links?\nSomebody wants $80 for a dofollow link on a DA 40 blog. Worth it?\nNo, you risk "
        "a manual action.\nI would never buy links.",
    ),
    (
        "forum",
        "de",
        "other",
        "Betreff: Linkkauf?\nJemand will 80 € für einen DoFollow-Link auf einem Blog mit DA 40. Lohnt das?\nNein, das "
        "gibt eine Abstrafung.",
    ),
    (
        "forum",
        "pl",
        "other",
        "Temat: kupno linków\nKtoś chce 80 zł za link dofollow na blogu z DA 40. Warto?\nNie, grozi za to filtr i kara "
        "od Google.",
    ),
    (
        "forum",
        "ru",
        "other",
        "Тема: покупка ссылок\nПросят 800 руб. за вечную ссылку на блоге. Стоит?\nНет, за покупные ссылки грозят "
        "санкции Яндекса.",
    ),
    (
        "gambling press",
        "en",
        "article",
        "The regulator fined three casinos $2 million. Betting firms must now check age; crypto casinos are next.",
    ),
    (
        "sponsors",
        "nl",
        "partners",
        "Onze sponsors: vanaf € 100 per seizoen staat uw bedrijf met een link op deze pagina en langs het veld.",
    ),
    (
        "membership",
        "en",
        "join",
        "Chamber membership from $250 by number of employees: events, a vote, and a directory listing with a link to "
        "your website.",
    ),
]


@pytest.fixture(scope="module")
def link_selling(knowledge: Knowledge) -> LinkSelling:
    return LinkSelling(knowledge)


@pytest.mark.parametrize(
    ("kind", "language", "role", "text"), CASES, ids=[f"{kind}-{language}" for kind, language, *_ in CASES]
)
def test_an_honest_page_offers_nothing(
    kind: str, language: str, role: str, text: str, link_selling: LinkSelling
) -> None:
    for read_as in {role, "other"}:
        found = link_selling.evidence(page(role=read_as, text=text))
        assert [(e.signal, e.quote) for e in found if e.signal in OFFERS] == [], (kind, language, read_as)
