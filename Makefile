# Rondom: `make run` starts it, `make test` proves it. `make` alone lists everything.
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup run test quick check fix bench proofs monitor-demo sbom world register messages

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: ## prepare .venv and the assets
	@bash tools/setup.sh base

run: ## start Rondom with the demo world; prints the address
	@bash tools/setup.sh base
	@exec $(PY) manage.py serve $(ARGS)

# A journey that stumbles is walked once more, and named; who stumbles twice has failed.
test: ## all tests, browser journeys too
	@bash tools/setup.sh dev
	@bash tools/browser.sh
	@mkdir -p var
	$(PY) -m pytest -n 2 --maxschedchunk=2 -m "not journey" $(ARGS)
	$(PY) -m pytest -n 2 --maxschedchunk=2 -m journey --reruns 1 -rR --junitxml=var/journeys.xml $(ARGS)

quick: ## the tests without journeys and proofs, for while you work
	@bash tools/setup.sh dev
	$(PY) -m pytest -n 2 --maxschedchunk=2 -m "not journey and not proof" $(ARGS)

check: ## style, types, contracts, migrations, the tests of the house itself
	@bash tools/setup.sh dev
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check
	$(PY) manage.py register --check
	$(PY) -m pytest -q -n 2 tests/house

fix: ## mend the style
	.venv/bin/ruff check --fix .

bench: ## measure beside the peers; prints a table, writes var/bench.json
	@bash tools/setup.sh dev
	@bash tools/browser.sh
	$(PY) -m bench $(ARGS)

proofs: ## the long proofs; writes var/proofs.xml
	@bash tools/setup.sh dev
	@bash tools/browser.sh
	@mkdir -p var
	RONDOM_PROOF=full $(PY) -m pytest -m proof --junitxml=var/proofs.xml $(ARGS)

monitor-demo: ## simulate four years of the first report, ask them over HTTP, count its tables again; writes var/monitor-demo.json
	@bash tools/setup.sh base
	$(PY) -m tools.monitor_demo

sbom: ## of which parts a release is made; writes var/rondom-VERSION.cdx.json
	@$(PY) tools/sbom.py

world: ## empty the demo and lay the world of Noor anew
	$(PY) manage.py world --fresh

register: ## write docs/register.md anew
	$(PY) manage.py register > docs/register.md

messages: ## gather the texts to translate (needs gettext)
	$(PY) manage.py makemessages -l en -l tr -l ar -l pl -l uk -l ti --no-location -i .venv -i node_modules -i var -i tests -v0
	$(PY) tools/texts.py tidy
