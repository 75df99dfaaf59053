#!/bin/sh
# Static checks with zero findings: formatting, clang-tidy, cppcheck. Needs a compile database only.
set -eu
cd "$(dirname "$0")/.."
build=build-check
cmake -S . -B "$build" -DCMAKE_BUILD_TYPE=Debug >/dev/null
sources=$(git ls-files '*.c' '*.h' | grep -v '^examples/')
echo "clang-format"
# shellcheck disable=SC2086
clang-format-14 --dry-run -Werror $sources
echo "clang-tidy"
git ls-files '*.c' | grep -v -e '^examples/' -e '^tests/' |
    xargs -P 2 -n 1 clang-tidy-14 -p "$build" --quiet 2>/dev/null
echo "cppcheck"
cmake --build "$build" --target hc_publish -j2 >/dev/null # makes the sources that are generated
cppcheck --project="$build/compile_commands.json" -i tests -i "$build" --enable=warning,performance,portability \
    --inline-suppr --error-exitcode=1 --quiet -j2 --suppress='*:*/chart_js.c'
