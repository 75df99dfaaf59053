# Turns C sources into "file<TAB>line<TAB>code" with comments dropped and strings emptied, so that a
# word in a text is never taken for a call. #include lines keep their path.

FNR == 1 { in_comment = 0 }

function skip_quoted(rest, quote,    at) {
    rest = substr(rest, 2)
    for (at = 1; at <= length(rest); at++) {
        if (substr(rest, at, 1) == "\\") {
            at++
        } else if (substr(rest, at, 1) == quote) {
            return substr(rest, at + 1)
        }
    }
    return ""
}

function code_of(line,    code, first, end) {
    code = ""
    while (line != "") {
        if (in_comment) {
            end = index(line, "*/")
            if (end == 0) { return code }
            line = substr(line, end + 2)
            in_comment = 0
            code = code " "
        } else if (match(line, /["'\/]/) == 0) {
            return code line
        } else {
            code = code substr(line, 1, RSTART - 1)
            line = substr(line, RSTART)
            first = substr(line, 1, 1)
            if (substr(line, 1, 2) == "//") { return code }
            if (substr(line, 1, 2) == "/*") {
                in_comment = 1
                line = substr(line, 3)
            } else if (first == "/") {
                code = code "/"
                line = substr(line, 2)
            } else {
                code = code first first
                line = skip_quoted(line, first)
            }
        }
    }
    return code
}

{
    line = $0
    if (!in_comment && line ~ /^[ \t]*#[ \t]*include/) {
        sub(/\/[\/*].*$/, "", line)
        code = line
    } else {
        code = code_of(line)
    }
    if (code ~ /[^ \t]/) { printf "%s\t%d\t%s\n", FILENAME, FNR, code }
}
