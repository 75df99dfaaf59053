#!/bin/sh
# Feeds the program's readers with bytes that nobody wrote, under the address and undefined-behaviour sanitizers.
# First each reader by itself, which is fast, then the whole program with a file for each of its readers, which is not.
# usage: sh tests/fuzz/run.sh [seconds for each, default 60] [build folder, default build-fuzz]
# Ends with 0 when nothing crashed, leaked or hung; what did is left in the build folder. Prints the runs of each.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
seconds=${1:-60} build=${2:-$root/build-fuzz}
cmake -S "$root" -B "$build" -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo -DHC_FUZZ=ON >/dev/null
cmake --build "$build" -j"$(nproc)" --target fuzz_reader fuzz_program headcount

with=$build/fuzz
rm -rf "$with" && mkdir -p "$with/corpus"
headcount=$build/cli/headcount
export ASAN_OPTIONS=detect_leaks=0 # of the program itself while it makes the sound files
"$headcount" demo "$with/demo" --weeks 9 --queues 2 >/dev/null
"$headcount" plan "$with/demo/history.csv" --centre "$with/demo/centre.json" --effort 0.01 --out "$with/plan" --workbook --calendars --quiet >/dev/null || [ $? -eq 1 ]
cp "$with/demo/centre.json" "$with/demo/agents.csv" "$with/"
printf 'timestamp,offered,aht\n2026-06-01T09:00,5,200\n2026-06-01T09:30,7,180\n' >"$with/short.csv"
printf 'timestamp,required_agents\n2026-11-23T08:00,2\n2026-11-23T08:30,3\n2026-11-23T16:00,1\n' >"$with/wanted.csv"

# Seeds: sound files behind the byte of a command line that reads them.
seed() { # byte file
    { printf "\\$(printf %03o "$1")" && head -c 4000 "$2"; } >"$with/corpus/$1-$(basename "$2")"
}
for file in "$root"/tests/data/load/*; do
    [ ! -f "$file" ] || { seed 0 "$file"; seed 2 "$file"; }
done
seed 3 "$with/demo/special_days.csv"
seed 5 "$with/centre.json"; seed 6 "$with/centre.json"; seed 7 "$with/agents.csv"
seed 8 "$with/plan/roster.csv"; seed 9 "$with/wanted.csv"
{ printf '\000' && cat "$with/plan/plan.xlsx"; } >"$with/corpus/0-plan.xlsx"
for byte in 12 13 14; do
    { printf "\\$(printf %03o $byte)" && cat "$with/plan/plan.json"; } >"$with/corpus/$byte-plan.json"
done

export HC_FUZZ_FOLDER="$with" ASAN_OPTIONS=detect_leaks=1
cd "$build"
fuzz() { # name, program, corpus, longest input
    echo "$1"
    "$2" "$3" -max_total_time="$seconds" -max_len="$4" -timeout=20 -rss_limit_mb=3000 -close_fd_mask=1 \
        -print_final_stats=1 2>"$with/log" || { tail -n 60 "$with/log" && exit 1; }
    sed -n 's/^stat::number_of_executed_units: */    runs: /p' "$with/log"
}
readers="json csv history workbook database calendar zone cell text"
for reader in $readers; do
    mkdir "$with/$reader"
done
for file in "$root"/tests/data/load/*; do
    for reader in json csv history cell text; do
        head -c 4000 "$file" >"$with/$reader/$(basename "$file")"
    done
done
cp "$with/plan/plan.xlsx" "$with/workbook/"
cp "$with/plan/team.ics" "$with/calendar/"
cp /usr/share/zoneinfo/Europe/Berlin /usr/share/zoneinfo/Africa/Casablanca "$with/zone/"
for reader in $readers; do
    export HC_FUZZ_READER="$reader"
    fuzz "$reader" tests/fuzz/fuzz_reader "$with/$reader" 16384
done
fuzz "program" tests/fuzz/fuzz_program "$with/corpus" 65536
