# Thin on purpose: every target is one or two commands that you can also type yourself.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(PYTHON) -m pip --disable-pip-version-check --python .venv install --quiet --constraint constraints.txt

.PHONY: demo desk test test-long test-wordpress check docs bench clean

demo: .venv/.ready          ## archive the sample site and print what the archive holds
	$(BIN)/quwa demo

# Minutes each: killed crawls, updates, rebuilds, a real WordPress.
LONG := tests/crawl/test_killed.py tests/crawl/test_updates.py tests/crawl/test_readers.py tests/crawl/test_zones_of_sites.py tests/crawl/test_lists_that_lie.py \
	tests/runs/test_cron.py \
	tests/rebuild tests/verify tests/importing tests/publish

desk: .venv/.ready-desk     ## what `quwa serve` and Parquet exports need beside
	@echo "quwa serve --archive FOLDER"

test: .venv/.ready-dev      ## the tests that take two minutes together
	$(BIN)/python -m pytest -n auto $(addprefix --ignore=,$(LONG)) --ignore=tests/wordpress

test-long: .venv/.ready-dev .pywb/.ready ## the others
	PATH="$(CURDIR)/.pywb/bin:$$PATH" $(BIN)/python -m pytest -n auto $(LONG)

test-wordpress: .venv/.ready-dev ## a real WordPress as the judge (installs it with apt, as root)
	@$(BIN)/python -m tests.wordpress install
	QUWA_WORDPRESS=1 $(BIN)/python -m pytest -n auto tests/wordpress

check: .venv/.ready-dev     ## everything that is checked without running the program
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m quwa_archive.publish.schema --check

docs: .venv/.ready-dev      ## make docs/schema.md and docs/cli.md anew
	$(BIN)/python -m quwa_archive.publish.schema

bench: .venv/.ready-dev     ## speeds as ratios, measured side by side
	$(BIN)/python -m tests.bench

clean:
	rm -rf .venv .pywb

.venv/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv --without-pip .venv
	$(INSTALL) --editable .
	touch $@

.venv/.ready-desk: .venv/.ready
	$(INSTALL) --editable '.[serve,parquet]'
	touch $@

.venv/.ready-dev: .venv/.ready
	$(INSTALL) --editable '.[dev]'
	touch $@

# The replay tool of the field, in an environment of its own: it wants older versions of what the crawler uses.
.pywb/.ready: tests/importing/pywb-constraints.txt
	$(PYTHON) -m venv --without-pip .pywb
	$(PYTHON) -m pip --disable-pip-version-check --python .pywb install --quiet --constraint $< pywb
	touch $@
