# make run     build the store of ARTICLES, then serve the dashboard on http://127.0.0.1:PORT
# make test    style, types, and every test that is not slow; with CI=true none is skipped for want of a tool
# make test-all  the slow tests too
# make score   precision, recall and F1 on every gold set that is present, or on SETS="five dev"
# make venv    the set-up alone; run and test do it by themselves, and a second time there is nothing to install
# make screenshots   pictures of every page into .maillage/screenshots or FOLDER=…; the README's own into docs
# Needs only make and Python 3.11 or later.

ARTICLES ?= data/articles
PORT ?= 8501
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

VENV := .venv
RUN_READY := $(VENV)/.run-ready
TEST_READY := $(VENV)/.test-ready

.PHONY: run test test-all score venv screenshots

run: $(RUN_READY)
	$(VENV)/bin/python -m graph serve "$(ARTICLES)" --port "$(PORT)"

test: $(TEST_READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/python -m pytest -q -n 2 --dist loadfile $(if $(ALL),,-m "not slow")

score: $(TEST_READY)
	$(VENV)/bin/python -m tests.scoreboard $(SETS)

test-all:
	$(MAKE) test ALL=1

venv: $(TEST_READY)

screenshots: $(TEST_READY)
	$(VENV)/bin/python -m tests.browser.screenshots $(FOLDER)

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Maillage needs Python 3.11 or later: install it, or name it with PYTHON=" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "No venv: on Debian, apt-get install python3-venv" >&2; exit 1; }

$(RUN_READY): requirements.txt | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet -r requirements.txt
	touch $@

$(TEST_READY): requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet -r requirements-dev.txt
	touch $(RUN_READY) $@
