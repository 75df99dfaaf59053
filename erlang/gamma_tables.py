#!/usr/bin/env python3
"""Writes gamma_tables.h: the constants of gamma_ratio.c, from exact rationals and 60-digit sums.

Standard library only.  `python3 gamma_tables.py` prints the header; the test suite runs it where
Python is present and compares.  Formulas and sources: docs/math.md, Staffing.
"""
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60
POWERS = 26  # of eta kept in each coefficient function
ORDERS = 12  # coefficient functions c_0 .. c_11
PIECES = 24  # of erfcx on [0, 6), each 1/4 wide
DEGREE = 10
STEPS = 8  # of beta per unit in the Halfin-Whitt table, up to REACH
REACH = 8
NODES = 48  # of the Gauss-Legendre rule, half of them stored


def mu_series(count):
    """mu = sum alpha_i eta^i, from mu mu' = eta (1 + mu), alpha_1 = 1."""
    alpha = [Fraction(0), Fraction(1)]
    for m in range(2, count + 1):
        # coefficient of eta^m in mu mu' is sum i alpha_i alpha_{m+1-i}; in eta(1 + mu): alpha_{m-1}
        known = sum(i * alpha[i] * alpha[m + 1 - i] for i in range(2, m))
        alpha.append((alpha[m - 1] - known) / (m + 1))
    return alpha


def reciprocal_mu(count):
    """eta / mu as a power series."""
    alpha = mu_series(count + 2)
    ratio = alpha[1:]  # mu / eta
    out = [Fraction(1)]
    for m in range(1, count + 1):
        out.append(-sum(ratio[i] * out[m - i] for i in range(1, m + 1)))
    return out


def stirling(count):
    """g_k of Gamma*(s) ~ sum g_k s^-k, by exponentiating the Bernoulli series of its logarithm."""
    bernoulli = [Fraction(1)]
    for m in range(1, 2 * count + 3):
        total, binomial = Fraction(0), Fraction(1)
        for k in range(m):
            total += binomial * bernoulli[k]
            binomial = binomial * (m + 1 - k) / (k + 1)
        bernoulli.append(-total / (m + 1))
    log = [Fraction(0)] * (count + 1)
    for k in range(1, count + 1):
        if 2 * k - 1 <= count:
            log[2 * k - 1] = bernoulli[2 * k] / (2 * k * (2 * k - 1))
    g = [Fraction(1)]
    for m in range(1, count + 1):
        g.append(sum(j * log[j] * g[m - j] for j in range(1, m + 1)) / m)
    return g


def temme():
    """c_0 = 1/mu - 1/eta, c_k = c'_{k-1} / eta + (-1)^k g_k / mu, as power series of eta."""
    need = POWERS + 2 * ORDERS + 2
    over_mu = reciprocal_mu(need)  # 1/mu = (1/eta) * this
    g = stirling(ORDERS + 1)
    rows = [over_mu[1:]]
    for k in range(1, ORDERS):
        last = rows[-1]
        row = []
        for m in range(-1, len(last) - 2):
            derivative = (m + 2) * last[m + 2]  # coefficient of eta^m in c'/eta
            row.append(derivative + (-1) ** k * g[k] * over_mu[m + 1])
        assert row[0] == 0  # the pole cancels
        rows.append(row[1:])
    return [row[:POWERS] for row in rows], g


def pi():
    """Machin's formula."""
    def arctan_inverse(q):
        total, term, k = Decimal(0), Decimal(1) / q, 0
        while abs(term) > Decimal(10) ** -58:
            total += term / (2 * k + 1) * (-1) ** k
            term /= q * q
            k += 1
        return total
    return 4 * (4 * arctan_inverse(5) - arctan_inverse(239))


PI = pi()


def erfcx(z):
    """exp(z^2) - 2/sqrt(pi) sum 2^k z^(2k+1) / (1 3 5 .. (2k+1)), with digits to spare."""
    total, term, k = Decimal(0), z, 0
    while abs(term) > Decimal(10) ** -58 or 2 * z * z > k:
        total += term
        k += 1
        term = term * 2 * z * z / (2 * k + 1)
    return (z * z).exp() - 2 / PI.sqrt() * total


def cosine(x):
    total, term, k = Decimal(0), Decimal(1), 0
    while abs(term) > Decimal(10) ** -58:
        total += term
        k += 2
        term = -term * x * x / (k * (k - 1))
    return total


def erfcx_piece(piece):
    """Chebyshev interpolation on one piece, as powers of t in [-1, 1]."""
    nodes = DEGREE + 1
    half = Decimal(1) / 8
    centre = Decimal(piece) / 4 + half
    angle = [PI * (2 * i + 1) / (2 * nodes) for i in range(nodes)]
    value = [erfcx(centre + half * cosine(a)) for a in angle]
    cheb = [sum(value[i] * cosine(j * angle[i]) for i in range(nodes)) * 2 / nodes for j in range(nodes)]
    cheb[0] /= 2
    powers = [Decimal(0)] * nodes
    before, now = [Decimal(1)], [Decimal(0), Decimal(1)]
    for j in range(nodes):
        polynomial = before if j == 0 else now
        for i, c in enumerate(polynomial):
            powers[i] += cheb[j] * c
        if j >= 1:
            after = [Decimal(0)] + [2 * c for c in now]
            for i, c in enumerate(before):
                after[i] -= c
            before, now = now, after
    return powers


def legendre(count):
    """Positive half of the Gauss-Legendre nodes on [-1, 1] and their weights, by Newton."""
    nodes = []
    for i in range(count // 2):
        x = cosine(PI * (Decimal(4 * i + 3)) / (4 * count + 2))
        for _ in range(8):
            p0, p1 = Decimal(1), x
            for k in range(2, count + 1):
                p0, p1 = p1, ((2 * k - 1) * x * p1 - (k - 1) * p0) / k
            slope = count * (x * p1 - p0) / (x * x - 1)
            x -= p1 / slope
        nodes.append((x, 2 / ((1 - x * x) * slope * slope)))
    return nodes[::-1]


def halfin_whitt(beta):
    """ln(1 + beta Phi(beta) / phi(beta)) and its slope."""
    ratio = (2 * PI).sqrt() * (beta * beta / 2).exp() - (PI / 2).sqrt() * erfcx(beta / Decimal(2).sqrt())
    inverse = 1 + beta * ratio
    return inverse.ln(), ratio / inverse + beta


def number(v):
    if isinstance(v, Fraction):
        v = Decimal(v.numerator) / Decimal(v.denominator)
    return '%.17g' % float(v) if v != 0 else '0.0'


def table(name, rows, columns):
    lines = ['static const double %s[%d][%d] = {' % (name, len(rows), columns)]
    for row in rows:
        cells = [number(v) for v in row]
        lines.append('    {' + cells[0] + ',')
        for at in range(1, len(cells)):
            lines.append('     ' + cells[at] + (',' if at + 1 < len(cells) else '},'))
    lines.append('};')
    return lines


def main():
    rows, g = temme()
    out = ['/* Made by gamma_tables.py: do not edit. */',
           '#ifndef HC_ERLANG_GAMMA_TABLES_H', '#define HC_ERLANG_GAMMA_TABLES_H', '',
           '/* clang-format off */', '',
           '#define HC_TEMME_ORDERS %d' % ORDERS,
           '#define HC_TEMME_POWERS %d' % POWERS,
           '#define HC_ERFCX_PIECES %d' % PIECES,
           '#define HC_ERFCX_DEGREE %d' % DEGREE,
           '#define HC_HALFIN_WHITT_STEPS %d' % STEPS,
           '#define HC_HALFIN_WHITT_REACH %d' % REACH,
           '#define HC_LEGENDRE_HALF %d' % (NODES // 2), '',
           '/* hc_temme[m][k]: coefficient of eta^m in c_k. */']
    out += table('hc_temme', list(zip(*rows)), ORDERS)
    out += ['', '/* hc_stirling[k]: Gamma*(s) ~ sum g_k s^-k. */',
            'static const double hc_stirling[%d] = {' % ORDERS]
    out += ['    %s,' % number(v) for v in g[:ORDERS]] + ['};']
    out += ['', '/* hc_erfcx_piece[i][k]: coefficient of t^k on z = (i + (t + 1) / 2) / 4. */']
    out += table('hc_erfcx_piece', [erfcx_piece(i) for i in range(PIECES)], DEGREE + 1)
    out += ['', '/* hc_legendre[i]: positive node on [-1, 1] and its weight. */']
    out += table('hc_legendre', legendre(NODES), 2)
    out += ['', '/* hc_halfin_whitt[i]: ln(1 + b Phi(b) / phi(b)) at b = i / HC_HALFIN_WHITT_STEPS, and its',
            ' * slope times the step. */']
    rows = [halfin_whitt(Decimal(i) / STEPS) for i in range(STEPS * REACH + 1)]
    out += table('hc_halfin_whitt', [(value, slope / STEPS) for value, slope in rows], 2)
    out += ['', '/* clang-format on */', '', '#endif']
    print('\n'.join(out))


if __name__ == '__main__':
    main()
