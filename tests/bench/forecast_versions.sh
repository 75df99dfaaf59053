#!/bin/sh
# Headcount against two reference forecasters on thinned, growing, jumping and gappy versions of
# the public sets and on drawn 24x7 series, on the same origins in the same run: errors one and
# four weeks ahead by interval and by day, bias and bands, and how they stand to the better
# reference; then means of each kind and what is behind. Versions are drawn: a seed is one draw,
# so what is learnt from one has to hold for others.
# The references take a second an origin; with a folder to keep, what they said stays there.
# usage: forecast_versions.sh HEADCOUNT DATA_FOLDER REFERENCES_FOLDER [seed, default 1] [folder]
set -eu
program=$1 data=$2 references=$3 seed=${4:-1} work=${5:-}
if [ -z "$work" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
python=python3
if ! $python -c 'import numpy, scipy' 2>/dev/null; then python=/usr/bin/python3; fi
if ! $python -c 'import numpy, scipy' 2>/dev/null; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends python3-numpy python3-scipy >/dev/null
fi
mkdir -p "$work"
cat >"$work/versions.py" <<'PY'
import csv, json, os, shutil, subprocess, sys, zlib
from datetime import datetime, timedelta
import numpy as np

program, data, references, seed, work = sys.argv[1:6]
only = sys.argv[6:] or ['']
ORIGINS, AHEAD = 5, 28
SETS = {'bankcalls': ('bankcalls_5min', 2, 0), 'anonbank': ('anonbank_30min', 3, 0), 'uihc': ('uihc_ed_60min', 8, 728)}
KINDS = ['thinned to 1/3', 'thinned to 1/10', 'exponential growth', 'linear growth', 'growth that ends', 'jump', 'gaps', 'all at once']
LOW, HIGH = ('q10', 'q025'), ('q90', 'q975')


def read(path):
    with open(path) as f:
        rows = [(datetime.fromisoformat(r['timestamp']), float(r['volume'])) for r in csv.DictReader(f)]
    return [t for t, _ in rows], np.array([v for _, v in rows])


def drawn(rng):
    """Two years of a centre that never closes: tenfold growth, a level that wanders, days and
    intervals more dispersed than Poisson."""
    days = 728
    hour = np.arange(24)
    shape = np.exp(.9 * np.cos(2 * np.pi * (hour - rng.uniform(12, 17)) / 24) + .3 * np.cos(4 * np.pi * (hour - rng.uniform(0, 12)) / 24))
    week = np.exp(rng.normal(0, .15, 7))
    level = np.cumsum(rng.normal(0, .008, days))
    memory = np.zeros(days)
    for d in range(1, days): memory[d] = .6 * memory[d - 1] + rng.normal(0, .05)
    day = np.exp(level + memory) * week[np.arange(days) % 7] * rng.uniform(300, 3000)
    mean = np.outer(day, shape / shape.sum()) * rng.gamma(60, 1 / 60, (days, 24))
    start = datetime(2021, 3, 1)
    return [start + timedelta(hours=int(i)) for i in range(24 * days)], rng.poisson(mean.ravel()).astype(float)


def growth(kind, x, rng):
    """Share of today's volume at x, from 0 (the history's start) to 1."""
    if kind in ('exponential growth', 'all at once', 'drawn'): return 10 ** (x - 1)
    if kind == 'linear growth': return .2 + .8 * x
    if kind == 'growth that ends':
        return .1 + .9 / (1 + np.exp(-(x - rng.uniform(.5, .7)) / .06))
    return np.ones_like(x)


def make(base, kind):
    """Times, counts, origins and the days of jumps of a version."""
    rng = np.random.default_rng([int(seed), zlib.crc32((base + kind).encode())])
    if kind == 'drawn': (times, volume), step, last = drawn(rng), 8, 0
    else:
        name, step, last = SETS[base]
        times, volume = read(os.path.join(data, name + '.csv'))
    if last and kind not in ('thinned to 1/3', 'thinned to 1/10'):
        at = [i for i, t in enumerate(times) if (times[-1] - t).days < last]
        times, volume = [times[i] for i in at], volume[at]
    first = times[0].date()
    day = np.array([(t.date() - first).days for t in times])
    days = day[-1] + 1
    origins = [days - AHEAD - 7 * step * k for k in range(ORIGINS)][::-1]
    share = growth(kind, day / days, rng)
    if kind in ('thinned to 1/3', 'all at once'): share = share / 3
    if kind == 'thinned to 1/10': share = share / 10
    jumps = []
    if kind in ('jump', 'all at once', 'drawn'):
        for k in range(1, ORIGINS, 2) if step > 6 else [2]:
            at, up = origins[k] - int(rng.integers(5, 29)), rng.random() < .5
            share = np.where((day < at) == up, share * .62, share)
            jumps.append(at)
    volume = rng.binomial(np.round(volume).astype(int), np.clip(share, 0, 1)).astype(float)
    keep = np.ones(len(times), bool)
    if kind in ('gaps', 'all at once', 'drawn'):
        middle = (days - AHEAD) // 2 + 14
        for weeks, low, high in ((2, 28, middle - 28), (1, middle, days - AHEAD)):
            at = int(rng.integers(low, high))
            keep &= ~((day >= at) & (day < at + 7 * weeks))
        for at in rng.integers(0, days, 8): keep &= day != at
        if jumps:                                   # and some days around a jump unknown
            keep &= ~((day >= jumps[0] - 3) & (day < jumps[0] + 2))
    date = [(first + timedelta(days=int(o))).isoformat() for o in origins]
    return [t for t, k in zip(times, keep) if k], volume[keep], date, [(first + timedelta(days=int(j))).isoformat() for j in jumps]


def read_forecast(path):
    said = {}
    with open(path) as f:
        for r in csv.DictReader(f): said.setdefault(r['origin'][:10], {})[r['timestamp'][:19]] = r
    return said


def score(path, times, volume, origins, jumps):
    """Sums of a forecast file by days ahead; of origins whose horizon has no jump."""
    said, sums = read_forecast(path), {}
    for ahead in (7, AHEAD):
        s = np.zeros(7)
        for origin in origins:
            start = datetime.fromisoformat(origin)
            end = start + timedelta(days=ahead)
            if any(origin < j < end.isoformat()[:10] for j in jumps): continue
            by_day = {}
            for t, y in zip(times, volume):
                if not start <= t < end: continue
                r = said.get(origin, {}).get(t.isoformat())
                if r is None: sys.exit('%s: no forecast of %s' % (path, t))
                m = float(r['mean'])
                inside = [float(r[a]) <= y <= float(r[b]) for a, b in zip(LOW, HIGH)]
                s[:6] += [abs(m - y), y, m, inside[0], inside[1], 1]
                d = by_day.setdefault(t.date(), [0., 0.])
                d[0] += m
                d[1] += y
            s[6] += sum(abs(a - b) for a, b in by_day.values())
        sums[ahead] = dict(interval=s[0] / s[1], day=s[6] / s[1], bias=s[2] / s[1] - 1, c80=s[3] / s[5], c95=s[4] / s[5])
    return sums


def reference(name, folder, label, origins, version):
    kept = os.path.join(folder, name + '.json')
    if not os.path.exists(kept):
        with open(os.path.join(folder, 'origins.json'), 'w') as f: json.dump({label: dict(origins=[o + 'T00:00:00' for o in origins])}, f)
        shutil.copy(os.path.join(references, name + '.py'), folder)
        os.chmod(os.path.join(folder, name + '.py'), 0o644)
        done = subprocess.run([sys.executable, os.path.join(folder, name + '.py'), '--data', os.path.join(folder, label + '_x.csv'), '--set', label, '--out', folder],
                              env=dict(os.environ, OPENBLAS_NUM_THREADS='1'), stderr=subprocess.DEVNULL)
        if done.returncode:                             # not made for such gaps
            print('%s cannot read %s' % (name, folder), file=sys.stderr)
            return None
        with open(kept, 'w') as f: json.dump(score(os.path.join(folder, name + '.csv'), *version), f)
        os.remove(os.path.join(folder, name + '.csv'))
    with open(kept) as f: return {int(k): v for k, v in json.load(f).items()}


def run(base, kind):
    folder = os.path.join(work, 'seed%s_%s_%s' % (seed, base, kind.replace(' ', '_').replace('/', '_')))
    os.makedirs(folder, exist_ok=True)
    version = times, volume, origins, jumps = make(base, kind)
    label = base if base in SETS else 'uihc_' + base       # of a centre that never closes
    history, days = os.path.join(folder, label + '_x.csv'), os.path.join(folder, label + '_days.csv')
    with open(history, 'w') as f:
        f.write('timestamp,volume\n' + ''.join('%s,%d\n' % (t.isoformat(), y) for t, y in zip(times, volume)))
    arguments = []
    if base in SETS:
        shutil.copy(os.path.join(data, SETS[base][0].rsplit('_', 1)[0] + '_days.csv'), days)
        os.chmod(days, 0o644)
        arguments = ['--special-days', days]
    ours = os.path.join(folder, 'ours.csv')
    subprocess.run([program, 'backtest', history, '--origins', ','.join(origins), '--horizon', '28d', '--forecasts', ours, '--quiet'] + arguments,
                   check=True, stdout=subprocess.DEVNULL)
    others = [reference(r, folder, label, origins, version) for r in ('ref', 'ref2')]
    return [score(ours, *version)] + [o for o in others if o]


behind, kinds = [], {}
versions = [(b, k) for k in KINDS for b in SETS] + [('drawn%d' % i, 'drawn') for i in (1, 2, 3)]
print('%-22s %-10s %4s  %7s %6s  %6s %5s %5s   %8s %6s' % ('kind', 'set', 'days', 'interval', 'day', 'bias', '80 %', '95 %', 'to the better reference', ''))
for base, kind in versions:
    if not any(o in base + ' ' + kind for o in only): continue
    ours, *others = run(base, kind)
    for ahead in (7, AHEAD):
        m = ours[ahead]
        ratio = [m[by] / min(o[ahead][by] for o in others) for by in ('interval', 'day')]
        print('%-22s %-10s %4d   %.4f  %.4f  %+5.1f%% %.3f %.3f   %.3f  %.3f%s' % (kind, base, ahead, m['interval'], m['day'], 100 * m['bias'], m['c80'], m['c95'], *ratio,
              '  behind' if max(ratio) > 1 else ''), flush=True)
        kinds.setdefault((kind, ahead), []).append(ratio + [m[x] for x in ('interval', 'day', 'bias', 'c80', 'c95')])
        behind += [(r, '%s %s %d days by %s' % (kind, base, ahead, by)) for r, by in zip(ratio, ('interval', 'day')) if r > 1]
print('means')
for (kind, ahead), rows in list(kinds.items()) + [(('all', a), [r for (k, h), rows in kinds.items() if h == a for r in rows]) for a in (7, AHEAD)]:
    m = np.mean(rows, 0)
    print('%-33s %4d   %.4f  %.4f  %+5.1f%% %.3f %.3f   %.3f  %.3f' % (kind, ahead, m[2], m[3], 100 * m[4], m[5], m[6], *np.exp(np.mean(np.log([r[:2] for r in rows]), 0))))
print('behind the better reference: %d of %d figures' % (len(behind), 2 * sum(len(r) for r in kinds.values())))
for r, what in sorted(behind, reverse=True): print('  %.3f  %s' % (r, what))
PY
if [ $# -gt 5 ]; then shift 5; else shift $#; fi
nice "$python" "$work/versions.py" "$program" "$data" "$references" "$seed" "$work" "$@"
