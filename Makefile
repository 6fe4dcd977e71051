# make app      the dashboard on http://localhost:8501
# make test     lint, types, unit tests, page tests and browser tests; on WORKERS processes, 2 unless said otherwise
# make lint     ruff and mypy alone
# make bench    measured speed and memory, against targets
# make texts    new texts of the program into the catalogues, to be translated
# make screenshots   each page, wide and narrow, light and dark

PYTHON ?= python3
PORT ?= 8501
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := app
.PHONY: app test lint bench texts screenshots browser clean

app: $(VENV)/app.stamp
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: lint browser
	$(BIN)/python -m pytest --numprocesses $(WORKERS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy payoff

bench: $(VENV)/dev.stamp browser
	$(BIN)/python -m benchmarks

texts: $(VENV)/app.stamp
	mkdir -p build
	$(BIN)/pybabel extract --keyword say --keyword _ --no-default-keywords --no-location --sort-output --omit-header --no-wrap \
		--output build/payoff.pot payoff pages
	$(BIN)/pybabel update --domain payoff --input-file build/payoff.pot --output-dir payoff/language --no-wrap --omit-header \
		--no-fuzzy-matching --ignore-obsolete

screenshots: $(VENV)/dev.stamp browser
	$(BIN)/python -m tests.e2e.screenshots

# Changed requirements make the environment anew, so that nothing that is no longer asked for lingers.
$(VENV)/app.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Payoff needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/app.stamp
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	touch $@

browser:
	@sh tests/e2e/install_chromium.sh

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
