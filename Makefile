# Every target sets up what it needs in .venv and may be run again at any time.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
CORPUS ?= ../shared/corpus
JOBS ?= $(shell nproc 2>/dev/null || echo 1)
BIN := .venv/bin

.PHONY: help convert test check format coverage bench bench-review bench-database accuracy train compare agree unseen extent samples schema docs pictures wheel clean

help:
	@echo 'make convert   samples/ into outputs/, with a summary'
	@echo 'make test      all tests'
	@echo 'make check     format, lint, types, import direction, tests: what a change must pass'
	@echo 'make format    put the code into the form that check wants'
	@echo 'make coverage  which lines the tests do not reach'
	@echo 'make bench     pages a second by kind and stage, memory, whole batches beside other tools;'
	@echo '               FILES=N or all, MOST=documents, CORPUS=folder, WRITE=1 puts the figures'
	@echo '               into README.md and docs/performance.md'
	@echo 'make bench-review  the review page: size and speed, into docs/performance.md'
	@echo 'make bench-database  loading and questions on both databases, into docs/performance.md'
	@echo 'make accuracy  score the gold documents of CORPUS, write docs/accuracy.md and README.md'
	@echo 'make train     train the model of un_names on CORPUS, into the package: one core, minutes'
	@echo 'make compare   score rules and model on documents they have not seen, into docs/names.md'
	@echo 'make agree     how well two annotators agree, into docs/names.md'
	@echo 'make extent    how much annotators have read, into docs/names.md'
	@echo 'make unseen    score bodies and people on documents annotated blind, into docs/names.md'
	@echo 'make samples   typeset the sample PDFs anew'
	@echo 'make schema    write docs/report.schema.json'
	@echo 'make docs      docs/ as a site, into site/'
	@echo 'make pictures  the pictures of the docs, taken anew; needs chromium and graphviz'
	@echo 'make wheel     build dist/*.whl'

# A folder that is no working environment any more (Python moved) is made anew. Debian keeps
# ensurepip in a package of its own; without it the pip of $(PYTHON) installs into .venv.
.venv/ready:
	@test -n "$(PYTHON)" || { echo 'rapporteur needs Python 3.11 or later' >&2; exit 1; }
	@$(BIN)/python -c pass 2>/dev/null || $(PYTHON) -m venv --clear .venv 2>/dev/null \
		|| $(PYTHON) -m venv --clear --without-pip .venv
	@touch $@

define install
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; then pip="$(BIN)/python -m pip"; \
		else pip="$(PYTHON) -m pip --python $(BIN)/python"; fi; \
		$$pip install --quiet --disable-pip-version-check --editable '.$(1)'
	@touch $@
endef

.venv/installed: pyproject.toml | .venv/ready
	$(call install,)

.venv/installed-test: pyproject.toml | .venv/ready
	$(call install,[test])

.venv/installed-dev: pyproject.toml | .venv/ready
	$(call install,[dev])

# Programs that tests use, such as a browser; tests without theirs are skipped.
.venv/system: tests/system.sh | .venv/ready
	@sh tests/system.sh
	@touch $@

convert: .venv/installed
	$(BIN)/rapporteur convert samples -o outputs --force

test: .venv/installed-test .venv/system
	$(BIN)/python -m pytest -n auto --dist worksteal

check: .venv/installed-dev .venv/system
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -n auto --dist worksteal

format: .venv/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

coverage: .venv/installed-dev
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term

bench: .venv/installed
	$(BIN)/python bench/bench.py $(if $(FILES),--files $(FILES)) $(if $(WRITE),--write README.md) \
		$(CORPUS)/upr $(CORPUS) samples
	$(BIN)/python bench/kinds.py $(if $(WRITE),--write docs/performance.md) \
		$(or $(wildcard $(CORPUS)/upr $(CORPUS)/meetings $(CORPUS)/families),samples)
	$(BIN)/python bench/batch.py $(if $(FILES),--files $(FILES)) $(if $(MOST),--most $(MOST)) \
		$(if $(WRITE),--write docs/performance.md) $(CORPUS)/upr $(CORPUS) samples

bench-review: .venv/installed-test .venv/system
	$(BIN)/python bench/review.py --write docs/performance.md $(CORPUS)/upr

bench-database: .venv/installed-test .venv/system
	$(BIN)/python bench/database.py --jobs $(JOBS) $(if $(MOST),--most $(MOST)) \
		--write docs/performance.md $(CORPUS)/upr

accuracy: .venv/installed .venv/system
	$(BIN)/python bench/accuracy.py --corpus $(CORPUS) --jobs $(JOBS)
	$(BIN)/python bench/readme.py

train: .venv/installed
	$(BIN)/python training/train.py --corpus $(CORPUS)

compare: .venv/installed
	$(BIN)/python training/compare.py --corpus $(CORPUS)

agree: .venv/installed
	$(BIN)/python training/agree.py

extent: .venv/installed
	$(BIN)/python training/extent.py --corpus $(CORPUS)

unseen: .venv/installed
	$(BIN)/python training/unseen.py --corpus $(CORPUS)

samples: .venv/installed-test
	$(BIN)/python samples/typeset.py

schema: .venv/installed
	$(BIN)/rapporteur schema > docs/report.schema.json

docs: .venv/installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --clean -f docs/site/mkdocs.yml

pictures: .venv/installed-test .venv/system
	$(BIN)/python docs/pictures/take.py
	$(BIN)/python docs/pictures/tables.py

wheel: .venv/installed-dev
	$(BIN)/python -m hatchling build -t wheel

clean:
	rm -rf .venv dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*
