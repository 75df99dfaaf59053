#!/bin/sh
# A thousand queues, two years of half hours (35 million rows, 1.5 GB): how long `forecast` takes,
# how much memory, and whether one core writes the same bytes as all of them.
# usage: many_queues.sh HEADCOUNT [queues, default 1000] [days, default 730]
set -eu
program=$1 queues=${2:-1000} days=${3:-730}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Counts that rise and fall with the hour and the weekday, with noise that a small generator of
# pseudo-random numbers makes: the same file everywhere.
awk -v queues="$queues" -v days="$days" 'BEGIN {
    print "timestamp,queue,offered,aht_s"
    seed = 1
    for (hour = 0; hour < 24; hour++) shape[hour] = hour < 8 || hour > 19 ? 0.15 : 1 + 0.5 * sin((hour - 6) / 3)
    for (day = 0; day < days; day++) {
        time = mktime("2024 01 01 12 00 00") + day * 86400
        date = strftime("%Y-%m-%d", time); weekday = strftime("%u", time)
        level = weekday == 1 ? 1.2 : weekday < 6 ? 1 : 0.4
        for (slot = 0; slot < 48; slot++) {
            hour = int(slot / 2)
            stamp = sprintf("%sT%02d:%02d:00,queue ", date, hour, slot % 2 * 30)
            for (queue = 1; queue <= queues; queue++) {
                seed = (seed * 69069 + 1) % 4294967296
                mean = (4 + queue % 37) * shape[hour] * level
                print stamp queue "," int(mean * (0.7 + 0.6 * seed / 4294967296) + 0.5) "," 180 + queue % 90 + slot
            }
        }
    }
}' TZ=UTC >"$work/history.csv"

run() {
    command time -f '%U %S %e %M' -o "$work/times" "$@" forecast "$work/history.csv" --days 28 --format csv --quiet
}
mb=$(($(wc -c <"$work/history.csv") / 1000000))
echo "$queues queues, $days days, $mb MB"
command time -f '%U %S %e %M' -o "$work/times" "$program" check "$work/history.csv" --quiet >"$work/facts"
awk -v mb="$mb" -v slots="$((queues * days * 48))" '{
    printf "check: %.1f CPU s (%.0f MB a CPU second, cleaning included), %.0f MiB of memory (bound 64 MiB + 16 bytes a slot: %.0f MiB)\n",
        $1 + $2, mb / ($1 + $2), $4 / 1024, 64 + 16 * slots / 1048576 }' "$work/times"
run "$program" >"$work/all.csv"
awk '{ printf "forecast on all cores: %.1f CPU s, %.1f s of wall clock, %.0f MiB of memory\n", $1 + $2, $3, $4 / 1024 }' "$work/times"
run taskset -c 0 "$program" >"$work/one.csv"
awk '{ printf "forecast on one core: %.1f s\n", $3 }' "$work/times"
cmp "$work/all.csv" "$work/one.csv" && echo "the same bytes"
