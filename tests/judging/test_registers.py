"""Numbers of registers: behind their label, and with the right checksum."""

import pytest

from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import folded
from prospector.judging.registers import Registers


@pytest.fixture(scope="module")
def registers(knowledge: Knowledge) -> Registers:
    return Registers(knowledge)


VALID = [
    ("AE", "TRN 100123456789012"),
    ("AR", "CUIT 20-05536168-2"),
    ("AT", "UID: ATU13585627"),
    ("AT", "FN 122119m"),
    ("AT", "ZVR-Zahl: 123456789"),
    ("AU", "ABN 83 914 571 673"),
    ("BE", "BTW BE 0403.019.261"),
    ("BR", "CNPJ 16.727.230/0001-97"),
    ("CA", "GST 12345 6782 RT 0001"),
    ("CH", "UID CHE-100.155.212"),
    ("CL", "RUT: 76.086.428-5"),
    ("CN", "京ICP备12345678号-1"),
    ("CN", "统一社会信用代码 91110000600037341L"),
    ("CO", "NIT 213.123.432-1"),
    ("CZ", "IČO: 25123891"),
    ("DE", "USt-IdNr.: DE136695976"),
    ("DE", "Umsatzsteuer-Identifikationsnummer gemäß § 27 a Umsatzsteuergesetz: DE 136 695 976"),
    ("DE", "Vereinsregister Kassel, VR 1234"),
    ("DK", "CVR-nr. 13585628"),
    ("ES", "CIF: B58378431"),
    ("FI", "Y-tunnus 2077474-0"),
    ("FR", "SIREN 552 008 443"),
    ("FR", "SIRET : 732 829 320 00074"),
    ("FR", "N° TVA : FR40303265045"),
    ("GB", "VAT No. GB 980 7806 84"),
    ("GB", "Registered charity no. 1234567"),
    ("IE", "VAT IE6433435F"),
    ("IN", "GSTIN: 27AAPFU0939F1ZV"),
    ("IT", "P.IVA 00743110157"),
    ("IT", "Registrazione Tribunale di Milano n. 123/2004"),
    ("JP", "法人番号 5835678256246"),
    ("KR", "사업자등록번호: 116-82-00276"),
    ("MX", "RFC MAB-930714-8T4"),
    ("NL", "KvK 12345678"),
    ("NL", "BTW NL004495445B01"),
    ("NO", "Org.nr. 988 077 917"),
    ("NZ", "NZBN 9429041535110"),
    ("PL", "NIP 856-734-62-15"),
    ("PT", "NIPC 501 964 843"),
    ("RU", "ИНН 7707083893"),
    ("RU", "Свидетельство о регистрации СМИ ЭЛ № ФС 77-12345"),
    ("SE", "Org.nr 556036-0793"),
    ("SG", "UEN 00192200M"),
    ("TR", "Vergi No: 4540536920"),
    ("US", "EIN: 91-1144442"),
    ("ZA", "Reg. No. 2001/012345/07"),
]


@pytest.mark.parametrize(("market", "line"), VALID, ids=[line for _, line in VALID])
def test_a_number_behind_its_label(market: str, line: str, registers: Registers) -> None:
    assert set(registers.in_text(line, folded(line))) == {(market, line)}


def test_a_number_may_stand_on_the_line_below(registers: Registers) -> None:
    text = "Impressum\nUSt-IdNr.\nDE136695976"
    assert list(registers.in_text(text, folded(text))) == [("DE", "USt-IdNr. DE136695976")]


WRONG = [
    "USt-IdNr.: DE136695975",
    "UID: ATU13585626",
    "UID CHE-100.155.213",
    "SIREN 552 008 444",
    "P.IVA 00743110158",
    "CIF: B64717839",
    "VAT No. GB 802311781",
    "CVR-nr. 13585627",
    "Org.nr. 988 077 918",
    "Org.nr 556036-0794",
    "Y-tunnus 2077474-1",
    "NIP 8567346216",
    "IČO: 25123890",
    "CNPJ 16.727.230/0001-98",
    "ABN 99 999 999 999",
    "法人番号 2835678256246",
    "ИНН 7707083894",
    "Vergi No: 4540536921",
]


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_checksum_is_no_number(line: str, registers: Registers) -> None:
    assert list(registers.in_text(line, folded(line))) == []


UNLABELLED = ["Bestellnummer DE136695976", "Tel. 13585628", "IBAN DE02 1203 0000 0000 2020 51", "7707083893", ""]


@pytest.mark.parametrize("line", UNLABELLED)
def test_a_number_without_a_label_is_anything(line: str, registers: Registers) -> None:
    assert list(registers.in_text(line, folded(line))) == []
