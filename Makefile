# make run        starts the bot: on Telegram with BOT_TOKEN in .env, else in this terminal
# make test       runs the tests; ARGS="-k holiday" reaches pytest
# make test-fast  runs the quick ones, which start no process and call no server, in under a minute
# make check      what CI runs: lint, format, types, imports, tests, coverage
# make audit      compares what is installed with the advisories of the package index
# make bench      measures quality and speed beside other engines; writes docs/benchmarks.md
# make browse     shows both databases in a browser of this machine; PORT=8001
# make wheel      builds what is installed for keeps into dist/; see docs/operate.md
# make pictures   draws the conversations in docs/pictures anew, after a change of replies
# Each sets up what it needs in .venv first, and again only when pyproject.toml has changed.

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check
MIN_COVERAGE := 95
WORKERS ?= 3  # of pytest-xdist; one more than the cores of a small machine, since tests wait too
ARGS ?=
PORT ?= 8001
FAST := tests/korean tests/lookup tests/people tests/reminders tests/store tests/table \
	--ignore=tests/reminders/delivery -m "not slow" --hypothesis-profile=fast

# Containers often set it. The tests start some hundred processes, and each would compile everything.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: audit browse wheel run test test-fast lint coverage check bench pictures clean

run: $(VENV)/ready-to-run
	@$(PYTHON) -m bot

test: $(VENV)/ready-to-test
	@$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

test-fast: $(VENV)/ready-to-test
	@$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal $(FAST) $(ARGS)

lint: $(VENV)/ready-to-test
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy
	@$(VENV)/bin/lint-imports --no-cache >/dev/null || $(VENV)/bin/lint-imports --no-cache

# of what the last `make test ARGS="--cov --cov-report="` ran
coverage: $(VENV)/ready-to-test
	@$(PYTHON) -m coverage report --fail-under=$(MIN_COVERAGE)

check: lint
	@$(MAKE) --no-print-directory test ARGS="--cov --cov-report="
	@$(MAKE) --no-print-directory coverage audit

# Where the index has no advisories, that is said and nothing fails.
audit: $(VENV)/ready-to-audit
	@$(PYTHON) -m pip_audit --skip-editable --progress-spinner off >$(VENV)/audit 2>&1; \
	grep -c 'could not be audited' $(VENV)/audit | sed 's/$$/ packages without advisories to compare with/'; \
	if grep '^Found ' $(VENV)/audit; then cat $(VENV)/audit; exit 1; fi

bench: $(VENV)/ready-to-measure
	@$(PYTHON) -m benchmarks.report

browse: $(VENV)/ready-to-browse
	@$(PYTHON) -m bot browse --port $(PORT)

wheel: $(PYTHON)
	@rm -rf dist
	@$(PYTHON) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	@ls dist/*.whl

pictures: $(VENV)/ready-to-run
	@$(PYTHON) -m benchmarks.pictures

clean:
	@rm -rf $(VENV) dist *.egg-info .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(VENV)/ready-to-run: pyproject.toml | $(PYTHON)
	@echo "Installing into $(VENV) ..." >&2
	@$(PIP) --editable .
	@touch $@

$(VENV)/ready-to-test: pyproject.toml | $(PYTHON)
	@echo "Installing into $(VENV) ..." >&2
	@$(PIP) --editable '.[dev]'
	@touch $(VENV)/ready-to-run $@

$(VENV)/ready-to-audit: $(VENV)/ready-to-run
	@echo "Installing into $(VENV) ..." >&2
	@$(PIP) pip-audit
	@touch $@

$(VENV)/ready-to-browse: pyproject.toml | $(PYTHON)
	@echo "Installing into $(VENV) ..." >&2
	@$(PIP) --editable '.[browse]'
	@touch $(VENV)/ready-to-run $@

$(VENV)/ready-to-measure: pyproject.toml | $(PYTHON)
	@echo "Installing into $(VENV) ..." >&2
	@$(PIP) --editable '.[bench]'
	@touch $(VENV)/ready-to-run $@

# A half-made environment is removed, so that the next try begins anew.
$(PYTHON):
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			$$python -m venv $(VENV) && exit 0; \
			rm -rf $(VENV); \
			echo "$$python cannot make a virtual environment; on Debian or Ubuntu: apt install python3-venv" >&2; \
			exit 1; \
		fi; \
	done; \
	echo "Python 3.11 or newer is needed; found: $$(python3 --version 2>/dev/null || echo none)" >&2; \
	exit 1
