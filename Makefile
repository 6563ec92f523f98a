# Every command anyone types stands here; `make help` lists them. Nothing is written outside build/, but by format,
# golden and figures.
#
#   build/leaselab             the command, as it is used and shipped (the variant gcc-O2)
#   build/leaselab-view        the window, which it starts
#   build/VARIANT/leaselab     the same sources from another compiler or at another level, for `make check`
#   build/obj/VARIANT/…        their objects, laid out like the sources
#
# Nothing lists source files: a new file in a room is found and built. `make V=1` shows whole commands.

VARIANT  := gcc-O2
variants := gcc-O0 gcc-O2 gcc-O3 clang-O0 clang-O2 clang-O3 san cov fuzz

PREFIX  := /usr/local
DESTDIR :=

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

# As many jobs as there are processors, unless -j says otherwise; but `make clean test` means one after the other.
ifeq ($(MAKELEVEL)$(word 2,$(MAKECMDGOALS)),0)
MAKEFLAGS += -j$(shell nproc)
endif
quiet := $(if $(V),,@)

# ---- What is built, and where ------------------------------------------------------------------

ifeq ($(filter $(VARIANT),$(variants)),)
$(error VARIANT=$(VARIANT): there are only $(variants))
endif

out     := build$(if $(filter-out gcc-O2,$(VARIANT)),/$(VARIANT))
obj     := build/obj/$(VARIANT)
program := $(out)/leaselab
window  := $(out)/leaselab-view

sources_of = $(sort $(wildcard $(addsuffix /*.c,$(1))))

sim_objects     := $(patsubst %.c,$(obj)/%.o,$(call sources_of,sim/*))
canvas_objects  := $(patsubst %.c,$(obj)/%.o,$(call sources_of,ui/canvas ui/figures ui/report ui/stage))
window_objects  := $(patsubst %.c,$(obj)/%.o,$(call sources_of,ui/window))
cli_objects     := $(patsubst %.c,$(obj)/%.o,$(call sources_of,ui/cli))
support_objects := $(patsubst %.c,$(obj)/%.o,$(call sources_of,tests/support))
test_objects    := $(patsubst %.c,$(obj)/%.o,$(sort $(wildcard tests/*_test.c)))
tests           := $(test_objects:$(obj)/%.o=$(out)/%)
# A test brings its own main(), so it is linked with everything but the command's.
tested_objects  := $(sim_objects) $(canvas_objects) $(filter-out %/main.o,$(cli_objects))
# A fuzz target is a file of tests/fuzz/, but for these two: what they share, and the main() that stands in for a fuzzer.
fuzz_shared     := $(obj)/tests/fuzz/fuzz.o $(if $(filter-out fuzz,$(VARIANT)),$(obj)/tests/fuzz/main.o)
fuzz_names      := $(filter-out fuzz main,$(basename $(notdir $(sort $(wildcard tests/fuzz/*.c)))))
fuzz_objects    := $(fuzz_names:%=$(obj)/tests/fuzz/%.o)
fuzz_targets    := $(fuzz_names:%=$(out)/tests/fuzz/%)

# ---- How C is compiled -------------------------------------------------------------------------
# CPPFLAGS, CFLAGS and LDFLAGS are left to whoever builds, and come last but for the level.

like     := $(patsubst cov,gcc-O0,$(patsubst san,gcc-O1,$(patsubst fuzz,clang-O1,$(VARIANT))))
compiler := $(firstword $(subst -, ,$(like)))
level    := -$(lastword $(subst -, ,$(like)))

warnings := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
            -Wvla -Wswitch-enum -Werror
hardened := -fPIE -fstack-protector-strong
link     := -pie -Wl,-z,relro,-z,now

ifeq ($(compiler),clang)
warnings += -Wno-string-conversion # CHECK(!"what came about") is how we say that a place cannot be reached
endif

ifeq ($(VARIANT),san)
# gcc's sanitizers: unlike clang's they come with the compiler and name lines without a second package.
instrumented := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
else ifeq ($(VARIANT),fuzz)
instrumented := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
fuzzer       := -fsanitize=fuzzer
else ifneq ($(level),-O0)
# glibc's checks need an optimiser. Undefined first: some systems' compilers define it on their own.
hardened += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
endif

# sim/ is plain POSIX; what people touch may use what only Linux has (O_TMPFILE).
dialect = -std=c11 $(if $(filter sim/%,$<),-D_POSIX_C_SOURCE=200809L,-D_GNU_SOURCE)

# The folder's name must not reach the binary: the same sources give the same bytes wherever they lie.
nameless = -ffile-prefix-map=$(CURDIR)=.

ifeq ($(VARIANT),cov)
# Counts are kept beside the objects, by their full name: tests run in folders of their own.
instrumented := --coverage -DIS_COUNTED
nameless =
endif

compile = $(compiler) $(dialect) -I. $(warnings) $(hardened) -g \
          $(nameless) -MMD -MP $(drawing_flags) $(CPPFLAGS) $(CFLAGS) $(level) $(instrumented) -c
linked  = $(compiler) $(link) $(level) $(instrumented) $(LDFLAGS)

# Asked only when something is compiled or linked, and after packages.sh has seen to it that they are there.
drawing_flags = $(if $(filter ui/canvas/%,$<),$(shell pkg-config --cflags cairo-ft freetype2))
drawing_libs  = $(shell pkg-config --libs cairo freetype2)
window_libs   = $(shell pkg-config --libs sdl2)

# Objects depend on a file of their flags, which is written anew only when these are others; programs, on this one.
# What is the same in every folder, or is to be asked only when something is compiled, stands there by its name.
flags = $(value compile): $(compiler) $(value dialect) $(warnings) $(hardened) $(value nameless) $(value drawing_flags) \
        $(CPPFLAGS) $(CFLAGS) $(level) $(instrumented)
.PHONY: looked-at
$(obj)/flags: export FLAGS = $(flags)
$(obj)/flags: looked-at
	@mkdir -p $(@D)
	@printenv FLAGS | cmp -s - $@ || printenv FLAGS >$@

# What follows `|` must only be there first.
$(obj)/%.o: %.c $(obj)/flags | compile-packages
	@mkdir -p $(@D)
	@echo "$(VARIANT): $<"
	$(quiet)$(compile) $< -o $@

$(program): $(sim_objects) $(canvas_objects) $(cli_objects) Makefile
	@mkdir -p $(@D)
	@echo "$(VARIANT): $@"
	$(quiet)$(linked) $(filter %.o,$^) -lyaml $(drawing_libs) -o $@

$(window): $(sim_objects) $(canvas_objects) $(filter-out %/main.o,$(cli_objects)) $(window_objects) Makefile
	@mkdir -p $(@D)
	@echo "$(VARIANT): $@"
	$(quiet)$(linked) $(filter %.o,$^) -lyaml $(drawing_libs) $(window_libs) -o $@

$(tests): $(out)/%: $(obj)/%.o $(support_objects) $(tested_objects) Makefile
	@mkdir -p $(@D)
	@echo "$(VARIANT): $@"
	$(quiet)$(linked) $(filter %.o,$^) -lcmocka -lyaml $(drawing_libs) -lm -o $@

$(fuzz_targets): $(out)/%: $(obj)/%.o $(fuzz_shared) $(support_objects) $(tested_objects) Makefile
	@mkdir -p $(@D)
	@echo "$(VARIANT): $@"
	$(quiet)$(linked) $(fuzzer) $(filter %.o,$^) -lcmocka -lyaml -lexpat $(drawing_libs) -lm -o $@

# What refuses memory to whatever program it is loaded into.
misfortune := $(out)/misfortune.so
$(misfortune): tests/tools/misfortune.c tests/support/misfortune.h Makefile | compile-packages
	@mkdir -p $(@D)
	@echo "$(VARIANT): $@"
	$(quiet)$(compiler) $(dialect) -I. $(warnings) -g -O2 -fPIC -shared $(nameless) $< -o $@

# Each but the heap, which is there to be measured, has a main().
bench_objects  := $(patsubst %.c,$(obj)/%.o,$(sort $(wildcard tests/bench/*.c)))
bench_programs := $(patsubst $(obj)/tests/%.o,$(out)/%,$(filter-out %/heap.o,$(bench_objects)))

$(bench_programs): $(out)/%: $(obj)/tests/%.o $(obj)/tests/bench/heap.o $(sim_objects) $(canvas_objects) Makefile
	@mkdir -p $(@D)
	@echo "$(VARIANT): $@"
	$(quiet)$(linked) $(filter %.o,$^) -lyaml $(drawing_libs) -o $@

$(test_objects) $(support_objects) $(fuzz_objects) $(fuzz_shared): | test-packages

-include $(patsubst %.o,%.d,$(sim_objects) $(canvas_objects) $(cli_objects) $(window_objects) $(support_objects) \
           $(test_objects) $(fuzz_objects) $(fuzz_shared) $(bench_objects) $(obj)/tests/tools/sample.o \
           $(obj)/tests/tools/words.o $(obj)/tests/tools/texts.o $(obj)/tests/tools/torture.o)

# What `make check` needs of a variant.
built_of_gcc-O2 = all test-programs $(bench_programs) $(out)/sample $(out)/words $(out)/texts $(out)/torture
built_of_san    = $(program) $(window) $(out)/words test-programs
built_of_fuzz   = $(fuzz_targets)
.PHONY: built test-programs
built: $(or $(built_of_$(VARIANT)),$(program) $(window) $(out)/words)
test-programs: $(program) $(window) $(tests) $(fuzz_targets) $(misfortune)

# The other variants are made by this same file, called again; only that call knows what is out of date.
ifeq ($(VARIANT),gcc-O2)
others         := $(filter-out gcc-O2 cov,$(variants))
other_programs := $(patsubst %,build/%/leaselab,$(filter-out fuzz,$(others)))
.PHONY: $(other_programs) $(others:%=built-%)
$(other_programs): build/%/leaselab: | check-packages
	@$(MAKE) VARIANT=$* $@ build/$*/leaselab-view build/$*/words
$(others:%=built-%): built-%: | check-packages
	@$(MAKE) VARIANT=$* built
endif

# ---- What people type --------------------------------------------------------------------------

.PHONY: all
all: $(program) $(window) build/leaselab.1 build/leaselab.bash ## build the command, the window, the man page and the bash completion

build/leaselab.1: build/leaselab
	$(quiet)build/leaselab help --man >$@

build/leaselab.bash: build/leaselab
	$(quiet)build/leaselab help --bash-completion >$@

# A line for each thing worth showing. All of them end by themselves, with no terminal and no screen; with both, the
# window stays until it is closed.
.PHONY: demo
demo: build/leaselab build/leaselab-view ## build, tell the first lesson as a story, draw it, and open it in the window where there is a screen
	build/leaselab run scenarios/01-*.yaml </dev/null
	build/leaselab draw timeline scenarios/01-*.yaml -o build/fifth-laptop.svg
	build/leaselab report scenarios/01-*.yaml -o build/fifth-laptop.html
	@echo "drawn: build/fifth-laptop.svg; with everything that is to be known: build/fifth-laptop.html"
	@if [ -t 0 ] && [ -t 1 ] && [ -n "$${DISPLAY-}$${WAYLAND_DISPLAY-}" ]; then \
	echo build/leaselab view fifth-laptop; build/leaselab view fifth-laptop; \
	else echo "the same lesson in a window, where there is a screen: build/leaselab view fifth-laptop"; fi

.PHONY: test
test: test-programs ## run every test; the last line adds them up
	@LEASELAB=$(abspath $(program)) $(under_sanitizers) tests/tools/run-tests.sh $(tests) $(fuzz_targets)

.PHONY: golden
golden: $(program) $(window) $(tests) ## write tests/golden/ anew from what the tests draw; look at the difference before committing
	@mkdir -p tests/golden
	@GOLDEN=write LEASELAB=$(abspath $(program)) tests/tools/run-tests.sh $(filter $(out)/tests/figure_% $(out)/tests/stage_% $(out)/tests/window_test,$(tests))
	@tests/tools/figures.sh golden $(program)
	@git diff --stat -- tests/golden

# README shows them; readme_test.c says when they are stale.
.PHONY: figures
figures: build/leaselab ## draw the figures that README shows anew
	@mkdir -p scenarios/figures
	build/leaselab draw timeline scenarios/01-fifth-laptop.yaml --theme auto -o scenarios/figures/fifth-laptop-timeline.svg
	build/leaselab draw count scenarios/18-seasonal-lab.yaml --theme auto -o scenarios/figures/seasonal-lab-count.svg
	build/leaselab draw states --product office-ltsc --theme auto -o scenarios/figures/office-ltsc-states.svg

.PHONY: san
san: ## run every test under the address and undefined-behaviour sanitizers
	@$(MAKE) VARIANT=san test

# cmocka catches SIGSEGV and would hide ASan's report of it. setarch: this compiler's ASan can die at start where
# the kernel spreads addresses widely (vm.mmap_rnd_bits=32); some containers forbid it, and do without.
ifeq ($(VARIANT),san)
under_sanitizers = ASAN_OPTIONS=handle_segv=2:allow_user_segv_handler=0:detect_stack_use_after_return=1 \
                   UBSAN_OPTIONS=print_stacktrace=1 $(calmly)
endif
calmly = $(shell setarch -R true 2>/dev/null && echo setarch -R)

.PHONY: cov
cov: ## run every test counting, and list what of sim/model and sim/run no test has come to
	@find build/obj/cov -name '*.gcda' -delete 2>/dev/null || true
	@$(MAKE) VARIANT=cov test
	@tests/tools/coverage.sh build/obj/cov build/coverage sim/model sim/run

.PHONY: cov-list
cov-list: ## bring tests/coverage.txt up to what `make cov` found last; what is new there wants a test or a reason
	@RENEW=yes tests/tools/coverage.sh build/obj/cov build/coverage sim/model sim/run

# Every program of tests/bench/ in turn, each told which program to measure, and the largest fleet. A world's name may
# follow that, as in LARGEST="1000000 outage".
LARGEST := 100000
.PHONY: bench
bench: build/leaselab build/leaselab-view $(bench_programs) ## measure runs of fleets, figures, traces and a plain heap; LARGEST=1000000 for all sizes
	@for each in $(bench_programs); do $$each build/leaselab $(LARGEST) || exit; done
	tests/bench/figures.sh build/leaselab $(LARGEST)
	tests/bench/latency.sh build/leaselab $(LARGEST)

# An hour, or what is left of a night: FUZZ_SECONDS=28800.
FUZZ_SECONDS := 3600
.PHONY: fuzz
fuzz: | check-packages ## give every fuzz target bytes that libFuzzer makes up, for FUZZ_SECONDS (3600) in all
	@$(MAKE) VARIANT=fuzz $(fuzz_names:%=build/fuzz/tests/fuzz/%)
	@tests/tools/fuzz.sh $(FUZZ_SECONDS) $(fuzz_names:%=build/fuzz/tests/fuzz/%)

.PHONY: mutants
mutants: | test-packages ## make each small mistake of the bug bank, and tell whether its test finds it (half an hour)
	@tests/tools/mutants.sh run

.PHONY: conditions
conditions: | check-packages ## hold each condition of sim/model true, then false, and tell which no test notices (half an hour)
	@tests/tools/packages.sh conditions
	@tests/tools/conditions.sh

# An hour on two processors. EVERY=7 takes each seventh place only; CALL and KIND are names that it prints.
EVERY := 1
CALL  := all
KIND  := all
.PHONY: torture
torture: $(program) $(out)/torture $(misfortune) ## fail each allocation and system call of each command in turn, and send signals there
	@$(out)/torture $(abspath $(program)) $(EVERY) $(CALL) $(KIND)

.PHONY: install
install: all ## copy to PREFIX (/usr/local), under DESTDIR if given
	install -D -m 755 build/leaselab $(prefix)/bin/leaselab
	install -D -m 755 build/leaselab-view $(prefix)/bin/leaselab-view
	install -D -m 644 build/leaselab.1 $(prefix)/share/man/man1/leaselab.1
	install -D -m 644 build/leaselab.bash $(prefix)/share/bash-completion/completions/leaselab
	install -d $(prefix)/share/leaselab/scenarios
	install -m 644 scenarios/*.yaml scenarios/*.json $(prefix)/share/leaselab/scenarios

.PHONY: uninstall
uninstall: ## remove what install copied, with the same PREFIX and DESTDIR
	rm -f $(prefix)/bin/leaselab $(prefix)/bin/leaselab-view $(prefix)/share/man/man1/leaselab.1
	rm -f $(prefix)/share/bash-completion/completions/leaselab
	rm -rf $(prefix)/share/leaselab

prefix = "$(DESTDIR)$(PREFIX)"

.PHONY: format
format: | check-packages ## lay out all C as .clang-format says
	clang-format -i $(all_c)

.PHONY: clean
clean: ## remove build/
	rm -rf build

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

# ---- What must hold before a change is taken ---------------------------------------------------

# Those that take longest come first.
checks := san check-same check-random check-torture check-pictures check-reproducible check-pages check-fuzz check-network \
          check-window check-i386 check-schema check-bench check-forbidden check-hardened check-man check-format \
          check-texts check-mutants check-layers check-top

# As many at once as there are processors, after all that they need is built: none of them builds what another does.
# All of them run even when one fails, so that one call tells everything there is to mend. Of one that held, the last
# line is shown; all that each said is in build/check/. What cannot be built, the check that needs it says.
.PHONY: check $(checks:%=held-%)
check: check-packages ## the layers, the layout, what is forbidden, all variants, the sanitizers
	@mkdir -p build/check; rm -f build/check/*
	@echo "building $(VARIANT) $(others)"
	@$(MAKE) -k built $(others:%=built-%) >build/check/built 2>&1 || true
	@$(MAKE) -k --output-sync=recurse $(checks:%=held-%) 2>build/check/make || true
	@failed="$$(cd build/check && ls | sed -n 's/^failed-//p')"; \
	echo "== check:$${failed:- all held}$${failed:+ failed}"; test -z "$$failed"

$(checks:%=held-%): held-%:
	@began=$$(date +%s); if $(MAKE) $* >build/check/$* 2>&1; then \
	echo "== $*: held, $$(($$(date +%s) - began)) s: $$(tail -n 1 build/check/$*)"; \
	else touch build/check/failed-$*; echo "== $*: FAILED"; cat build/check/$*; false; fi

all_c = $(sort $(shell find sim ui tests -name '*.[ch]'))

.PHONY: check-layers
check-layers: ## a file includes only modules listed above its own in sim/ORDER, ui/ORDER; comments name files that are there
	@awk -f tests/tools/layers.awk $(wildcard sim/ORDER ui/ORDER) $(all_c)

.PHONY: check-top
check-top: ## the top folder holds nothing but what belongs there
	@stray="$$(ls | grep -vxE 'Makefile|sim|ui|scenarios|tests|README\.md|LICENSE|build')"; \
	test -z "$$stray" || { echo "does not belong in the top folder:" $$stray; false; }

.PHONY: check-format
check-format: | check-packages ## all C is laid out as .clang-format says
	@clang-format --dry-run -Werror $(all_c) || { echo "'make format' mends it"; false; }

# The link shows that sim/ stands alone: it is refused if a file there needs one of ui/, or another library.
.PHONY: check-forbidden
check-forbidden: $(sim_objects) $(canvas_objects) $(cli_objects) $(window_objects) ## no clock, luck, thread, network or screen where it does not belong
	@tests/tools/forbidden.sh $(obj) $^
	@echo 'int main(void) { return 0; }' | $(linked) -fPIE -x c - -x none $(sim_objects) -lyaml -o build/sim-alone

.PHONY: check-man
check-man: build/leaselab.1 | test-packages ## the man page is sound
	@mandoc -T lint -W warning $<

.PHONY: check-schema
check-schema: | check-packages ## the JSON Schema for editors takes what we take, and refuses what is wrong
	@tests/tools/schema.sh

.PHONY: check-mutants
check-mutants: ## every mutant of the bug bank still fits the sources
	@tests/tools/mutants.sh check

.PHONY: check-same
check-same: build/leaselab build/words $(other_programs) ## every variant, locale and time zone traces and draws the same bytes
	@$(calmly) tests/tools/same-bytes.sh $(filter %/leaselab,$^)

.PHONY: check-pictures
check-pictures: $(out)/sample $(out)/words $(program) | check-packages ## other programs see our pictures as we do
	@tests/tools/pictures.sh $(out)/sample
	@tests/tools/figures.sh $(program) $(out)/words

.PHONY: check-texts
check-texts: $(out)/texts | check-packages ## Graphviz takes what we write for it
	@tests/tools/texts.sh $<

.PHONY: check-pages
check-pages: $(program) | check-packages ## a browser shows reports as they are meant, and refuses nothing of them
	@tests/tools/pages.sh $<

# Less than a minute of `make torture`.
.PHONY: check-torture
check-torture: ## some allocations, system calls and signals of each command go wrong as they may
	@$(MAKE) torture EVERY=199

$(out)/sample $(out)/words $(out)/texts $(out)/torture: $(out)/%: $(obj)/tests/tools/%.o $(support_objects) $(tested_objects) Makefile
	@mkdir -p $(@D)
	$(quiet)$(linked) $(filter %.o,$^) -lcmocka -lyaml $(drawing_libs) -lm -o $@

.PHONY: check-network
check-network: build/leaselab | check-packages ## no command asks the network for anything
	@tests/tools/network.sh $<

.PHONY: check-hardened
check-hardened: build/leaselab ## what makes mistakes harder to use is in the program
	@tests/tools/hardened.sh $<

.PHONY: check-reproducible
check-reproducible: build/leaselab ## the same sources give the same program, wherever and whenever it is built
	@tests/tools/reproducible.sh

.PHONY: check-i386
check-i386: | check-packages ## a machine of 32 bits runs the cases as this one does
	@tests/tools/machines.sh i386

.PHONY: check-machines
check-machines: | check-packages machine-packages ## so does one of the other byte order (a minute; asks for an emulator)
	@tests/tools/machines.sh i386 s390x

.PHONY: check-fuzz
check-fuzz: ## a short form of `make fuzz`
	@$(MAKE) fuzz FUZZ_SECONDS=12

.PHONY: check-window
check-window: $(program) $(window) | check-packages ## the window on a screen: keys, clicks, files that change, films
	@tests/tools/window.sh $<

.PHONY: check-random
check-random: ## 10,000 keys, clicks and sizes by chance, under the sanitizers
	@$(MAKE) VARIANT=san build/san/tests/stage_random_test
	@RANDOM_EVENTS=10000 $(calmly) build/san/tests/stage_random_test

.PHONY: check-bench
check-bench: build/leaselab build/bench/bench ## a plain heap makes the same attempts, and comes to the same
	@build/bench/bench build/leaselab 1000

# ---- What a bare machine lacks -----------------------------------------------------------------
# Looked at each time, for it takes milliseconds; apt-get is called only when something is missing. One waits for
# the other, or two jobs would call apt-get at once.

.PHONY: compile-packages test-packages check-packages machine-packages
compile-packages:
	@tests/tools/packages.sh compile
test-packages: | compile-packages
	@tests/tools/packages.sh test
check-packages: | test-packages
	@tests/tools/packages.sh check
machine-packages: | check-packages
	@tests/tools/packages.sh machines
