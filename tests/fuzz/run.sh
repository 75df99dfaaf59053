#!/bin/sh
# Feeds the program's readers with bytes that nobody wrote, under the address and undefined-behaviour sanitizers.
# First each reader by itself, which is fast, then the whole program with a file for each of its readers, which is not.
# usage: sh tests/fuzz/run.sh [seconds for each, default 60] [build folder, default build-fuzz]
# $HC_FUZZ_READERS names some of them, apart by blanks (default: all).
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
awk 'BEGIN {
    print "timestamp,offered,aht"
    for (day = 1; day <= 21; day++) {
        for (hour = 9; hour < 13; hour++) { printf "2026-06-%02d %02d:00,%d,200\n", day, hour, 20 + (day * 7 + hour * 3) % 5 }
    }
}' >"$with/few.csv"
"$headcount" plan "$with/few.csv" --effort 0 --out "$with/few" --quiet >/dev/null || [ $? -eq 1 ]
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
    { printf "\\$(printf %03o $byte)" && cat "$with/few/plan.json"; } >"$with/corpus/$byte-plan.json"
done

export HC_FUZZ_FOLDER="$with" ASAN_OPTIONS=detect_leaks=1
cd "$build"
fuzz() { # name, program, corpus, longest input, words
    echo "$1"
    "$2" "$3" -max_total_time="$seconds" -max_len="$4" -dict="$5" -timeout=20 -rss_limit_mb=3000 -close_fd_mask=1 \
        -print_final_stats=1 2>"$with/log" || { tail -n 60 "$with/log" && exit 1; }
    sed -n 's/^stat::number_of_executed_units: */    runs: /p' "$with/log"
}

# The names of keys and columns, which no reader finds by chance.
{ sed -n 's/.*\.name = "\([^"]*\)".*/"\\"\1\\":"/p' "$root"/cli/centre/*.c
    printf '"%s"\n' service_level mon-fri true null 09:00; } | sort -u >"$with/centre.dict"
grep -ho '"[a-z_|]*"' "$root/cli/centre/agents_file.c" "$root/forecast/load/load_override.c" "$root/forecast/load/load_days.c" \
    "$root/cli/plan/requirement_file.c" "$root/cli/read/roster_file.c" "$root/cli/staff/waits_file.c" |
    tr -d '"' | tr '|' '\n' | sort -u | sed 's/.*/"&,"/' >"$with/columns.dict"
sed -n 's/.*(HC_ROLE_[A-Z_]*, "\([a-z_]*\)".*/"\1,"/p' "$root/forecast/load/text/roles.h" >"$with/history.dict"
printf '"%s"\n' metric value year month week Mon " - " " / " '\xeb\xb0\x9c\xec\x8b\xa0' handled internal sep= >>"$with/history.dict"
[ -s "$with/centre.dict" ] && [ -s "$with/columns.dict" ] && [ -s "$with/history.dict" ]

of=$with/of
tables="csv history shapes"
ours="centre agents overrides days wanted roster waits scenarios scenarios_json plan"
all="json $tables workbook database calendar zone cell text $ours program"
for reader in $all; do
    mkdir -p "$of/$reader"
done
for file in "$root"/tests/data/load/*; do
    for reader in json cell text $tables; do
        head -c 4000 "$file" >"$of/$reader/$(basename "$file")"
    done
done
for file in "$with"/plan/*.csv "$with"/demo/*.csv; do # which are no histories, but for one
    for reader in $tables; do
        head -c 2000 "$file" >"$of/$reader/own-$(basename "$file")"
    done
done
rows_of_metrics() { # as metrics stand in rows
    printf 'interval,queue,metric,value\n'
    for hour in 09 10 11; do
        printf '2026-06-01T%s:00,Sales,offered,5\n2026-06-01T%s:00,Sales,aht,200\n' "$hour" "$hour"
    done
}
rows_of_metrics >"$of/shapes/metrics.csv"
cp "$of/shapes/metrics.csv" "$of/history/"
printf 'date,time,Sales - Offered,Sales - AHT,Help - Offered,Help - AHT\n2026-06-01,09:00,5,200,3,180\n' >"$of/shapes/beside.csv"
printf ',,Sales,,Help,\nyear,month,day,Offered,AHT,Offered,AHT\n2026,6,1,5,200,3,180\n' >"$of/shapes/above.csv"
printf 'queue,09:00,09:30,10:00,10:30\nSales,1,2,3,4\nHelp,,2,x,4\n' >"$of/shapes/times.csv"
cp "$of"/shapes/[abt]*.csv "$of/history/"
cp "$with/plan/plan.xlsx" "$of/workbook/"
cp "$with/plan/team.ics" "$of/calendar/"
cp /usr/share/zoneinfo/Europe/Berlin /usr/share/zoneinfo/Africa/Casablanca "$of/zone/"

cp "$with/centre.json" "$of/centre/"
awk -v to="$of/centre/guide" '/^```json/ { file = to ++n; next } /^```/ { file = "" } file { print >file }' \
    "$root/docs/guide.md" "$root/docs/formats.md"
cp "$with/agents.csv" "$of/agents/"
{ printf 'id,name,contract,class,skills,days_off,available,activities,preferred_start,start_price,preferred_days_off,'
    printf 'day_off_price,seniority,wage,weekends_before,lates_before,hours_before,days_in_a_row,last_shift_end\n'
    printf '1,Ada,full,,sales|service,2026-11-24,Mon-Fri 08:00-18:00; Sat 09:00-12:00,Wed 15:00-15:30 meeting,09:30,2,'
    printf '2026-11-25..2026-11-26,3,1,21.5,1,2,38,3,2026-11-22 22:00\n2,Bo,,late,sales,Sat,,,,,,,,,,,,,\n'; } >"$of/agents/all.csv"
printf 'id,name,hours a week\n1,Ada,30\n2,Bo,"38,5 h"\n' >"$of/agents/hours.csv"
printf 'from,to,queue,change,why\n2026-11-23,2026-11-24,,+10%%,TV\n2026-11-25 09:00,2026-11-25 12:00,Sales,=120,\n' >"$of/overrides/some.csv"
cp "$with/demo/special_days.csv" "$of/days/"
printf 'date,kind,name,uplift,half_life_days\n2026-11-23,event,Campaign,20%%,3\n20261124,,,,\n' >"$of/days/event.csv"
cp "$with/wanted.csv" "$of/wanted/"
head -c 2000 "$with/plan/requirement.csv" >"$of/wanted/plan.csv"
cp "$with/plan/roster.csv" "$of/roster/"
printf 'wait_s,hung_up\n12,0\n40.5,1\n90,yes\n3,no\n' >"$of/waits/some.csv"
printf 'name,volume,aht,target,dates\nbusy,+30%%,-20,90/10,2026-11-23..2026-11-24\nbusy,,+5%%,,\n' >"$of/scenarios/some.csv"
printf '[{"name":"busy","volume":"+30%%","deflect":"bill=0.5","shrinkage":0.3,"agents":-5}]' >"$of/scenarios_json/some.json"
cp "$with/few/plan.json" "$of/plan/"
for reader in ${HC_FUZZ_READERS:-$all}; do
    words=$with/columns.dict longest=16384
    case " $tables cell " in *" $reader "*) words=$with/history.dict ;; esac
    case $reader in
    json | centre | scenarios_json) words=$with/centre.dict ;;
    plan) words=$with/centre.dict longest=100000 ;;
    esac
    export HC_FUZZ_READER="$reader"
    if [ "$reader" = program ]; then
        fuzz program tests/fuzz/fuzz_program "$with/corpus" 65536 "$words"
    else
        fuzz "$reader" tests/fuzz/fuzz_reader "$of/$reader" "$longest" "$words"
    fi
done
