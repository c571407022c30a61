# Everything runs in .venv, which `make setup` makes with what pyproject.toml asks for.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup demo test lint types bench coverage kills sample docs evaluate clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(STAMP)

demo: $(STAMP)
	$(BIN)/prospector demo

test: $(STAMP)
	$(BIN)/pytest -n 2 --dist loadfile

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

# Uses nginx and the extra "bench" where they are installed, and says so where they are not (see docs/performance.md).
bench: $(STAMP)
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks plan

# Which pages that a judgement needs a visit reads, and which it misses.
coverage: $(STAMP)
	$(BIN)/python -m benchmarks coverage

# Kills crawls of the sample web at random moments and shows that nothing is lost (SEED=... for the same moments).
kills: $(STAMP)
	$(BIN)/python -m benchmarks kills

# Builds the sample web in data/sample from its readable sources.
sample: $(STAMP)
	$(BIN)/python data/sources/sample_web/build.py

# Writes docs/markets.md from the data.
docs: $(STAMP)
	$(BIN)/python data/sources/markets_page.py

# Measures on real sites and pages, where they are at hand (see docs/evaluation.md).
evaluate: $(STAMP)
	$(BIN)/python -m benchmarks evaluate

clean:
	rm -rf .venv demo store .pytest_cache .mypy_cache .ruff_cache
