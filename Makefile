PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export UV_COMPILE_BYTECODE = 1
export UV_SYSTEM_CERTS = 1
# uv installs in seconds what takes pip two minutes; where it finds no packages (an index only pip is told of), pip does.
define install
@$(BIN)/uv pip install --python $(BIN)/python $(1) || (echo "uv could not: pip installs instead"; $(BIN)/python -m pip install $(1))
endef

.PHONY: setup spark telegram demo test coverage warm cluster-test wheel-test torture fuzz mutation guard honesty sbom style lint docs lock clean

setup: $(VENV)/.ready

$(VENV)/.ready: requirements-uv.lock requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes --only-binary :all: -r requirements-uv.lock || echo "no uv for this machine"
	$(call install,--quiet --no-deps --require-hashes --only-binary :all: -r requirements.lock)
	$(call install,--quiet --no-deps --no-build-isolation -e .)
	@touch $@

spark: setup ## what Spark needs, where there is a Java for it
	@if command -v java >/dev/null || [ -x "$$JAVA_HOME/bin/java" ]; then $(MAKE) --no-print-directory $(VENV)/.spark; \
	else echo "no Java here: the tests on Spark will be skipped"; fi

$(VENV)/.spark: requirements-spark.lock
	$(call install,--quiet --no-deps --require-hashes --no-build-isolation -r requirements-spark.lock)
	@touch $@

telegram: $(VENV)/.telegram ## what channels asked by one's own key need

$(VENV)/.telegram: $(VENV)/.ready requirements-telegram.lock
	$(call install,--quiet --no-deps --require-hashes --no-build-isolation -r requirements-telegram.lock)
	@touch $@

demo: setup ## the invented country, from files to brief
	$(BIN)/offscript demo demo

# Processes share the cores here: threads of libraries that wait for each other would burn what other processes need.
test: setup ## every check there is
	@$(MAKE) --no-print-directory --jobs 2 --output-sync style warm spark telegram
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

coverage: setup warm spark telegram ## which branches of what reads, finds, measures and judges no test takes
	@$(BIN)/coverage erase
	OFFSCRIPT_UNCHANGED=whole OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/coverage run -m pytest -n auto --dist loadfile --no-loadscope-reorder
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under 90

cluster-test: spark ## every step on two Spark workers on this machine, one of them killed on the way
	$(BIN)/python benchmarks/cluster.py

wheel-test: setup ## the wheel in bare environments; PYTHONS="python3.11 python3.12 python3.13" names their interpreters
	$(BIN)/python packaging/smoke.py --python $(or $(PYTHONS),$(PYTHON))

torture: setup ## kill commands at 500 moments, let 500 calls of write, fsync and rename fail
	$(BIN)/python benchmarks/torture.py

fuzz: setup $(VENV)/.fuzz ## damage files, settings and addresses for an hour, and for another breed those that reach new branches
	$(BIN)/python benchmarks/fuzz.py --minutes 60
	$(BIN)/python benchmarks/fuzz_guided.py --minutes 60 --corpus fuzzed

$(VENV)/.fuzz: $(VENV)/.ready requirements-fuzz.lock
	$(call install,--quiet --no-deps --require-hashes --only-binary :all: -r requirements-fuzz.lock)
	@touch $@

mutation: setup $(VENV)/.mutation ## of 200 faults put into find and measure at random, how many does a test see?
	$(BIN)/python benchmarks/mutation.py --sample 200

$(VENV)/.mutation: $(VENV)/.ready requirements-mutation.lock
	$(call install,--quiet --no-deps --require-hashes --only-binary :all: -r requirements-mutation.lock)
	@touch $@

guard: setup ## has anything that was measured before become slower? KEEP=--keep adds a line to benchmarks/history.jsonl
	$(BIN)/python benchmarks/guard.py $(KEEP)

honesty: setup ## false alarms, power and coverage of every detector: docs/honesty.md
	$(BIN)/python benchmarks/honesty.py --write docs/honesty.md

sbom: setup ## every package with version, digests and licence (CycloneDX)
	$(BIN)/python packaging/sbom.py

warm: setup ## compile what is compiled, to bytes and for this processor, before processes side by side all do it
	$(BIN)/python -m compileall -q src
	$(BIN)/offscript warm

style: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

lint: style ## what is checked without running anything; `make test` does the types among the tests, beside others
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: setup ## tables, commands and methods, written from the code; and the site, in site/, links checked
	$(BIN)/python docs/generate.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

lock: ## resolve the dependencies anew (needs uv)
	echo uv | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --no-emit-index-url --no-header --quiet -o requirements-uv.lock
	echo 'atheris==3.0.*' | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --no-emit-index-url --no-header --quiet -o requirements-fuzz.lock
	printf 'cosmic-ray\nparso\n' | uv pip compile - --no-deps --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --no-emit-index-url --no-header --quiet -o requirements-mutation.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --override overrides.txt --no-emit-index-url --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --extra spark --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --constraint requirements.lock --override overrides.txt --no-emit-index-url --no-header --quiet -o requirements-spark.lock
	uv pip compile pyproject.toml --extra telegram --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --constraint requirements.lock --override overrides.txt --no-emit-index-url --no-header --quiet -o requirements-telegram.lock

PLATFORMS = x86_64-manylinux_2_28 aarch64-manylinux_2_28 x86_64-pc-windows-msvc aarch64-apple-darwin
platforms: ## whether everything offscript needs has a wheel for other machines too (needs uv)
	@for machine in $(PLATFORMS); do for python in 3.11 3.12 3.13; do \
	  uv pip compile pyproject.toml --override overrides.txt --python-platform $$machine --python-version $$python \
	    --only-binary :all: --quiet > /dev/null && echo "$$machine $$python: a wheel of everything" || exit 1; done; done

clean:
	rm -rf $(VENV) demo site fuzzed
