# The names people try first. What needs more than a line lies in scripts/.
PREFIX ?= /usr/local
DESTDIR ?=

.PHONY: help run test lint bench install clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## issuer, sidecar, worker, certification and recorder on this machine, until Ctrl-C
	@scripts/stacyvm up

test: ## compile and test on every JDK 17 or newer of this machine
	@scripts/test

lint: ## formatter, compiler warnings, shell scripts
	@scripts/lint

bench: ## print what is measured, as ratios of one run on this machine
	@scripts/bench

install: ## install into PREFIX (/usr/local), under DESTDIR when set
	@scripts/build
	@STACYVM_NO_ARCHIVE="$(DESTDIR)" scripts/install "$(DESTDIR)$(PREFIX)"

clean: ## remove all that was built
	@rm -rf target issuer/target certifier/target worker/target
