# Every target does the set-up that it needs; a second run reuses what the first made.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: demo test lint bench down

demo: $(READY)
	@$(BIN)/peermill demo

test: lint
	@echo "Running the tests"
	@$(BIN)/python -m pytest

lint: $(READY)
	@echo "Checking style, types and import contracts"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports > .venv/contracts.log || { cat .venv/contracts.log; exit 1; }

bench: $(READY)
	@$(BIN)/python -m benchmarks

# Stops the servers and the private Docker engine that we started, and nothing else.
down:
	@test ! -e $(READY) || $(BIN)/python -m wiring.tear_down

$(READY): requirements.lock pyproject.toml scripts/set-up
	@PYTHON="$(PYTHON)" sh scripts/set-up
	@touch $@
