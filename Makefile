# Everything a fresh machine needs: `make demo` opens the example, `make test` runs the tests.

PYTHON ?= python3
BIN := .venv/bin
export QT_API := pyside6

.PHONY: env system run demo test test-slow test-fast check bench screenshots messages messages-missing lock clean

env: system .venv/.ready

system:
	@$(PYTHON) .ci/system_libraries.py

# uv installs exactly what uv.lock names; where uv cannot run, pip does it with the constraints exported from it
.venv/.ready: uv.lock pyproject.toml constraints.txt
	@echo "Preparing a private environment in .venv (about 1.5 GB, once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null # uv makes it without pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || true
	@if $(BIN)/uv --version >/dev/null 2>&1; then $(BIN)/uv sync --frozen --inexact; \
	else $(BIN)/python -m pip install --constraint constraints.txt --editable . --group dev; fi
	@touch $@

run: env
	@$(BIN)/python app.py

demo: env
	@$(BIN)/python app.py --demo

test: env
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -m "not slow"

test-slow: env
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -m slow

# the inner loop: no windows, no films
test-fast: env
	@$(BIN)/python -m pytest -q -m "not slow and not film and not window"

check: env
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/uv export --quiet --frozen --no-hashes --no-emit-project --all-groups | diff -I '^#' - constraints.txt \
	  || { echo "constraints.txt and uv.lock differ: run make lock"; exit 1; }

bench: env
	@for one in bench/*.py; do echo "== $$one"; QT_QPA_PLATFORM=offscreen $(BIN)/python $$one || exit 1; done

screenshots: env
	@$(BIN)/python docs/make_screenshots.py docs/pictures

messages: env
	@$(BIN)/pybabel compile --directory vfi/assets/messages --domain vfi

# what is still to be translated, each text with its place
messages-missing: env
	@$(BIN)/python .ci/messages.py ar

lock: env
	@$(BIN)/uv lock
	@$(BIN)/uv export --quiet --frozen --no-hashes --no-emit-project --all-groups > constraints.txt

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache
