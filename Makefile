# numNA Geo. `make` alone lists what it can do.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check coverage bench lock clean

help: ## List these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

run: ## Install what is missing, load the data, serve on http://127.0.0.1:8000 (PORT=, HOST=)
	@bash .ci/prepare run
	@exec .venv/bin/python -m numna_geo serve --prepare

test: ## Everything CI checks, on a PostGIS of its own
	@bash .ci/prepare test
	@bash .ci/check all

check: ## The checks that need no database: format, lint, types, imports, SQL, browser code
	@bash .ci/prepare test
	@bash .ci/check quick

coverage: ## The tests again, and which lines none of them runs: at least 95 % are (15 minutes)
	@bash .ci/prepare test
	@bash .ci/check coverage

bench: ## The benchmarks; prints a table, writes bench/results/*.json
	@bash .ci/prepare bench
	@exec .venv/bin/python -m bench

lock: ## Write the lock files again from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --group build -o requirements.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --group test -c requirements.lock -o tests/requirements.lock
	uv pip compile tests/ogctests.in --universal --python-version 3.11 --generate-hashes --no-header -o tests/ogctests.lock
	uv pip compile bench/servers.in --universal --python-version 3.11 --generate-hashes --no-header -o bench/servers.lock
	uv pip compile frontend/node.in --universal --python-version 3.11 --generate-hashes --no-header -o frontend/node.lock

clean: ## Remove what was built, and the private PostGIS with its data
	@[ ! -x .venv/bin/python ] || env -u DATABASE_URL .venv/bin/python -m numna_geo down --delete
	rm -rf .venv .make .numna frontend/node_modules frontend/dist bench/results
