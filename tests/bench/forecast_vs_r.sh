#!/bin/sh
# Headcount against R's forecast package (stlf, ETS on days; tbats on six origins) on the same
# origins of the public sets in the same run: interval and day errors one week ahead and
# processor seconds an origin. stlf is shown twice: on the latest 26 weeks, which is faster, and
# on the whole history, which is what Headcount reads. R's models see open slots of open weekdays
# only, absent days filled from last week, which is to their advantage; their seconds are of the
# forecast and its bands, Headcount's of its back-tests, paths and reading the file too.
# usage: forecast_vs_r.sh HEADCOUNT DATA_FOLDER [origins of each set, default all]
set -eu
program=$1 data=$2 most=${3:-99}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! Rscript -e 'library(forecast)' >/dev/null 2>&1; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends r-cran-forecast >/dev/null
fi

cat >"$work/peers.R" <<'R'
suppressMessages(library(forecast))
a <- commandArgs(TRUE)
data <- read.csv(a[1]); origins <- as.Date(strsplit(a[2], ",")[[1]])
ours <- read.csv(a[3]); our_s <- as.numeric(a[4])
stamp <- function(x) as.POSIXct(x, format = "%Y-%m-%dT%H:%M:%S", tz = "UTC")
data$t <- stamp(data$timestamp); data$day <- as.Date(data$t)
data$minute <- as.integer(difftime(data$t, as.POSIXct(data$day), units = "mins"))
weekday <- function(d) as.integer(format(d, "%u"))
minutes <- sort(unique(data$minute)); open <- sort(unique(weekday(data$day)))
days <- seq(min(data$day), max(data$day), by = 1); days <- days[weekday(days) %in% open]
calls <- matrix(NA_real_, length(days), length(minutes))
calls[cbind(match(data$day, days), match(data$minute, minutes))] <- data$volume
came <- calls                                   # scored: only what was recorded
for (i in which(rowSums(!is.na(calls)) == 0)) if (i > length(open)) calls[i, ] <- calls[i - length(open), ]
calls[is.na(calls)] <- 0
per_day <- length(minutes); per_week <- per_day * length(open)

stl_ets <- function(y, total, h) stlf(ts(y, frequency = per_week), h = h * per_day)$mean
models <- list(
    "stlf, 26 weeks" = stl_ets,
    "stlf, whole history" = stl_ets,
    "ETS of days x shares" = function(y, total, h) {
        f <- forecast(ets(ts(total, frequency = length(open))), h = h)$mean
        m <- matrix(tail(y, 8 * per_week), ncol = per_day, byrow = TRUE)
        at <- rep(seq_along(open), length.out = nrow(m))
        out <- sapply(seq_len(h), function(i) {
            p <- colSums(m[at == (i - 1) %% length(open) + 1, , drop = FALSE])
            max(0, f[i]) * p / max(1e-9, sum(p)) })
        as.numeric(out) },
    "tbats (six origins)" = function(y, total, h) {
        y <- msts(tail(y, 8 * per_week), seasonal.periods = c(per_day, per_week))
        forecast(tbats(y, use.parallel = FALSE, use.box.cox = FALSE, use.trend = FALSE), h = h * per_day)$mean })

line <- function(name, e, s, n) cat(sprintf("  %-22s interval %.4f  day %.4f  %8.3f CPU s an origin, %.1f times ours (%d origins)\n",
    name, e[1], e[2], s, s / our_s, n))
wape <- function(said, real) {
    said[is.na(real)] <- NA
    c(sum(abs(said - real), na.rm = TRUE), sum(abs(rowSums(said, na.rm = TRUE) - rowSums(real, na.rm = TRUE))), sum(real, na.rm = TRUE)) }
span <- function(o) which(days >= o & days < o + 7)
add <- function(list_of) { s <- Reduce(`+`, list_of); s[1:2] / s[3] }

ours$t <- stamp(ours$timestamp); ours$day <- as.Date(ours$t)
ours$minute <- as.integer(difftime(ours$t, as.POSIXct(ours$day), units = "mins"))
score_ours <- function(os) add(lapply(os, function(o) {
    said <- matrix(0, length(days), per_day)
    part <- ours[as.Date(substr(ours$origin, 1, 10)) == o & ours$day %in% days & ours$minute %in% minutes, ]
    said[cbind(match(part$day, days), match(part$minute, minutes))] <- part$mean
    wape(said[span(o), , drop = FALSE], came[span(o), , drop = FALSE]) }))
line("Headcount", score_ours(origins), our_s, length(origins))
for (name in names(models)) {
    if (grepl("tbats", name) && per_day > 60) next # many minutes for one origin of five-minute intervals
    os <- if (grepl("six", name)) origins[unique(round(seq(1, length(origins), length.out = 6)))] else origins
    cpu <- 0; errors <- list()
    for (i in seq_along(os)) {
        past <- which(days < os[i])
        if (!grepl("whole", name)) past <- tail(past, 26 * length(open))
        y <- as.numeric(t(calls[past, ])); ahead <- span(os[i])
        began <- proc.time()
        f <- models[[name]](y, rowSums(calls[past, ]), length(ahead))
        took <- proc.time() - began; cpu <- cpu + took[[1]] + took[[2]]
        errors[[i]] <- wape(matrix(pmax(0, f), ncol = per_day, byrow = TRUE), came[ahead, , drop = FALSE])
    }
    line(name, add(errors), cpu / length(os), length(os))
    if (grepl("six", name)) line("Headcount on the same", score_ours(os), our_s, length(os))
}
R

# Origins: first day, how many, how many days apart.
run_set() {
    name=$1 days=$2 first=$3 count=$4 apart=$5
    if [ "$count" -gt "$most" ]; then count=$most; fi
    origins=$first
    i=1
    while [ "$i" -lt "$count" ]; do
        origins=$origins,$(date -u -d "$first + $((i * apart)) days" +%F)
        i=$((i + 1))
    done
    times=$work/times
    { command time -f '%U' -o "$times" "$program" backtest "$data/$name.csv" --special-days "$data/$days" \
        --origins "$origins" --horizon 7d --forecasts "$work/ours.csv" --quiet >/dev/null; } || exit 1
    each=$(awk -v n="$count" '{ print $1 / n }' "$times")
    echo "$name"
    Rscript "$work/peers.R" "$data/$name.csv" "$origins" "$work/ours.csv" "$each"
}
run_set bankcalls_5min bankcalls_days.csv 2003-08-04 12 7
run_set anonbank_30min anonbank_days.csv 1999-05-09 12 7
run_set uihc_ed_60min uihc_ed_days.csv 2017-04-03 13 28
