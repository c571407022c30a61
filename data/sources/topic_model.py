"""Train the topic model that is shipped as ``data/models/topics.ftz``.

One command, from anywhere: ``python data/sources/topic_model.py SENTENCES``. SENTENCES is SIB-200 as one tab-separated
table (columns language, split, topic, text); only its train split is read, in the languages that have topic words.
Topics that it does not have are learned from lines made of the words in ``data/topics/words``. One
thread and fixed seeds make it repeatable. Takes about a minute of CPU.
"""

import argparse
import csv
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import fasttext

from prospector.folding import fold
from prospector.judging.phrases import Phrases
from prospector.judging.topic_line import label, model_line, model_words
from prospector.markets.knowledge import knowledge

MODEL = Path(__file__).resolve().parents[1] / "models" / "topics.ftz"
LANGUAGES = {
    "arb": "ar", "ces": "cs", "dan": "da", "deu": "de", "eng": "en", "fin": "fi", "fra": "fr", "hin": "hi",
    "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "nob": "nb", "pol": "pl", "por": "pt", "rus": "ru", "spa": "es",
    "swe": "sv", "tur": "tr", "zho": "zh",
}  # fmt: skip
TOPICS = {
    "entertainment": "Entertainment",
    "geography": "Travel",
    "health": "Medical Health",
    "politics": "Politics",
    "science/technology": "Science",
    "sports": "Sports",
    "travel": "Travel",
}
LINES_PER_TOPIC = 20
TRAINING = {
    "loss": "softmax", "dim": 32, "minn": 3, "maxn": 5, "minCount": 3, "bucket": 120_000, "lr": 0.1, "epoch": 60,
    "seed": 1, "thread": 1, "verbose": 0,
}  # fmt: skip
SMALLER = {"qnorm": True, "dsub": 1, "thread": 1, "verbose": 0}


def main() -> None:
    """Write the model and say how large it is."""
    parser = argparse.ArgumentParser(description="Train the topic model.")
    parser.add_argument("sentences", type=Path, help="SIB-200 as one tab-separated table")
    parser.add_argument("-o", "--output", type=Path, default=MODEL)
    parser.add_argument("--text-only", action="store_true", help="leave the marks of topic words out, to compare")
    asked = parser.parse_args()
    sentences = [*read_sentences(asked.sentences)]
    train([*lines(sentences, marks=not asked.text_only)], asked.output)
    print(f"{asked.output}: {asked.output.stat().st_size:,} bytes from {len(sentences):,} sentences")


def read_sentences(path: Path) -> list[tuple[str, str, str]]:
    """Return language, topic and text of each sentence to train on; quotes in it are letters like others."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["split"] == "train"]
    spoken = [(LANGUAGES.get(row["language"].partition("_")[0], ""), row["topic"], row["text"]) for row in rows]
    return [row for row in spoken if row[0]]


def lines(sentences: list[tuple[str, str, str]], *, marks: bool) -> Iterator[str]:
    """Yield the lines to train on: the sentences, and words of each topic strewn among words of sentences."""
    for language, topic, text in sentences:
        yield line(language, _topic(language, topic, text), text, marks=marks)
    chance = random.Random(2)
    for language, table in sorted(knowledge().topics.items()):
        filling = [word for spoken, _, text in sentences if spoken == language for word in model_words(fold(text))]
        for topic, phrases in sorted(table.items()):
            for _ in range(LINES_PER_TOPIC):
                yield line(language, topic, strewn(phrases, filling, chance), marks=marks)


def line(language: str, topic: str, text: str, *, marks: bool) -> str:
    """Return one labelled line."""
    named = _named(language, text) if marks else {}
    return f"{label(topic)} {model_line(model_words(fold(text)), named)}"


def strewn(phrases: tuple[str, ...], filling: list[str], chance: random.Random) -> str:
    """Return two to eight of *phrases* among up to eight short runs of other words, in any order."""
    parts = [phrase.strip("*") for phrase in chance.sample(phrases, min(chance.randint(2, 8), len(phrases)))]
    parts += [" ".join(chance.sample(filling, chance.randint(1, 3))) for _ in range(chance.randint(0, 8))]
    chance.shuffle(parts)
    return ", ".join(parts)


def _topic(language: str, topic: str, text: str) -> str:
    """Return the topic of a sentence; science and technology are one there and two here, told apart by their words."""
    named = _named(language, text)
    if topic == "science/technology" and named.get("Technology & Computing", 0) > named.get("Science", 0):
        return "Technology & Computing"
    return TOPICS[topic]


@cache
def _phrases(language: str) -> Phrases:
    return Phrases(knowledge().topics[language])


def _named(language: str, text: str) -> Mapping[str, int]:
    hits = _phrases(language).meanings(fold(text))
    return {topic: len({hit.phrase for hit in found}) for topic, found in hits.items()}


def train(labelled: list[str], output: Path) -> None:
    """Train on lines in a shuffled order, make the model small and write it."""
    random.Random(1).shuffle(labelled)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.txt"
        path.write_text("\n".join(labelled) + "\n", encoding="utf-8")
        model = fasttext.train_supervised(str(path), **TRAINING)
        model.quantize(str(path), **SMALLER)
    model.save_model(str(output))


if __name__ == "__main__":
    main()
