#!/bin/sh
# The same input gives the same bytes: whichever compiler and optimisation built the program, whatever the locale, the
# time zone and the number of cores. Builds the program four times; nothing of them is kept but the folder named last.
# usage: sh tests/same_bytes.sh [builds' folder, default build-bytes]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
builds=${1:-$root/build-bytes}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
different=0 runs=0

build() { # name compiler optimisation
    cmake -S "$root" -B "$builds/$1" -DCMAKE_C_COMPILER="$2" -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_C_FLAGS_RELEASE="$3 -DNDEBUG" -DHC_TESTS=OFF >/dev/null
    cmake --build "$builds/$1" -j"$(nproc)" --target headcount >/dev/null
}

# Every verb; an exit code of 1 says that a target is missed.
answer() { # folder, then what stands before the program
    rm -rf "$work/now" && mkdir "$work/now"
    (
        cd "$work/now"
        "$@" demo demo --weeks 60 --queues 2 >demo.txt
        "$@" check demo/history.csv --format csv >check.csv
        "$@" kpi demo/history.csv --by week --format csv >kpi.csv
        "$@" forecast demo/history.csv --days 14 --format csv >forecast.csv
        "$@" backtest demo/history.csv --centre demo/centre.json --format csv >backtest.csv
        "$@" plan demo/history.csv --centre demo/centre.json --effort 0.05 --workbook --calendars --out plan --format csv >plan.csv || [ $? -eq 1 ]
        "$@" schedule plan/requirement.csv --effort 0.05 --out schedule --format csv >schedule.csv || [ $? -eq 1 ]
        "$@" whatif plan/plan.json --volume +10% --format csv >whatif.csv
        "$@" simulate plan/plan.json --runs 20 --format csv >simulate.csv
        "$@" explain plan/plan.json --format csv >explain.csv
        "$@" staff --calls 100 --aht 180 --patience 150 --format csv >staff.csv
        "$@" scale demo/history.csv --months 3 --format csv >scale.csv
    ) 2>"$work/said" || { cat "$work/said" >&2 && exit 1; }
}

compare() { # what
    runs=$((runs + 1))
    if [ ! -d "$work/first" ]; then
        mv "$work/now" "$work/first"
        echo "$1: $(find "$work/first" -type f | wc -l) files, $(du -sk "$work/first" | cut -f 1) kB"
    elif diff -rq "$work/first" "$work/now" >"$work/differences"; then
        echo "$1: the same bytes"
    else
        different=$((different + 1))
        echo "$1: differs:" && cat "$work/differences"
    fi
}

for kind in "gcc -O2" "gcc -O0" "gcc -O3" "clang -O2"; do
    name=$(echo "$kind" | tr -d ' ')
    build "$name" "${kind% *}" "${kind#* }"
    answer "$builds/$name/cli/headcount"
    compare "$kind"
done
program=$builds/gcc-O2/cli/headcount
localedef -i de_DE -f UTF-8 "$work/de_DE.UTF-8" 2>/dev/null || echo "a German locale cannot be made here, only asked for"
answer env LOCPATH="$work" LC_ALL=de_DE.UTF-8 LANGUAGE=de LANG=de_DE.UTF-8 "$program" && compare "a German locale"
for zone in Asia/Seoul America/St_Johns Pacific/Chatham; do
    answer env TZ=$zone "$program" && compare "TZ=$zone"
done
answer taskset -c 0 "$program" && compare "one core"
for run in 2 3 4 5; do
    answer "$program" && compare "run $run"
done
echo "runs: $runs, differing: $different"
[ "$different" -eq 0 ]
