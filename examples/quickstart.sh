#!/bin/sh
# From a bare Debian 12 to next week's staff: installs what is missing, builds, and plans a sample centre.
# Safe to run again; needs no network once the packages are there.
set -eu
cd "$(dirname "$0")/.."
. tests/install_packages.sh
# shellcheck disable=SC2086
hc_install $HC_BUILD_PACKAGES

build=${HC_BUILD_DIR:-build}
cmake -S . -B "$build" -DCMAKE_BUILD_TYPE=Release -DHC_TESTS=OFF >/dev/null
cmake --build "$build" -j2 >/dev/null

centre=${HC_DEMO_DIR:-$build/demo}
rm -rf "$centre"
"$build/cli/headcount" demo "$centre"
status=0
"$build/cli/headcount" plan "$centre/history.csv" --centre "$centre/centre.json" --out "$centre/plan" ||
    status=$?
# 1 says that a target could not be met and which; the plan is written all the same.
[ "$status" -le 1 ] || exit "$status"
echo
echo "The report: $PWD/$centre/plan/report.html" | sed "s,$PWD//,/,"
echo "Your own history: $build/cli/headcount plan YOUR_CALLS.csv --out plan"
