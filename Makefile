# Two commands matter: make run, make test. The plain commands behind them stand in README.md.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
export PORT
SHELL := /bin/bash
BIN := $(VENV)/bin
# As many processes as the machine runs at once; four busy PostgreSQL enough.
PARALLEL ?= -n logical --maxprocesses 4
# What Django reads of the translations, made from what people write.
CATALOGS := $(patsubst %.po,%.mo,$(wildcard relations/locale/*/LC_MESSAGES/django.po))
PIP := $(BIN)/python -m pip --disable-pip-version-check

# Run by root, PostgreSQL runs as nobody, who cannot enter a home that is closed to others.
ifeq ($(shell id -u),0)
BARRED := $(shell setpriv --reuid=nobody --regid=nogroup --clear-groups test -x "$(CURDIR)" || echo yes)
ifeq ($(BARRED),yes)
VAR_DIR ?= /var/lib/muloqot
endif
endif
ifdef VAR_DIR
export VAR_DIR
endif

.DEFAULT_GOAL := help
.PHONY: help run test test-server lint fast pressure contract bench bench-search bench-export bench-pages bench-form lock clean

help:
	@echo "make run          make a world of real reports to try, and serve it (PORT=$(PORT))"
	@echo "make test         every check and every test"
	@echo "make test-server  the tests of what speaks to a server, on this machine's PostgreSQL"
	@echo "make pressure     10,500 hostile requests and many writers at once, to a real server"
	@echo "make contract     what the description of the API allows and forbids, for every role"
	@echo "make lint         the checks that run no test"
	@echo "make fast         the tests that start no browser and no server of their own"
	@echo "make bench-search  the search on real cases, beside the usual ways (CONTACTS=1000000)"
	@echo "make bench-export  the export beside COPY and the usual ways (CONTACTS=1000000)"
	@echo "make bench-pages   every list, first page and deep inside, and pages (CONTACTS=100000)"
	@echo "make bench-form    the form of a meeting, opened and typed into (CONTACTS=100000)"
	@echo "make lock         pin the dependencies anew (UPGRADE=--upgrade for the newest)"
	@echo "make clean        remove .venv and caches; the data in var/ stay"

run: $(VENV)/.installed $(CATALOGS)
	@exec $(BIN)/python manage.py demo

test: lint
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(PARALLEL) --ignore=tests/pressure --ignore=tests/contract
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# What asks a server for anything of its own: rules, triggers, functions, locks, COPY. Pages and the
# interface ask through the same floors; of the interface there is what holds transactions open.
# Left out is what needs no database, or starts the embedded one itself.
SERVED := access actions api/test_changes.py api/test_exports.py api/test_submissions.py \
  api/test_writers.py bench/test_search.py config/test_test_database.py exports filters history \
  imports/test_judgement.py imports/test_loaded.py imports/test_round_trip.py \
  minutes/test_editors.py minutes/test_many_editors.py models search
test-server: $(VENV)/.installed-test
	.ci/server $(BIN)/python -m pytest $(PARALLEL) -m "not embedded" $(SERVED:%=tests/%)

fast: $(VENV)/.installed-test
	$(BIN)/python -m pytest --ignore=tests/browser --ignore=tests/config --ignore=tests/demo \
	  --ignore=tests/pressure --ignore=tests/contract

# Ten thousand wrong requests and many writers at once, to a server with a database of its own.
pressure: $(VENV)/.installed-test
	PRESSURE=1 $(BIN)/python -m pytest tests/pressure

# Thousands of cases made from the description of the API, sent by every role to a real server.
contract: $(VENV)/.installed-test
	CONTRACT=1 $(BIN)/python -m pytest tests/contract

# Real names and cases where they lie beside the checkout, else names made up.
NAMES ?= ../shared/name-search
bench-search: $(VENV)/.installed-test
	$(BIN)/python manage.py bench search \
	  $(if $(wildcard $(NAMES)/corpus.jsonl.gz),--corpus $(NAMES)/corpus.jsonl.gz,--contacts 20000) \
	  $(if $(wildcard $(NAMES)/dev.jsonl),--cases $(NAMES)/dev.jsonl) \
	  $(if $(CONTACTS),--contacts $(CONTACTS)) $(BENCH)

# The order is that of the quickest to fail. The embedded database has the two roles that
# check --deploy asks for, whatever DATABASE_URL says.
lint: $(VENV)/.installed-test $(CATALOGS)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@$(MAKE) --no-print-directory --jobs=2 --output-sync types parts

.PHONY: types parts
types:
	$(BIN)/mypy

parts:
	$(BIN)/lint-imports
	$(BIN)/djade --check $$(find templates relations -name '*.html')
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python manage.py makemigrations --check --dry-run
	env -u DATABASE_URL -u DATABASE_OWNER_URL DEBUG=0 ALLOWED_HOSTS=example.org \
	  SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING
# That the tests can be read is known before the first runs, and they lie compiled for who runs them.
	$(BIN)/python -m pytest --collect-only -qq >/dev/null

bench: bench-search bench-export bench-pages bench-form

bench-export: $(VENV)/.installed-test
	$(BIN)/python manage.py bench export --contacts $(or $(CONTACTS),1000000)

bench-pages: $(VENV)/.installed-test
	$(BIN)/python manage.py bench pages --contacts $(or $(CONTACTS),100000)

bench-form: $(VENV)/.installed-test
	$(BIN)/python manage.py bench form --contacts $(or $(CONTACTS),100000)

$(CATALOGS): %.mo: %.po | $(VENV)/.installed
	@$(BIN)/python manage.py catalogs

lock: $(VENV)/lock/bin/uv
	$(LOCK) requirements-pip.in --output-file requirements-pip.txt
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-pdf.in --constraints requirements.txt --output-file requirements-pdf.txt
	$(LOCK) requirements-test.in --constraints requirements.txt --output-file requirements-test.txt

# For the lowest Python and for every platform, with no address and no path in it.
LOCK = $(VENV)/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate $(UPGRADE)

$(VENV)/lock/bin/uv: | $(BIN)/python
	$(BIN)/python -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip --disable-pip-version-check install --quiet 'uv~=0.13'

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf .schemathesis
	rm -rf .coverage .coverage.* htmlcov
	find config relations tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: requirements.txt | $(VENV)/.pip
	$(INSTALL) requirements.txt
	$(COMPILE)
	@touch $@

$(VENV)/.installed-test: requirements.txt requirements-test.txt | $(VENV)/.pip
	$(INSTALL) requirements-test.txt
	$(COMPILE)
	@touch $@ $(VENV)/.installed

# A pip of today finds what is pinned in a third of the time that the one beside an older Python
# takes, and all processors compile what one would. As with pip, what no Python can compile is left.
INSTALL = $(PIP) install --quiet --require-hashes --no-compile -r
COMPILE = @$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib || true

$(VENV)/.pip: requirements-pip.txt | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements-pip.txt
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || { \
	  echo "$(PYTHON) must be Python 3.11, 3.12, 3.13 or 3.14; name another: make PYTHON=python3.12 …"; \
	  exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv"; \
	  exit 1; }
	$(PYTHON) -m venv $(VENV)
