#!/bin/sh
# How long a sweep of 1,000 scenarios of a week takes: ten queues, which share agents and which do not, and the most memory
# that ten and that a thousand scenarios hold. The same bytes from one thread and from all.
#
#     whatif_speed.sh FOLDER_OF_THE_PROGRAM
set -eu
program=$(cd "$1" && pwd)/headcount
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"
"$program" demo sample --queues 10 --weeks 26 >demo.txt
echo '{"queues_share_agents": false}' >apart.json

# cost FILE COMMAND...: runs it into FILE and prints seconds, processor seconds and memory.
cost() {
    file=$1
    shift
    /usr/bin/time -f "%e s, %U s of processor, %M kB" "$@" >"$file"
}

for team in shared apart; do
    centre=sample/centre.json
    if [ $team = apart ]; then centre=apart.json; fi
    "$program" plan sample/history.csv --centre $centre --effort 0 --time-limit 3 --out $team -q >plan.txt 2>&1 || true
    for threads in 1 2; do
        echo "$team agents, 1000 scenarios, $threads threads:"
        cost $team.$threads "$program" whatif $team --sweep volume=-20%..+29%:1% --sweep aht=-10%..+9%:1% \
            --threads $threads --format csv
    done
    cmp $team.1 $team.2 && echo "$team agents: the same bytes, $(($(wc -l <$team.1) / 22 - 1)) scenarios"
    echo "$team agents, 10 scenarios, 2 threads:"
    cost few "$program" whatif $team --sweep volume=-20%..+25%:5% --threads 2 --format csv
done
