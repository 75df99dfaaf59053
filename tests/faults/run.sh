#!/bin/sh
# Whole commands with one system call failing, with all reads and writes short, killed at any call, and with one
# allocation failing: what a command writes is whole or not at all, what it answers is right or an error. Needs strace;
# takes an hour.
# usage: sh tests/faults/run.sh [-p PROGRAM, default build/cli/headcount] [kill | calls | short | heap | COMMAND]...
# $HC_HEAP_POINTS is about how many allocations of a command fail in turn (default 200).
# Ends with 0 when nothing was torn, lost, wrong or silent; prints what it counted.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$here/../../build/cli/headcount
jobs='' only=''
while [ $# -gt 0 ]; do
    case $1 in
    -p) program=$2 && shift ;;
    kill | calls | short | heap) jobs="$jobs $1" ;;
    [a-z]*) only="$only $1" ;;
    *) sed -n 's/^# usage: /usage: /p' "$0" >&2 && exit 2 ;;
    esac
    shift
done
program=$(realpath "$program")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
LC_ALL=C
export LC_ALL
faults=0

# Two small centres, the second in place of the first; each command finds its own in the folder it runs in.
make_centre() { # folder contacts-an-interval shift-minutes
    mkdir -p "$1/out"
    awk -v calls="$2" 'BEGIN {
        print "timestamp,offered,aht"
        for (day = 1; day <= 42; day++) {
            for (hour = 9; hour < 17; hour++) {
                date = day <= 28 ? 200 + day : 272 + day
                printf "2026-%02d-%02d %02d:00,%d,%d\n", date / 100, date % 100, hour, calls + (day * 7 + hour * 3) % 5, 200
            }
        }
        print "2026-03-14 17:00,-" calls ",200"
    }' >"$1/history.csv"
    awk -v calls="$2" 'BEGIN {
        print "timestamp,required_agents"
        for (day = 23; day < 28; day++) {
            for (hour = 8; hour < 18; hour++) { printf "2026-11-%02dT%02d:00,%d\n", day, hour, calls % 3 + 1 }
        }
    }' >"$1/wanted.csv"
    printf '%s\n' '{"every_queue":{"target":{"service_level":0.1}},' \
        "\"contracts\":[{\"name\":\"a\",\"shift_shortest_min\":$3,\"breaks\":[]}]," \
        '"classes":[{"name":"b","contract":"a","count":4}]}' >"$1/centre.json"
    echo "$2" >"$1/seed"
    (cd "$1" && "$program" plan history.csv --centre centre.json --effort 0 --out plan -q >/dev/null 2>&1) || true
}

# What is written is written to out, what is told to told; seconds of search would change the bytes.
run_command() { # name, then what stands before the program
    name=$1 && shift
    case $name in
    plan) "$@" "$program" plan history.csv --centre centre.json --effort 0 $workbook --calendars --out out --format csv ;;
    schedule) "$@" "$program" schedule wanted.csv --centre centre.json --effort 0 --out out --format csv ;;
    demo) "$@" "$program" demo out --weeks 2 --queues 1 --seed "$(cat seed)" ;;
    rejects) "$@" "$program" check history.csv --rejects out/rejects.csv --max-rejects 90% --format csv ;;
    backtest) "$@" "$program" backtest history.csv --forecasts out/forecasts.csv --format csv ;;
    report) "$@" "$program" report plan/plan.json --out out/report.html ;;
    forecast) "$@" "$program" forecast history.csv --format csv ;;
    piped) "$@" "$program" forecast - --format csv <history.csv ;;
    kpi) "$@" "$program" kpi history.csv --by week --format csv ;;
    staff) "$@" "$program" staff --calls 100 --aht 180 --format csv ;;
    simulate) "$@" "$program" simulate plan/plan.json --runs 2 --format csv ;;
    whatif) "$@" "$program" whatif plan/plan.json --volume +10% --threads 1 --format csv ;;
    explain) "$@" "$program" explain plan/plan.json --format csv ;;
    scale) "$@" "$program" scale history.csv --months 1 --format csv ;;
    esac
}
writers=${only:-plan schedule demo rejects backtest report}
commands=${only:-$writers forecast piped kpi staff simulate whatif explain scale}

workbook=--workbook gave_up=never

# A copy of the earlier centre's folder with the later centre's inputs: what a run finds.
fresh() {
    rm -rf "$work/now"
    cp -a "$work/new" "$work/now"
    rm -rf "$work/now/out"
    cp -a "$work/old/out" "$work/now/out"
}

prepare() { # command
    for age in old new; do
        rm -rf "$work/$age/out" && mkdir "$work/$age/out"
        (cd "$work/$age" && run_command "$1" >told 2>/dev/null) || [ $? -eq 1 ]
    done
    code=0
    fresh
    (cd "$work/now" && run_command "$1" >told 2>/dev/null) || code=$?
    done_code=$code # 0, or 1 where a target is missed
    same_as_new || { echo "$1: two runs differ" >&2 && exit 1; }
}

same_as_new() {
    diff -rq "$work/now/out" "$work/new/out" >/dev/null && cmp -s "$work/now/told" "$work/new/told"
}

complain() { # text
    faults=$((faults + 1))
    echo "FAULT: $1"
}

# Every file is the old or the new one, and none is lost; counts temporaries in $left and sets $mixed.
check_whole() { # what
    left=0 olds=0 news=0
    for file in "$work"/now/out/.headcount-*.tmp; do
        [ ! -e "$file" ] || left=$((left + 1))
    done
    for path in "$work"/now/out/*; do
        file=${path##*/}
        if cmp -s "$path" "$work/old/out/$file"; then
            cmp -s "$path" "$work/new/out/$file" || olds=$((olds + 1))
        elif cmp -s "$path" "$work/new/out/$file"; then
            news=$((news + 1))
        elif [ -e "$path" ]; then
            complain "$1: out/$file is torn"
        fi
    done
    for path in "$work"/new/out/*; do
        file=${path##*/}
        [ ! -e "$work/old/out/$file" ] || [ -e "$work/now/out/$file" ] || complain "$1: out/$file is lost"
    done
    mixed=$((olds > 0 && news > 0))
}

# "call first last": the program's own calls, after those of the loader, one a line.
own_calls() { # command calls
    fresh
    (cd "$work/now" && run_command "$1" strace -f -qq -o "$work/trace" >told 2>/dev/null) || true
    for call in $2; do
        awk -v call="$call" '
            $2 ~ "^rt_sigaction" && /SIGPIPE/ { own = 1 }
            $2 ~ "^" call "\\(" { all++; before += !own }
            END { if (all > before) print call, before + 1, all }' "$work/trace"
    done
}

inject() { # command call:what
    code=0
    fresh
    (cd "$work/now" && run_command "$1" strace -f -qq -o /dev/null -e trace="${2%%:*}" -e inject="$2" \
        >told 2>said) 2>/dev/null || code=$?
}

# Between two calls nothing on the disk changes, so killing before each of them is killing anywhere.
job_kill() {
    for name in $writers; do
        prepare "$name"
        own_calls "$name" "openat write close fsync renameat unlinkat unlink mkdir" >"$work/calls"
        instants=0 mixes=0 most=0
        while read -r call first last; do
            at=$first
            while [ "$at" -le "$last" ]; do
                inject "$name" "$call:signal=KILL:when=$at"
                [ "$code" -eq 137 ] || complain "$name: $call $at: exit $code, not killed"
                check_whole "$name killed before $call $at"
                instants=$((instants + 1)) mixes=$((mixes + mixed))
                [ "$left" -le "$most" ] || most=$left
                if [ "$left" -gt 0 ] || [ $((at % 10)) -eq 0 ]; then
                    (cd "$work/now" && run_command "$name" >told 2>/dev/null) || [ $? -eq 1 ]
                    same_as_new || complain "$name: the run after a kill before $call $at is not as ever"
                fi
                at=$((at + 1))
            done
        done <"$work/calls"
        echo "$name: killed at $instants instants; temporaries left: at most $most of $(ls "$work/new/out" | wc -l)" \
            "files; some files new and some old: $mixes times"
    done
}

job_calls() {
    for name in $commands; do
        prepare "$name"
        own_calls "$name" "openat read write close fsync renameat unlinkat mkdir newfstatat lseek mmap" >"$work/calls"
        runs=0 refused=0
        while read -r call first last; do
            for error in EIO ENOSPC EINTR; do
                at=$first
                while [ "$at" -le "$last" ]; do
                    inject "$name" "$call:error=$error:when=$at"
                    check_answer "$name with $error of $call $at"
                    at=$((at + 1))
                done
            done
        done <"$work/calls"
        echo "$name: $runs failing calls; $refused refused with a message, the others made no difference"
    done
}

# After a failed call: an error in words and whole files, or the same bytes as ever.
check_answer() { # what
    runs=$((runs + 1))
    check_whole "$1"
    case $code in
    "$done_code") same_as_new || complain "$1: exit $code, but not the result of other runs" ;;
    2 | 3 | 4 | 6 | 7)
        refused=$((refused + 1))
        grep -q "error: " "$work/now/said" || complain "$1: exit $code without a word"
        ;;
    "$gave_up") ended=$((ended + 1)) ;;
    *) complain "$1: exit $code: $(tr '\n' ' ' <"$work/now/said" | cut -c 1-120)" ;;
    esac
    case $1 in
    *unlink*) ;;
    *) [ "$left" -eq 0 ] || complain "$1: a temporary is left" ;;
    esac
}

# A short read or write is no failure: what is left is asked for again, and the bytes are those of any other run.
job_short() {
    cc -O1 -o "$work/short_counts" "$here/short_counts.c"
    for name in $commands; do
        prepare "$name"
        counted=''
        for most in 1 7 511; do
            code=0
            fresh
            (cd "$work/now" && run_command "$name" "$work/short_counts" "$most" "$work/count" >told 2>said) || code=$?
            [ "$code" -eq "$done_code" ] || complain "$name, at most $most bytes a call: exit $code: $(cat "$work/now/said")"
            same_as_new || complain "$name, at most $most bytes a call: not the result of other runs"
            counted="$counted, $(cat "$work/count") of at most $most"
        done
        echo "$name: short reads and writes$counted bytes"
    done
}

# Allocations of the libraries below, too: the whole process has one heap. Two do not live with that: libxlsxwriter may
# crash, so no workbook is asked for, and GLPK ends the process (134); nothing has been written by then.
job_heap() {
    workbook='' gave_up=134
    cc -O1 -shared -fPIC -o "$work/failing_heap.so" "$here/failing_heap.c" -ldl
    for name in $commands; do
        prepare "$name"
        fresh
        (cd "$work/now" && run_command "$name" env LD_PRELOAD="$work/failing_heap.so" HC_HEAP_COUNT="$work/count" \
            >told 2>/dev/null) || true
        last=$(cat "$work/count")
        step=$((last / ${HC_HEAP_POINTS:-200} + 1)) at=1 runs=0 refused=0 ended=0
        while [ "$at" -le "$last" ]; do
            for ever in 0 1; do
                code=0
                fresh
                (cd "$work/now" && run_command "$name" env LD_PRELOAD="$work/failing_heap.so" HC_HEAP_FAIL="$at" \
                    HC_HEAP_EVER="$ever" >told 2>said) 2>/dev/null || code=$?
                check_answer "$name with allocation $at of $last failing (for ever: $ever)"
            done
            at=$((at + step))
        done
        echo "$name: $runs of $((2 * last)) failing allocations; $refused refused with a message, $ended ended by GLPK"
    done
}

make_centre "$work/old" 7 480
make_centre "$work/new" 11 420
for job in ${jobs:-kill calls short heap}; do
    echo "== $job"
    "job_$job"
done
echo "faults: $faults"
[ "$faults" -eq 0 ]
