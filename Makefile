# Each target first installs what it needs (scripts/install-needs) and works in a fresh clone.
# The only thing to bring is the Swift toolchain, 6.3 or newer.

.PHONY: demo test bench build format lint

PROGRAM := .build/release/tripod
FORMATTED := Sources Tests Package.swift
ORDER_BENCH := bench order-to-voucher --orders 10000 --group 100 --callers 50

demo: build
	@echo "==> make demo: thirty days in the life of a company. Under two minutes."
	$(PROGRAM) demo

build:
	scripts/install-needs build
	@echo "==> Building the release program. The first time the libraries are built too: about ten minutes on two cores;"
	@echo "    later only what changed."
	swift build -c release

test:
	scripts/install-needs build server
	@$(MAKE) --no-print-directory lint
	@echo "==> Running all tests (debug build) on SQLite and on a throw-away PostgreSQL server."
	@echo "    The first time the libraries are built too: about ten minutes on two cores before the first test runs."
	scripts/with-postgres swift test

bench: build
	scripts/install-needs server
	@echo "==> Measuring 10,000 orders from push to voucher beside the bare C floor, on each engine. Some minutes; keep the machine quiet."
	$(PROGRAM) $(ORDER_BENCH) --engine sqlite
	scripts/with-postgres $(PROGRAM) $(ORDER_BENCH) --engine postgres

lint:
	scripts/install-needs rows
	@echo "==> Checking that the rows of the store are what their descriptions say, and the format of the sources. Seconds."
	scripts/generate-rows --check
	swift format lint --strict -r $(FORMATTED)
	scripts/install-needs manual
	scripts/write-manual --check

format:
	swift format -i -r $(FORMATTED)
