PYTHON ?= python3
export PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

.PHONY: help install models run test check bench-transcribe bench-web bench-certificates show messages vendor vendor-fonts clean

help:
	@echo "make run      the college at http://127.0.0.1:$(PORT), with a worker and demo content"
	@echo "make test     every check and test"
	@echo "make bench-transcribe  how long transcription takes and what it gets wrong, beside other engines (8 minutes)"
	@echo "make bench-web  what requests cost, beside what any Django site pays (5 minutes)"
	@echo "make bench-certificates  what issuing, signing and drawing a certificate costs, beside reportlab (3 minutes)"
	@echo "make show     the pictures and figures of docs/literacy.md anew (6 minutes)"
	@echo "make install  the environment in .venv, nothing else"
	@echo "make messages bring locale/ up to date with the texts in the source"
	@echo "make vendor   pack strokes, kaiti, the serif of papers and hanzi-writer anew into the repository (needs npm)"
	@echo "make vendor-fonts  the same for the fonts of rare characters and other scripts (needs Debian's apt and dpkg)"
	@echo "make clean    throw .venv away (var/, with the database and uploads, stays)"

install: .venv/installed locale/en/LC_MESSAGES/django.mo

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON, e.g. make PYTHON=python3.12 run")'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf .venv && $(PYTHON) -m venv .venv; } || \
		{ $(PYTHON) -m venv --without-pip .venv && $(PYTHON) -m pip --python $(BIN)/python install pip; }
	@echo "Installing what the college needs (about 2 GB, once; it may be interrupted and run again) …"
	$(BIN)/python -m pip install --progress-bar on --constraint constraints.txt --editable '.[worker,whisper,dev]'
	@# openai-whisper asks for triton (1 GB), which a CPU has no use for; its other needs are the extra `whisper`.
	$(BIN)/python -m pip install --constraint constraints.txt --no-deps openai-whisper
	@touch $@

locale/en/LC_MESSAGES/django.mo: locale/en/LC_MESSAGES/django.po .venv/installed
	$(BIN)/pybabel --quiet compile --directory locale --domain django

models: install
	@$(MANAGE) fetch_models

run: models
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo
	@$(MANAGE) serve --port $(PORT)

test: check models
	$(BIN)/pytest --numprocesses 2

bench-transcribe: models
	@$(BIN)/python -m bench.transcribe

bench-web: install
	@$(BIN)/python -m bench.web

bench-certificates: install
	@$(BIN)/python -m bench.certificates

show: install models
	$(BIN)/pytest tests/browser/show.py

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --quiet --check --lint templates
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(MANAGE) makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=college.settings.production SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		ALLOWED_HOSTS=college.example $(MANAGE) check --deploy --fail-level WARNING

messages: install
	$(BIN)/pybabel extract --mapping babel.cfg --output var/django.pot --no-location --project mingliang .
	$(BIN)/pybabel update --input-file var/django.pot --output-dir locale --domain django --locale en \
		--init-missing --no-fuzzy-matching --ignore-pot-creation-date

vendor: install
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[vendor]'
	mkdir -p var/vendor && cp vendoring/package.json vendoring/package-lock.json var/vendor/
	npm ci --prefix var/vendor --ignore-scripts --no-audit --no-fund
	$(BIN)/python -m vendoring var/vendor/node_modules

FONTS := fonts-babelstone-han=15.0.5-2 fonts-noto-core=20201225-1 fonts-nanum=20200506-1

vendor-fonts: install
	mkdir -p var/vendor/fonts
	cd var/vendor/fonts && apt-get download $(FONTS) && for package in *.deb; do dpkg -x $$package .; done
	$(BIN)/python -m vendoring.fonts var/vendor/fonts

clean:
	rm -rf .venv
