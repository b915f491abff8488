# Thin: every target first completes .venv (utils/course/bootstrap.py), then calls one thing.
# Another Python: make lab PYTHON=python3.12

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts/
else
BIN := .venv/bin/
endif
BOOTSTRAP = @$(PYTHON) -c "" 2>/dev/null || { echo "Error: $(PYTHON) was not found. Install Python 3.11 or newer, or name one: make $@ PYTHON=/path/to/python"; exit 2; }; \
	$(PYTHON) utils/course/bootstrap.py

# Small arrays: one thread each leaves the second core to the second test process. Our own answers,
# run by the tests, are nobody's progress.
THREADS = COURSE_PROGRESS=off OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
# The one place where the test command lines are; `make test TOPIC=convolution` runs one topic's
# part. How long a picture takes is measured last and alone, as another process would disturb it.
# The time-out of a cell is for a machine that is busy with something else.
PYTEST = $(THREADS) $(BIN)python -m pytest $(if $(TOPIC),--topic $(TOPIC))
# The notebooks by name: beside --doctest-modules a folder would have its .py files run as well.
NOTEBOOKS = $(sort $(wildcard lectures/*.ipynb solutions/*.ipynb))
PROVE = $(PYTEST) -n 2 -m "not browser" $(NOTEBOOKS) tests utils --doctest-modules \
	--nbval --nbval-current-env --nbval-cell-timeout 600 --nbval-kernel-startup-timeout 600 \
	--nbval-sanitize-with tests/sanitize.cfg
BROWSE = $(PYTEST) -n 2 -m "browser and not latency" tests/browser
LATENCY = $(PYTEST) -m latency tests/browser

.DEFAULT_GOAL := help
.PHONY: help lab test build verify doctor format constraints readme clean

help:  ## this list
	@echo "The course. Targets:"
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

lab:  ## install what is missing and open the course in JupyterLab
	$(BOOTSTRAP)
	@$(BIN)course lab

test:  ## install what is missing and prove everything; TOPIC=… proves one topic's part
	$(BOOTSTRAP) test
	$(BIN)ruff check .
	$(BIN)ruff format --check .
	$(BIN)course verify
	$(PROVE)
	$(BROWSE)
	$(if $(TOPIC),,$(LATENCY))

build:  ## make the notebooks from their text sources
	$(BOOTSTRAP)
	@$(BIN)course build

verify:  ## prove that the notebooks are in order
	$(BOOTSTRAP)
	@$(BIN)course verify

doctor:  ## look for what is wrong with the installation
	$(BOOTSTRAP)
	@$(BIN)course doctor

format:  ## put the code into its standard form
	$(BOOTSTRAP) test
	$(BIN)ruff check --fix .
	$(BIN)ruff format .

constraints:  ## write the versions installed now into constraints.txt
	$(BOOTSTRAP) test
	$(BIN)python -m utils.course.constraints

readme:  ## write the table of topics into README.md
	$(BOOTSTRAP)
	$(BIN)python -m utils.course.readme

clean:  ## delete .venv and caches; work/ is yours and stays
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis
	find utils tests -type d -name __pycache__ -prune -exec rm -rf {} +
