"""Layers point one way and every third-party library has one home."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("prospector", "spiders", "pipelines")

# The first prefix that fits a module gives its layer.
LAYERS = (
    ("prospector.errors", 0),
    ("prospector.models", 0),
    ("prospector.folding", 0),
    ("prospector.reading", 1),
    ("prospector.judging", 1),
    ("prospector.markets", 2),
    ("prospector.store", 2),
    ("prospector.ranking", 2),
    ("prospector.crawling", 3),
    ("spiders", 3),
    ("pipelines", 3),
    ("prospector.settings", 4),
    ("prospector.stages", 4),
    ("prospector.inspecting", 4),
    ("prospector.rejudging", 4),
    ("prospector.cli", 5),
    ("prospector.__main__", 5),
    ("prospector.version", 0),
    ("prospector", 5),
)
MAY_USE = {"spiders": {"prospector.crawling"}}

# Where each library may be imported; a library that is not named here has no business in the project.
HOMES = {
    "OpenSSL": ("prospector.crawling.reasons",),
    "ahocorasick_rs": ("prospector.judging.phrases", "prospector.reading.ads",
                       "prospector.reading.owners"),
    "duckdb": ("prospector.store", "prospector.ranking"),
    "fastwarc": ("prospector.crawling.warc",),
    "fasttext": ("prospector.judging.language",),
    "lxml": ("prospector.reading.listings",),
    "phonenumbers": ("prospector.judging.phones",),
    "playwright": ("prospector.crawling.chromium",),
    "protego": ("prospector.crawling.robots",),
    "pyarrow": ("prospector.store", "prospector.ranking", "prospector.markets.weights", "prospector.crawling.plan",
                "prospector.rejudging", "prospector.cli"),
    "resiliparse": ("prospector.reading",),
    "rich": ("prospector.cli",),
    "scrapy": ("prospector.crawling", "spiders", "pipelines", "prospector.stages"),
    "scrapy_playwright": ("prospector.crawling.chromium",),
    "selectolax": ("prospector.reading",),
    "tldextract": ("prospector.reading.sites",),
    "twisted": ("prospector.crawling", "pipelines.store"),
    "typer": ("prospector.cli",),
    "warcio": ("prospector.crawling.archive",),
    "w3lib": ("prospector.reading.charset", "prospector.crawling.replay"),
    "xlsxwriter": ("prospector.ranking.export",),
    "zope": ("prospector.crawling.addresses",),
}  # fmt: skip


def modules() -> list[tuple[str, Path]]:
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path) for path in found]


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def within(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def layer(name: str) -> int:
    return next(number for prefix, number in LAYERS if within(name, prefix))


def group(name: str) -> str:
    return next(prefix for prefix, _ in LAYERS if within(name, prefix))


@pytest.mark.parametrize(("module", "path"), modules(), ids=[name for name, _ in modules()])
def test_imports_go_downward(module: str, path: Path) -> None:
    for name in imports(path):
        if name.partition(".")[0] not in PACKAGES:
            continue
        assert layer(name) <= layer(module), f"{module} (layer {layer(module)}) imports {name} (layer {layer(name)})"
        if layer(module) == layer(name) == 3:
            allowed = {group(module), *MAY_USE.get(group(module), set())}
            assert group(name) in allowed, f"{module} imports {name}: spiders, stages and crawling stay apart"


@pytest.mark.parametrize(("module", "path"), modules(), ids=[name for name, _ in modules()])
def test_each_library_is_used_at_home_only(module: str, path: Path) -> None:
    for name in imports(path):
        library = name.partition(".")[0]
        if library in sys.stdlib_module_names or library in PACKAGES:
            continue
        assert library in HOMES, f"{module} imports {library}, which has no home: name one in {Path(__file__).name}"
        assert any(within(module, home) for home in HOMES[library]), (
            f"{library} belongs in {HOMES[library]}, not in {module}"
        )


@pytest.mark.parametrize("name", ["prospector.errors", "prospector.models", "prospector.folding"])
def test_the_lowest_layer_needs_the_standard_library_only(name: str) -> None:
    path = ROOT.joinpath(*name.split(".")).with_suffix(".py")
    assert {used.partition(".")[0] for used in imports(path)} <= set(sys.stdlib_module_names)
