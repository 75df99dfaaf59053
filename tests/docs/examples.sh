#!/bin/sh
# Runs the examples of a document and compares what they print with what the document says.
#
#     examples.sh FOLDER_OF_THE_PROGRAM DOCUMENT.md      fails where they differ
#     examples.sh -u FOLDER_OF_THE_PROGRAM DOCUMENT.md   writes what is printed into the document
#
# Fenced blocks that take part, in the order of the document, all in one scratch folder and one shell:
#
#     ```csv calls.csv      the block is the file calls.csv (so are json and text)
#     ```console            lines "$ command", each followed by what it prints, errors included;
#                           a line "..." stands for any lines, "..." at a line's end for its rest
#     ```console about      the same, but numbers may be half or twice as large (or 10 off), weekdays and
#                           clock times others, columns wider: for figures that move when a method
#                           gets better. The words may not differ.
#     ```sh                 commands only; each must end with exit code 0
#     ```sh install         not run: needs the network or installs something
#
# On a terminal the program prints tables; so it does here, unless a command says --format.
set -eu
update=no
if [ "$1" = -u ]; then
    update=yes
    shift
fi
here=$(cd "$(dirname "$0")" && pwd)
programs=$(cd "$1" && pwd)
document=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
mkdir "$work/scratch" "$work/parts"

awk -v parts="$work/parts" -v scratch="$work/scratch" -f "$here/blocks.awk" "$document"

cat >"$work/all.sh" <<'SHELL'
headcount() {
    case "$1 $* " in
    *" --format "* | demo* | explain* | -* | help*) ;;
    *) set -- "$@" --format table ;;
    esac
    command headcount "$@"
}
SHELL
cat "$work/parts/script" >>"$work/all.sh"
(cd "$work/scratch" && PATH="$programs:$PATH" PARTS="$work/parts" NO_COLOR=1 sh "$work/all.sh" </dev/null) || true # the last example may be one that fails

count=0
wrong=0
while read -r number line mode; do
    part=$work/parts/$number
    code=$(cat "$part.code")
    count=$((count + 1))
    same=yes
    awk -v mode="$mode" -f "$here/compare.awk" "$part.want" "$part.out" || same=no
    if [ "$mode" = silent ]; then same=$([ "$code" -eq 0 ] && echo yes || echo no); fi
    if [ "$code" -gt 125 ]; then same=no; fi
    if [ "$same" = yes ]; then continue; fi
    wrong=$((wrong + 1))
    printf '%s:%s: %s (exit code %s)\n' "$document" "$line" "$(head -n 1 "$part.command")" "$code"
    diff "$part.want" "$part.out" || true
done <"$work/parts/list"

if [ "$update" = yes ]; then
    awk -v parts="$work/parts" -f "$here/update.awk" "$document" >"$work/updated"
    cat "$work/updated" >"$document"
fi
echo "$count examples of $(basename "$document"), $wrong differ"
[ "$count" -gt 0 ] && [ "$wrong" -eq 0 ]
