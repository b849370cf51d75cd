# Works with the make of Linux and of macOS (GNU make 3.81).
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
CLASSROOM := .venv-classroom/bin
CLASSROOM_READY := .venv-classroom/ready
VENV := .venv
WEB := .venv-website/bin
WEB_READY := .venv-website/ready
VERSION := -c "import sys; print('%d.%d' % sys.version_info[:2])"

ASKED := $(if $(filter file,$(origin PYTHON)),,asked)

# An interpreter that was asked for by name, and that .venv was not made with, makes .venv anew.
ifdef ASKED
ifneq ($(shell "$(PYTHON)" $(VERSION) 2>/dev/null),$(shell $(BIN)/python $(VERSION) 2>/dev/null))
.PHONY: $(READY)
endif
endif

define MAKE_VENV
if "$(PYTHON)" -c "" 2>/dev/null; then exec "$(PYTHON)" tools/make_venv.py $(VENV) $(ASKED); fi; \
if command -v uv >/dev/null; then exec uv run $(if $(ASKED),--python "$(PYTHON)") --script tools/make_venv.py $(VENV) $(ASKED); fi; \
if python3 -c "" 2>/dev/null; then exec python3 tools/make_venv.py --missing "$(PYTHON)"; fi; \
echo "There is no $(PYTHON) here. Install uv, which brings its own Python (curl -LsSf https://astral.sh/uv/install.sh | sh," \
  "or brew install uv), or Python 3.11, 3.12 or 3.13 (apt, dnf or brew install python3), and run make again."; exit 1
endef

.PHONY: help setup lab test test-browser test-website website handouts notebooks figures bench bench-explorers lint \
  student teacher grade assignment slides test-classroom

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile
	@echo 'PYTHON=python3.12 make … chooses the interpreter (3.11, 3.12 or 3.13).'

setup:  ## make .venv and install the pinned packages into it, or see that it is whole
	@$(MAKE_VENV)

$(READY): requirements.txt pyproject.toml tools/make_venv.py tools/check_venv.py
	@$(MAKE_VENV)

$(WEB_READY): VENV := .venv-website --pins website/requirements.txt
$(WEB_READY): website/requirements.txt pyproject.toml tools/make_venv.py tools/check_venv.py
	@$(MAKE_VENV)

lab: $(READY)  ## open the course in JupyterLab
	$(BIN)/jupyter lab --ip=127.0.0.1 --ServerApp.root_dir=. $(if $(filter 0,$(shell id -u)),--allow-root) \
	  --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb

test: $(READY)  ## run everything that CI runs
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadscope --nbval --nbval-current-env tests course_utils notebooks

test-browser: $(READY)  ## drive the explorers in JupyterLab, with Chromium or Chrome
	$(BIN)/python -m pytest --override-ini=addopts= --ignore=tests/browser/website tests/browser

test-website: $(READY) website  ## look at every page of the website, with Chromium or Chrome
	$(BIN)/python -m pytest --override-ini=addopts= tests/browser/website

website: $(WEB_READY)  ## build the course as a website into website/_site (REPOSITORY=https://… adds its links)
	REPOSITORY="$(REPOSITORY)" $(WEB)/python -m website.build

handouts: $(READY) website  ## print every chapter of the website as a PDF into website/_handouts
	$(BIN)/python -m website.handouts

notebooks: $(READY)  ## run all chapters in clean kernels and write their outputs
	$(BIN)/python tools/chapters.py notebooks/*.ipynb

figures: $(READY)  ## draw everything in fig/, write the colours of the explorers
	$(BIN)/python -m course_utils.diagrams
	$(BIN)/python -m course_utils.style

student: $(READY)  ## copies for learners in student/, without solutions (OUTPUTS=cleared: without outputs)
	$(BIN)/python -m classroom.copies student $(if $(filter cleared,$(OUTPUTS)),--cleared)

teacher: $(READY)  ## copies for teachers in teacher/, with solutions open and notes
	$(BIN)/python -m classroom.copies teacher $(if $(filter cleared,$(OUTPUTS)),--cleared)

grade: $(READY) $(if $(SCHEDULER),$(CLASSROOM_READY))  ## grade a class: SUBMISSIONS=folder (SCHEDULER=address: on a Dask cluster)
	@test -n "$(SUBMISSIONS)" || { echo "Say which folder: make grade SUBMISSIONS=folder"; exit 2; }
	$(if $(SCHEDULER),$(CLASSROOM),$(BIN))/python -m classroom.grading.run "$(SUBMISSIONS)" $(if $(SCHEDULER),--scheduler $(SCHEDULER))

assignment: $(READY)  ## an nbgrader course in assignment/
	$(BIN)/python -m classroom.assignment

slides: $(READY)  ## write the chapters as slides into classroom/_slides, with a PDF of each (needs Node.js and Chromium)
	$(BIN)/python -m classroom.slides.build
	$(BIN)/python -m classroom.slides.printing

test-classroom: $(READY) $(CLASSROOM_READY)  ## run the tests of classroom/ that need nbgrader, Dask, Node.js or Chromium
	$(CLASSROOM)/python -m pytest --numprocesses=auto --dist=loadfile \
	  --override-ini=addopts= tests/classroom/needs_more

$(CLASSROOM_READY): $(READY) classroom/requirements.txt tools/make_classroom_venv.py
	$(BIN)/python tools/make_classroom_venv.py .venv-classroom classroom/requirements.txt

bench: $(READY)  ## time ours against a peer, in one run
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/training.py

bench-explorers: $(READY)  ## measure how fast the explorers follow the hand
	$(BIN)/python benchmarks/explorers.py

lint: $(READY)  ## check the code and the notebooks with ruff, the spelling with codespell
	$(BIN)/ruff check
	$(BIN)/codespell
