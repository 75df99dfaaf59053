# Prints the document with what each command of a console block really printed. Examples with
# "..." are kept as they are: only a person knows what they leave out.

function outcome(    line, whole, leaves_out) {
    if (number == 0) { return }
    whole = ""
    while ((getline line < (parts "/" number ".out")) > 0) {
        sub(/[ \t]+$/, "", line)
        whole = whole line "\n"
    }
    leaves_out = said ~ /\.\.\.\n/
    printf "%s", leaves_out ? said : whole
    said = ""
}

/^```/ && !inside {
    inside = 1
    console = $1 == "```console"
    silent = $1 == "```sh" && $2 == ""
    print
    next
}
/^```/ {
    if (console && begun) { outcome() }
    inside = begun = 0
    print
    next
}
inside && console && /^\$ / {
    if (begun) { outcome() }
    begun = 1
    number++
    print
    next
}
inside && console && begun {
    said = said $0 "\n"
    next
}
inside && silent && !/^ *(#|$)/ { number++ }
{ print }
