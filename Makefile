# The two commands for a newcomer: `make demo` and `make test`. Each sets up everything it needs in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
REFERENCE := $(VENV)/.reference
# The measured files, where a copy lies beside the repository; see `nevlab.data`.
export NEVLAB_DATA ?= $(wildcard $(abspath ../shared/data))

# A worker that dies ends the run and is named: to go on without it can hang.
WORKERS := -n 4 --max-worker-restart=0

.PHONY: help demo test test-slow coverage lint bench-grading bench-book preview book wheelhouse clean

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(READY): pyproject.toml constraints.txt tools/setup.sh
	@sh tools/setup.sh "$(PYTHON)" "$(VENV)"
	@touch $(READY)

# The reference simulators take some 450 MB: only what compares with them brings them.
$(REFERENCE): $(READY)
	@sh tools/setup.sh "$(PYTHON)" "$(VENV)" dev,reference
	@touch $(REFERENCE)

demo: $(READY)  ## the book in both languages and a sample class, from hand-out to report
	@$(BIN)/nevbook doctor --brief
	@$(BIN)/nevbook demo

test: $(READY) lint  ## everything but what is marked slow
	@$(BIN)/nevbook doctor --brief
	$(BIN)/python -m pytest -m "not slow" $(WORKERS) --dist loadfile --durations=10

coverage: $(READY)  ## the same without the browser's tests, and what of the code they run
	$(BIN)/python -m pytest -m "not slow and not browser" $(WORKERS) --dist loadfile --cov --cov-report=term:skip-covered

test-slow: $(REFERENCE)  ## what is marked slow, with the reference simulators
	$(BIN)/python -m pytest -m slow $(WORKERS) --dist worksteal --durations=10

lint: $(READY)  ## style and types
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy

bench-grading: $(READY)  ## grading beside stock nbgrader's: make bench-grading [OPTIONS="--submissions 30 --json"]
	@$(BIN)/python benchmarks/grading.py $(OPTIONS)

bench-book: $(READY)  ## building the book beside stock Jupyter Book: make bench-book [OPTIONS="--chapters 4 --json"]
	@$(BIN)/python benchmarks/book.py $(OPTIONS)

preview: $(READY)  ## the book in the browser, built again at each save
	@$(BIN)/nevbook preview

book: $(READY)  ## the book in both languages, at build/book/
	@$(BIN)/nevbook build

wheelhouse: $(READY)  ## packages for a lab without network: make wheelhouse [FOR=student|author|instructor]
	@sh tools/wheelhouse.sh "$(BIN)/python" "$(or $(FOR),student)"

clean:  ## remove what was built (not the environment)
	rm -rf build dist _build
