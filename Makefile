# One command each; every one does the set-up that it needs.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000

.PHONY: help run test coverage test-postgres check format bench screenshots scoreboard fuzz translate catalogues lock clean

help:
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' Makefile

.venv/run.stamp: requirements.lock
	@sh .ci/setup "$(PYTHON)" requirements.lock
	@touch $@

.venv/dev.stamp: requirements-dev.lock
	@sh .ci/setup "$(PYTHON)" requirements-dev.lock
	@touch $@ .venv/run.stamp

run: .venv/run.stamp translate ## start the demo conference on http://127.0.0.1:8000 (PORT=...)
	@PORT=$(PORT) $(BIN)/python -m flask --app app demo run

translate: .venv/run.stamp
	@! ls declaration/locale/*/LC_MESSAGES/*.po >/dev/null 2>&1 || \
	  $(BIN)/pybabel -q compile --directory declaration/locale

catalogues: .venv/run.stamp ## bring the messages to translate up to date with the code
	@mkdir -p declaration/locale
	@$(BIN)/pybabel -q extract -F babel.cfg -k _l -k lazy_gettext -k lazy_pgettext:1c,2 \
	  --no-location --project=Declaration --version=1 --header-comment="# Messages for people." \
	  -o declaration/locale/messages.pot .
	@for language in es fr; do \
	  file=declaration/locale/$$language/LC_MESSAGES/messages.po; \
	  $(BIN)/pybabel -q update --init-missing --no-fuzzy-matching --ignore-obsolete -w 100 \
	    -i declaration/locale/messages.pot -d declaration/locale -l $$language || exit 1; \
	  grep -vE '^"(Report-Msgid|POT-Cr|PO-Rev|Last-Tr|Language-Team|Generated)[^:]*: ' $$file \
	    > $$file.new && mv $$file.new $$file || exit 1; done
	@rm declaration/locale/messages.pot

test: .venv/dev.stamp translate ## run the tests, on all processors
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

coverage: .venv/dev.stamp translate ## count what the tests reach: half as slow again, so apart
	@$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not browser" --cov --cov-report=
	@$(BIN)/python -m coverage report

test-postgres: .venv/dev.stamp translate
	@$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not browser"

check: .venv/dev.stamp translate ## everything that must hold before a change lands
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint --check --lint --quiet templates
	$(MAKE) test

format: .venv/dev.stamp ## bring code and templates into the common form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .
	$(BIN)/djlint --reformat --quiet templates || true

bench: .venv/dev.stamp translate ## measure the pages: a first visit, statements, time, bytes, ratios
	$(BIN)/python -m tests.bench $(ARGS)

screenshots: .venv/dev.stamp translate ## make the pictures of docs/ (ARGS="--all FOLDER" photographs every page)
	@$(BIN)/python -m tests.screenshots $(ARGS)

scoreboard: .venv/dev.stamp ## measure the text core on real texts (ARGS=--write for docs/scoreboard.md)
	@$(BIN)/python -m tests.scoreboard $(ARGS)

fuzz: .venv/dev.stamp ## try the text core on invented texts (ARGS="--minutes 60")
	@$(BIN)/python -m tests.text.fuzz $(ARGS)

lock: ## write the exact versions anew (needs uv)
	uv pip compile -U --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links requirements.txt -o requirements.lock
	uv pip compile -U --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links requirements-dev.txt -o requirements-dev.lock

clean: ## remove what can be made again
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
