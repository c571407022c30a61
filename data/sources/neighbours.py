"""Train the tables that tell neighbouring languages apart: ``data/models/da-nb-sv.csv`` and ``af-nl.csv``.

One command: ``python data/sources/neighbours.py SIB200.tsv``, a file with the columns ``language, split, topic, text``.
Only its train sentences are used. Logistic regression on words and runs of up to four letters, by stochastic descent
with a fixed seed; of its weights the 1,500 largest are kept, as whole numbers. Nothing runs this but a person.
"""

import csv
import math
import random
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from prospector.judging.neighbours import features

MODELS = Path(__file__).resolve().parents[1] / "models"
GROUPS = (
    {"dan_Latn": "da", "nob_Latn": "nb", "swe_Latn": "sv"},
    {"afr_Latn": "af", "nld_Latn": "nl"},
)
KEPT = 1_500
EPOCHS, STEP, DECAY, SEED = 12, 0.5, 0.0005, 1
UNIT = 100

Sentences = list[tuple[str, frozenset[str]]]
Weights = Mapping[str, list[float]]


def main() -> None:
    """Train on the file that is named and write the tables."""
    for group in GROUPS:
        codes = tuple(group.values())
        write(codes, trained(sentences(Path(sys.argv[1]), group), codes))


def write(codes: tuple[str, ...], weights: Weights) -> None:
    """Write the largest weights of a group's features."""
    kept = sorted(weights, key=lambda feature: (-max(map(abs, weights[feature])), feature))[:KEPT]
    rows = [(feature, *(round(UNIT * weight) for weight in weights[feature])) for feature in sorted(kept)]
    with (MODELS / f"{'-'.join(codes)}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", *codes))
        writer.writerows(rows)


def sentences(path: Path, group: Mapping[str, str]) -> Sentences:
    """Return the train sentences of a group's languages as features."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wanted = [row for row in rows if row["split"] == "train" and row["language"] in group]
    return [(group[row["language"]], frozenset(features(row["text"]))) for row in wanted]


def trained(data: Sentences, codes: tuple[str, ...]) -> Weights:
    """Return the weights of all features that are met twice."""
    counts = Counter(feature for _, seen in data for feature in seen)
    weights: Weights = {feature: [0.0] * len(codes) for feature, count in sorted(counts.items()) if count > 1}
    examples = [(code, sorted(seen & weights.keys())) for code, seen in data]
    chance = random.Random(SEED)
    for _ in range(EPOCHS):
        chance.shuffle(examples)
        for code, seen in examples:
            _learn(weights, codes, code, seen)
    return weights


def _learn(weights: Weights, codes: tuple[str, ...], code: str, seen: list[str]) -> None:
    scale = 1 / math.sqrt(len(seen) + 1)
    scores = [scale * sum(weights[feature][place] for feature in seen) for place in range(len(codes))]
    shares = [math.exp(score - max(scores)) for score in scores]
    wrong = [(name == code) - share / sum(shares) for name, share in zip(codes, shares, strict=True)]
    for feature in seen:
        own = weights[feature]
        for place, error in enumerate(wrong):
            own[place] += STEP * (scale * error - DECAY * own[place])


if __name__ == "__main__":
    main()
