#!/bin/sh
# Memory is bounded however large the input: rows without end that repeat a small history, a line without end, a quote that
# is never closed. All come through a pipe, which the program keeps in a file in $TMPDIR while it reads it twice.
# usage: sh tests/faults/large_input.sh [GB, default 1] [-p PROGRAM, default build/cli/headcount]
set -eu
program=$(dirname "$0")/../../build/cli/headcount
gigabytes=1
while [ $# -gt 0 ]; do
    case $1 in
    -p) program=$2 && shift ;;
    *) gigabytes=$1 ;;
    esac
    shift
done
program=$(realpath "$program")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bytes=$((gigabytes * 1000000000))
limit_kb=98304 # 64 MiB and what the libraries take of the address space without using it
faults=0

"$program" demo "$work/demo" --weeks 60 --queues 3 >/dev/null
head -n 1 "$work/demo/history.csv" >"$work/titles"
tail -n +2 "$work/demo/history.csv" >"$work/rows"
for copy in 1 2 3 4 5 6 7 8 9 10; do cat "$work/rows"; done >"$work/block"

endless() { while cat "$1"; do :; done 2>/dev/null; }
rows() { cat "$work/titles" && endless "$work/block"; }
no_newline() { tr '\0' 'a' </dev/zero; }
open_quote() { cat "$work/titles" && printf '2026-01-05T09:00,"Sales,1,1,0,200\n' && endless "$work/block"; }

judge() { # name wanted-exit-code wanted-text
    code=0
    begun=$(date +%s)
    { "$1" || true; } | head -c "$bytes" | (ulimit -v "$limit_kb" && exec "$program" check - --format csv) \
        >"$work/told" 2>"$work/said" || code=$?
    if [ "$code" -eq "$2" ] && grep -q "$3" "$work/told" "$work/said"; then
        echo "$1: $gigabytes GB in $(($(date +%s) - begun)) s within $((limit_kb / 1024)) MiB of addresses, exit $code"
    else
        faults=$((faults + 1))
        echo "FAULT: $1: exit $code, $(tail -n 1 "$work/said" | cut -c 1-200)"
    fi
}
judge rows 0 'rows, .* kept, [01] rejected' # the last one is cut
judge no_newline 3 'stdin:1'
judge open_quote 0 'stdin:2:.*quote'
[ "$faults" -eq 0 ]
