# Works with the make of Linux and of macOS (GNU make 3.81).
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
VERSION := -c "import sys; print('%d.%d' % sys.version_info[:2])"

# An interpreter that was asked for by name, and that .venv was not made with, makes .venv anew.
ifneq ($(origin PYTHON),file)
ifneq ($(shell $(PYTHON) $(VERSION) 2>/dev/null),$(shell $(BIN)/python $(VERSION) 2>/dev/null))
$(shell rm -f $(READY))
endif
endif

.PHONY: help setup lab test notebooks figures bench lint

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile
	@echo 'PYTHON=python3.12 make … chooses the interpreter (3.11, 3.12 or 3.13).'

setup: $(READY)  ## make .venv and install the pinned packages into it

$(READY): requirements.txt pyproject.toml tools/make_venv.py
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "There is no $(PYTHON) here: install Python 3.11, 3.12 or 3.13, or name one: PYTHON=python3.12 make …"; exit 1; }
	@$(PYTHON) tools/make_venv.py .venv
	@touch $@

lab: $(READY)  ## open the course in JupyterLab
	$(BIN)/jupyter lab --ip=127.0.0.1 --ServerApp.root_dir=. $(if $(filter 0,$(shell id -u)),--allow-root) notebooks/00_start_here.ipynb

test: $(READY)  ## run everything that CI runs
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadscope --nbval --nbval-current-env tests course_utils notebooks

notebooks: $(READY)  ## run all chapters in clean kernels and write their outputs
	$(BIN)/python tools/chapters.py notebooks/*.ipynb

figures: $(READY)  ## draw everything in fig/
	$(BIN)/python -m course_utils.diagrams

bench: $(READY)  ## time ours against a peer, in one run
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/training.py

lint: $(READY)  ## check the code and the notebooks with ruff, the spelling with codespell
	$(BIN)/ruff check
	$(BIN)/codespell
