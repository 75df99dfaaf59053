#!/bin/sh
# Installs what is missing, builds with coverage and runs every test; ends with ctest's summary and the lines covered.
set -eu
cd "$(dirname "$0")/.."
. tests/install_packages.sh
# shellcheck disable=SC2086
hc_install $HC_BUILD_PACKAGES $HC_TEST_PACKAGES

build=${HC_TEST_BUILD_DIR:-build-test}
cmake -S . -B "$build" -DCMAKE_BUILD_TYPE=Release -DHC_WERROR=ON -DHC_COVERAGE=ON >/dev/null
cmake --build "$build" -j2
find "$build" -name '*.gcda' -exec rm -f {} +
ctest --test-dir "$build" --output-on-failure -j2

# Prints what the tests cover of some folders, and is false where that is less than is asked.
covers() { # lines% branches% folder...
    lines=$1 branches=$2 && shift 2
    echo "Covered of $*:"
    for folder in "$@"; do set -- "$@" --filter "$folder/" && shift; done
    gcovr --root . --object-directory "$build" "$@" \
        --gcov-ignore-parse-errors --exclude-throw-branches --print-summary 2>/dev/null |
        tee "$build/coverage.txt" | grep -E '^(lines|functions|branches)'
    awk -v lines="$lines" -v branches="$branches" '
        function least(share) {
            sub("%", "", $2)
            sub(":", "", $1)
            if ($2 + 0 < share) { print "fewer than " share " % of the " $1 " are covered"; missed = 1 }
        }
        /^lines:/ { least(lines) } /^branches:/ { least(branches) } END { exit missed }' "$build/coverage.txt"
}
covers 95 89 forecast erlang scheduler
covers 99 99 erlang
