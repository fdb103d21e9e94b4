# Switchboard: everyday commands. "make" alone lists them.

export PATH := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/switchboard/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help run build test lint bench eval

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

# The help centre is on, so that the sources of the samples open.
run: ## build and start the gateway; it prints the addresses of its pages
	@.ci/setup server || true
	@$(MAKE) --no-print-directory build
	SWITCHBOARD_HELP=$${SWITCHBOARD_HELP:-true} bin/switchboard serve

build: ## build bin/switchboard
	CGO_ENABLED=0 go build -trimpath -o bin/switchboard ./cmd/switchboard

# With all parts there, a test that finds one missing fails; without root to install them, it is skipped and says so. What reads
# thousands of texts needs none of them: it runs without the race detector while they are fetched. Nobody steps through a
# test that make has built: it is built sooner without what debuggers read.
test: ## install what the tests need, vet, and run all tests with the race detector
	@export GOGC=$${GOGC:-400} GORACE=$${GORACE:-atexit_sleep_ms=50} GOFLAGS="$$GOFLAGS -gcflags=all=-dwarf=false"; \
	go test -vet=off ./assist & reading=$$!; \
	.ci/setup axe || true; \
	if .ci/setup server pooler browser compiler || [ -n "$$CI" ]; then export CI=true; fi; \
	race=-race; command -v gcc >/dev/null || command -v clang >/dev/null || { race=; echo "no C compiler: the race detector is off" >&2; }; \
	wait $$reading && go test $$race -vet=all ./...

lint: ## gofmt, vet, staticcheck, and golangci-lint if it is installed
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$unformatted" ]; then echo "not formatted:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go tool staticcheck ./...
	@if command -v golangci-lint >/dev/null; then golangci-lint run; else echo "golangci-lint is not installed: skipped"; fi

bench: build ## measure the gateway on this machine beside the machine's limit
	@.ci/setup server || true
	bin/switchboard bench

EVAL_DATA ?= ../shared/data

eval: build ## measure on public questions and write the table of knowledge/README.md (with MEILI_URL: print it); EVAL_DATA names their folder
	bin/switchboard knowledge eval --public $(EVAL_DATA) $(if $(MEILI_URL),,--readme knowledge/README.md)
