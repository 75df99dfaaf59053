# Takes a document apart: files into scratch/, commands into parts/script, for each command N
# parts/N.command and parts/N.want, and in parts/list its number, line and mode.

function command(text) {
    number++
    print text > (parts "/" number ".command")
    print number, FNR, mode > (parts "/list")
    printf "" > (parts "/" number ".want")
    # The exit code is kept for the next command to ask for ($?).
    printf "{ %s\n} >\"$PARTS/%d.out\" 2>&1\ncode=$?; echo $code >\"$PARTS/%d.code\"; (exit $code)\n", \
        text, number, number > (parts "/script")
}

/^```/ && kind == "" {
    name = $2
    kind = $1 == "```console" ? "console" : $1 == "```sh" && name == "" ? "sh" : name != "" ? "file" : "other"
    if ($1 == "```sh" && name != "") { kind = "other" }
    if (kind == "console") { mode = name == "about" ? "about" : "exact" }
    if (kind == "sh") { mode = "silent" }
    if (kind == "file") { printf "" > (scratch "/" name) }
    next
}
/^```/ {
    kind = ""
    next
}
kind == "file" { print > (scratch "/" name) }
kind == "console" && /^\$ / {
    command(substr($0, 3))
    next
}
kind == "console" { print > (parts "/" number ".want") }
kind == "sh" && !/^ *(#|$)/ { command($0) }
