# Ownpath: `make` lists the verbs. Everything is set up on first use; a second run starts in seconds.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench lock format words browser clean

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
RUN := $(VENV)/bin/python
APP_READY := $(VENV)/.app-ready
DEV_READY := $(VENV)/.dev-ready
PO_FILES := $(shell find src -name '*.po')
MO_FILES := $(PO_FILES:.po=.mo)
export PYTHONDONTWRITEBYTECODE ?=
export OWNPATH_SHARED_DATA ?= $(shell test -d ../shared/data && cd ../shared/data && pwd)

help: ## list the verbs
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-8s %s\n", $$1, $$2}'

# A checkout whose .venv is a link shares the packages of another: it runs its own code with them and never installs there.
SHARED := $(shell readlink $(VENV))
ifdef SHARED
export PYTHONPATH := $(CURDIR)/src
ifneq ($(shell cmp -s requirements/dev.lock $(VENV)/../requirements/dev.lock || echo other),)
$(warning This checkout asks for other packages than those it shares: "rm .venv" gives it its own.)
endif
$(APP_READY) $(DEV_READY):
	@echo "No packages stand behind the link $(VENV): run make where it leads to, $(SHARED), or remove the link." >&2; exit 1
else
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Ownpath needs Python 3.11 or newer; install it and run make again." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make virtual environments here (on Debian: apt-get install python3-venv)." >&2; exit 1; }

$(APP_READY): $(VENV)/bin/python requirements/app.lock pyproject.toml
	@echo "Installing Ownpath's packages ..."
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/app.lock
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_READY): $(APP_READY) requirements/dev.lock
	@echo "Installing what tests and checks need ..."
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@
endif

%.mo: %.po | $(APP_READY)
	@$(RUN) -c "import sys, polib; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])" $< $@

words: $(APP_READY) $(MO_FILES) ## compile the words of every language

browser: ## make sure there is a browser for the journeys
	@bash bin/ensure-browser

demo: words ## build Live Oak (simulated) and serve it at http://127.0.0.1:8000
	@$(RUN) -m ownpath demo $(DEMO_OPTIONS)

serve: words ## serve a real installation (data in ./var unless OWNPATH_DATA says otherwise)
	@$(RUN) -m ownpath serve

test: $(DEV_READY) words browser ## run every test, on SQLite and on PostgreSQL
	@bash bin/run-tests

check: $(DEV_READY) words ## lint, types, import contracts, migrations, words
	@bash bin/run-checks

bench: $(DEV_READY) words ## measure all, or ONLY="offers load"; figures land in bench/results and belong into docs/benchmarks*.md
	@bash bin/run-bench $(ONLY)

lock: $(VENV)/bin/python ## make the lock files anew from pyproject.toml
	@$(VENV)/bin/pip install --quiet uv
	@for g in app dev; do extra=""; [ $$g = dev ] && extra="--group dev"; \
	  $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  pyproject.toml --group build $$extra -o requirements/$$g.lock; done

format: $(DEV_READY) ## put the code into shape
	@$(VENV)/bin/ruff format src tests bench && $(VENV)/bin/ruff check --fix src tests bench

clean: ## remove what make made (not your data)
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis $(MO_FILES)
