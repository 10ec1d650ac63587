# libprof: what to type. Every target installs what it misses; a second run needs no network.
.DEFAULT_GOAL := help
.PHONY: help demo test bench ecosystem corpus lint build install files setup interpreters
# Where `make install` puts libprof, below DESTDIR, and where it takes it from.
PREFIX ?= /usr/local
binaries ?= .build/release
root = $(DESTDIR)$(PREFIX)
demo_event_files = events/create.json events/status.json events/report.json

help: ## Show what can be made.
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: build ## Find and prove the patch for a real order API: the diff on standard output, all else on standard error.
	@Tests/Applications/prepare orders /usr/bin/python3
	@cd Tests/Applications/orders && ../../../.build/release/libprof fix --dry-run \
	  --python ../.environments/orders/bin/python --handler app.handler --event $(demo_event_files)

test: setup ## Build and run every test.
	@Tests/Applications/prepare Tests/ReportingTests/Readers
	@Tests/Applications/prepare Tests/RecordingTests/Watchers
	@swift build --quiet --build-tests >&2
	@Tests/run

interpreters: ## Bring the newest CPythons from Debian's unstable suite into .interpreters/, for the tests.
	@Tests/Interpreters/fetch

corpus: ## Bring the packages over which `LIBPROF_FULL=1 make test` compares the analysis with CPython: 9,000 files.
	@Tests/Applications/prepare Tests/PythonSyntaxTests/Corpus

bench: build ## Measure what the agent and the analysis cost, predictions, and every application beside other tools.
	@Tests/Applications/bench
	@Tests/Benchmarks/agent
	@Tests/Benchmarks/instructions
	@Tests/Benchmarks/weight
	@Tests/Benchmarks/profilers/run
	@.build/release/analysis-benchmark "$$(python3 -c "import os; print(os.path.dirname(os.__file__))")" 2000
	@Tests/Benchmarks/prediction/run
	@Tests/Benchmarks/applications

ecosystem: build ## Run published packages' own tests under the agent, and before and after a fix.
	@Tests/Ecosystem/run

lint: ## Check the format of the sources.
	@swift format lint --strict --recursive --parallel Sources Tests Package.swift

build: setup ## Build libprof and its agent for use: .build/release/libprof.
	@swift build --quiet -c release >&2

install: build files ## Put libprof, its manual page and its completions below PREFIX (/usr/local); DESTDIR is obeyed.

# What is built already; the agent and the pages are found from the tool's own place.
files:
	@install -d $(addprefix $(root)/,bin lib/libprof share/man/man1 share/libprof/Explanations share/libprof/Patches \
	  share/bash-completion/completions share/zsh/site-functions share/fish/vendor_completions.d)
	@install -m 755 $(binaries)/libprof $(binaries)/libprof-agent.so $(root)/lib/libprof
	@ln -sf ../lib/libprof/libprof $(root)/bin/libprof
	@install -m 644 Patches/* $(root)/share/libprof/Patches
	@install -m 644 Tests/ReportingTests/Findings/*.md Tests/RewritingTests/Examples/*.md \
	  Tests/ReportingTests/Checks/*.md Tests/AdviceTests/Hazards/*.md \
	  $(root)/share/libprof/Explanations
	@$(binaries)/libprof manual >$(root)/share/man/man1/libprof.1
	@$(binaries)/libprof --generate-completion-script bash >$(root)/share/bash-completion/completions/libprof
	@$(binaries)/libprof --generate-completion-script zsh >$(root)/share/zsh/site-functions/_libprof
	@$(binaries)/libprof --generate-completion-script fish >$(root)/share/fish/vendor_completions.d/libprof.fish

setup:
	@Grammars/install-packages
	@Grammars/fetch
