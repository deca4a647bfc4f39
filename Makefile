# All commands of the project. They need Python 3.11 or later and make.
# Each set-up step writes a stamp file and runs again only when its inputs change.

PYTHON ?= python3
BIN := .venv/bin
# npm and its scripts look for node on the PATH.
NPM := cd assets && PATH="$(CURDIR)/$(BIN):$$PATH" npm
# Python compiles a module when it is first imported; most are never imported.
PIP := $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes
ASSETS := quiz/static/build/manifest.json
PYTEST := $(BIN)/python -m pytest --quiet
# One worker more than cores: tests that wait for a browser or a server leave a core idle.
IN_PARALLEL = -n $$($(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)') --dist worksteal

# Tests start many Python processes, which would compile all packages each time.
unexport PYTHONDONTWRITEBYTECODE

# Packages and assets are set up at the same time.
MAKEFLAGS += --jobs=2

.PHONY: help run check lint sentences test test-all test-pins bench cluster soak pictures pins sbom audit
.DELETE_ON_ERROR:

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: .venv/run.stamp $(ASSETS) ## start the service; takes PORT, HOST, DATABASE_URL, INSTANCE
	@MIGRATE=yes exec $(BIN)/python -m gunicorn wsgi:app

check: lint $(ASSETS) ## lint, types and the unit tests, in less than a minute
	@$(PYTEST) -n auto --dist worksteal -m unit

test: lint .venv/compiled.stamp $(ASSETS) ## lint, types and the tests; ARGS="-k live" for some
	@$(with_browser) $(PYTEST) $(or $(ARGS),$(IN_PARALLEL))

test-all: lint .venv/compiled.stamp .venv/audit.stamp .venv/cluster.stamp $(ASSETS) test-pins ## the same with every test on both databases, full-size crowds, and the pins
	@$(BIN)/python tests/get_programs.py
	@$(with_browser) $(PYTEST) --everything $(or $(ARGS),$(IN_PARALLEL))

bench: .venv/dev.stamp $(ASSETS) ## measure how many people one machine can serve
	@$(BIN)/python -m bench.journey
	@$(BIN)/python -m bench.dashboard
	@$(BIN)/python -m bench.live $(ARGS)
	@$(BIN)/python -m bench.start
	@$(with_browser) $(BIN)/python -m bench.slow_phone

cluster: .venv/dev.stamp .venv/cluster.stamp ## three database machines on this one: Patroni, etcd, HAProxy
	@$(BIN)/python tests/get_programs.py
	@exec $(BIN)/python -m tests.cluster

soak: .venv/dev.stamp .venv/cluster.stamp $(ASSETS) ## ten minutes of faults while people answer; ARGS="--minutes 3"
	@$(BIN)/python tests/get_programs.py
	@exec $(BIN)/python -m bench.soak $(ARGS)

pictures: .venv/dev.stamp $(ASSETS) ## retake docs/pictures in a real browser
	@$(with_browser) $(BIN)/python -m docs.pictures.take $(ARGS)

lint: .venv/dev.stamp
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --strict --no-error-summary quiz
	@$(BIN)/python -m quiz.languages.extraction --check

sentences: .venv/dev.stamp ## collect the sentences of the code for translators
	@$(BIN)/python -m quiz.languages.extraction

sbom: .venv/run.stamp ## list all packages and licences in sbom/ (CycloneDX)
	@$(BIN)/python -m docs.sbom sbom

audit: .venv/audit.stamp assets/node_modules/.stamp ## known faults in the pins, risky code, secrets in the history
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m docs.audit

# Find or install Chromium first, so that browser tests are never skipped.
with_browser = CHROMIUM="$$($(BIN)/python tests/get_browser.py)" && export CHROMIUM && exec

# One version of each package for every Python from 3.11.0 on.
pins: .venv/dev.stamp ## pin again after a change in a .in file; UPGRADE=--upgrade takes the newest
	@for name in requirements-installer requirements requirements-assets requirements-dev requirements-audit; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11.0 --fork-strategy fewest \
			--generate-hashes --only-binary :all: --no-header $(UPGRADE) \
			--output-file $$name.txt $$name.in || exit 1; \
	done
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11.0 --fork-strategy fewest \
		--generate-hashes --no-header $(UPGRADE) \
		--output-file deploy/cluster/requirements.txt deploy/cluster/requirements.in

test-pins: .venv/dev.stamp ## check that the pins install on every supported Python
	@$(BIN)/python tests/pins.py

.venv/run.stamp: requirements-installer.txt requirements.txt requirements-assets.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed." if sys.version_info < (3, 11) else 0)'
	@echo "Setting up .venv (once; a minute or two)"
	@$(PYTHON) -m venv .venv
	@$(PIP) -r requirements-installer.txt
	@$(call install,-r requirements.txt -r requirements-assets.txt)
	@touch $@

# pip knows an index of an organisation from its own settings, which uv does not read.
install = $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes $1 \
	2> /dev/null || $(PIP) $1

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@echo "Installing the test requirements in .venv"
	@$(call install,-r requirements-dev.txt)
	@touch $@

.venv/audit.stamp: requirements-audit.txt .venv/dev.stamp
	@echo "Installing what audits and fuzzes in .venv"
	@$(call install,-r requirements-audit.txt)
	@touch $@

# Patroni has an environment of its own: the service does not need it.
.venv/cluster.stamp: deploy/cluster/requirements.txt .venv/run.stamp
	@echo "Installing Patroni in .venv/cluster"
	@$(PYTHON) -m venv .venv/cluster
	@.venv/cluster/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# In a new clone every worker would compile all packages and tests. This does it once,
# beside mypy. What goes wrong in collecting is reported by the tests themselves.
.venv/compiled.stamp: .venv/dev.stamp
	@$(PYTEST) --collect-only > /dev/null || true
	@touch $@

assets/node_modules/.stamp: assets/package.json assets/package-lock.json .venv/run.stamp
	@$(NPM) ci --silent
	@touch $@

$(ASSETS): assets/node_modules/.stamp $(shell find assets -name node_modules -prune -o -type f -print)
	@$(NPM) run --silent build
