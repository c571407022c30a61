"""Register, tax and press numbers of a publisher: found by their label, checked by their checksum."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from prospector.folding import one_line
from prospector.judging.knowledge import Knowledge, RegisterId
from prospector.judging.phrases import Phrases, line_at

_WINDOW = 100


@dataclass(frozen=True, slots=True)
class _Register:
    market: str
    pattern: re.Pattern[str]
    valid: Callable[[str], bool]


class Registers:
    """Finds the numbers of all markets' registers."""

    def __init__(self, knowledge: Knowledge) -> None:
        registers = [(m.code, r) for m in knowledge.markets.values() for r in m.ids if r.labels and r.pattern]
        self._registers = {str(number): _register(code, register) for number, (code, register) in enumerate(registers)}
        self._labels = Phrases({str(number): register.labels for number, (_, register) in enumerate(registers)})

    def in_text(self, text: str, folded_text: str) -> Iterator[tuple[str, str]]:
        """Yield the market and the words for each number that stands behind its label and passes its check.

        A number may stand on the line below its label. *folded_text* is `fold` of *text*.
        """
        for hit in self._labels.find(folded_text):
            register = self._registers[hit.meaning]
            behind = folded_text[max(0, hit.start - 4) : hit.end + _WINDOW]
            match = register.pattern.search(behind)
            if match and register.valid(match[0]):
                yield register.market, _words(text, folded_text, hit.start, max(0, hit.start - 4) + match.start())


def _words(text: str, folded_text: str, label: int, number: int) -> str:
    """Return the line of a label, and that of its number where it stands further down."""
    lines = dict.fromkeys(line_at(text, folded_text, place) for place in (label, number))
    return one_line(" ".join(lines), 240)


def _register(market: str, register: RegisterId) -> _Register:
    return _Register(
        market,
        re.compile(rf"(?<!\w)(?:{register.pattern})(?!\w)", re.IGNORECASE),
        _checker(register.stdnum),
    )


def _checker(module: str) -> Callable[[str], bool]:
    """Return the checksum test of a module of python-stdnum; without one, everything that looks right passes."""
    if not module:
        return lambda number: True
    check: Callable[[str], bool] = import_module(f"stdnum.{module}").is_valid
    return check
