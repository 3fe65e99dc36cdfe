# closereader: `make run` opens the window, `make test` runs the suite; both set up what is missing.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Where the environment lies, and the Python it is made with (found when not named).
export VENV ?= .venv
export PYTHON ?=
BIN := $(VENV)/bin

# Where pictures and sample exports go.
OUT ?= out
# Test processes at once: one a core, four at most (each holds Qt and a library).
JOBS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n < 4 ? n : 4)))
# Further arguments for pytest, such as TESTS="tests/unit/text -k utf16".
TESTS ?=
# What `make fuzz` looks at (all formats in turn when not named), and for how long each.
FORMAT ?=
MINUTES ?= 5

# On Linux a window needs one of these; macOS and Windows always have a display.
DISPLAY_FOUND := $(if $(filter Linux,$(shell uname -s)),$(strip $(DISPLAY)$(WAYLAND_DISPLAY)),yes)
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: help run test setup lint bench fuzz screenshots clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## open the window on the sample reading; without a display, do its work off screen
ifeq ($(DISPLAY_FOUND),)
	@packaging/setup_system.sh offscreen
	@packaging/setup_venv.sh
	@echo "There is no display, so no window opens. The same, off screen: the sample reading with its"
	@echo "notes, its annotated PDF and a picture of the window go to $(OUT)/ ..."
	@mkdir -p $(OUT)
	@$(OFFSCREEN) $(BIN)/closereader demo --to $(OUT)
else
	@packaging/setup_system.sh window
	@packaging/setup_venv.sh
	@$(BIN)/closereader
endif

test: setup ## run the whole test suite, off screen
	@$(OFFSCREEN) $(BIN)/python -m pytest -q -n $(JOBS) -m "not benchmark" $(TESTS)

setup: ## make .venv/, and name or install what the system lacks
	@packaging/setup_system.sh offscreen
	@packaging/setup_venv.sh

lint: setup ## check format, style, types and the import contracts
	@failed=; \
	for check in "ruff format --check --quiet ." "ruff check --quiet ." "mypy --no-error-summary" lint-imports; do \
		$(BIN)/$$check || failed="$$failed, $$check"; \
	done; \
	[ -z "$$failed" ] || { echo "Failed: $${failed#, }" >&2; exit 1; }

bench: setup ## measure speed, as ratios against a baseline in the same run
	@$(OFFSCREEN) $(BIN)/python -m tests.benchmarks

fuzz: setup ## read damaged files for MINUTES, of one FORMAT or of all; finds are kept
	@$(OFFSCREEN) $(BIN)/python -m tests.fuzz $(if $(FORMAT),--format $(FORMAT)) --minutes $(MINUTES) --jobs $(JOBS)

screenshots: setup ## draw the window with the sample reading, in both themes, into out/
	@OUT=$(OUT) BIN=$(BIN) packaging/screenshots.sh

clean: ## remove what was built and cached (not .venv/)
	@rm -rf build dist $(OUT) .mypy_cache .ruff_cache .import_linter_cache .hypothesis .pytest_cache .benchmarks
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
