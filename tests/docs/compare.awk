# compare.awk WANT OUT: exit code 0 when what came is what was wanted; see examples.sh.

function near(a, b) {
    return (a - b <= 10 && b - a <= 10) || (a <= 2 * b && b <= 2 * a)
}

# Weekdays, clock times and blanks are alike everywhere.
function plain(text) {
    gsub(/(Mon|Tue|Wed|Thu|Fri|Sat|Sun) /, "Day ", text)
    gsub(/[0-9]+:[0-9][0-9]/, "0:00", text)
    gsub(/[ \t]+/, " ", text)
    return text
}

# Takes both lines apart at their numbers.
function about(want, came, begins,    a, b) {
    want = plain(want)
    came = plain(came)
    while (match(want, /[-+]?[0-9]+(\.[0-9]+)?/)) {
        a = substr(want, RSTART, RLENGTH)
        if (substr(want, 1, RSTART - 1) != substr(came, 1, RSTART - 1)) { return 0 }
        want = substr(want, RSTART + RLENGTH)
        came = substr(came, RSTART)
        if (!match(came, /^[-+]?[0-9]+(\.[0-9]+)?/)) { return 0 }
        b = substr(came, 1, RLENGTH)
        came = substr(came, RLENGTH + 1)
        if (!near(a + 0, b + 0)) { return 0 }
    }
    return begins ? index(came, want) == 1 : want == came
}

function same(want, came,    begins) {
    sub(/[ \t]+$/, "", want)
    sub(/[ \t]+$/, "", came)
    begins = want ~ /\.\.\.$/
    if (begins) { want = substr(want, 1, length(want) - 3) }
    if (mode == "about") { return about(want, came, begins) }
    return begins ? index(came, want) == 1 : want == came
}

FILENAME == ARGV[1] { wants[++want_count] = $0 }
FILENAME != ARGV[1] { lines[++line_count] = $0 }
END {
    # A wildcard match over lines: at a mismatch the last "..." takes one line more.
    i = j = 1
    star = 0
    while (j <= line_count) {
        if (i <= want_count && wants[i] == "...") {
            star = i++
            from = j
        } else if (i <= want_count && same(wants[i], lines[j])) {
            i++
            j++
        } else if (star > 0) {
            i = star + 1
            j = ++from
        } else {
            exit 1
        }
    }
    while (i <= want_count && wants[i] == "...") { i++ }
    exit i <= want_count
}
