"""Makes the expected values of this folder: pip install lifelines statsmodels; python make-expected.py

The tests read the files; nobody needs Python to run them. versions.txt says what they were made with."""

import csv
from importlib.metadata import version

import numpy as np
import statsmodels.api as sm
from lifelines import KaplanMeierFitter
from lifelines.datasets import load_leukemia, load_waltons
from lifelines.statistics import logrank_test
from statsmodels.stats.multitest import multipletests


def write(name, header, rows):
    with open(name, "w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([header, *rows])


def survival(name, times, events, groups, horizons):
    write(f"{name}.csv", ["group", "day", "event"], zip(groups, times, events))
    curves = []
    for group in sorted(set(groups)):
        of = groups == group
        km = KaplanMeierFitter(alpha=0.05).fit(times[of], events[of])
        table = km.event_table
        for day in table.index[1:]:
            low, high = km.confidence_interval_survival_function_.loc[day]
            left = km.survival_function_at_times(day).iloc[0]
            interval = ["", ""] if left in (0, 1) else [repr(float(1 - high)), repr(float(1 - low))]
            row = table.loc[day]
            curves.append([group, int(day), int(row["at_risk"]), int(row["observed"]), repr(float(1 - left)), *interval])
    write(f"{name}-curves.csv", ["group", "day", "at_risk", "events", "rate", "low", "high"], curves)
    a, b = (groups == g for g in sorted(set(groups)))
    tests = []
    for horizon in horizons:
        result = logrank_test(times[a], times[b], events[a], events[b], t_0=horizon)
        tests.append([horizon, repr(float(result.test_statistic)), repr(float(result.p_value))])
    write(f"{name}-log-rank.csv", ["until_day", "chi_square", "p"], tests)


# Freireich et al. (1963), as Kleinbaum and Klein print it: log-rank 16.79.
leukemia = load_leukemia()
survival("leukemia", leukemia["t"].to_numpy().astype(int), leukemia["status"].to_numpy(), leukemia["Rx"].to_numpy(), [12, 60])
waltons = load_waltons()
survival("waltons", waltons["T"].to_numpy().astype(int), waltons["E"].to_numpy(), (waltons["group"] == "control").astype(int).to_numpy(), [40, 100])

p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986]
write("benjamini-hochberg.csv", ["p", "q"], zip(p, (repr(float(q)) for q in multipletests(p, method="fdr_bh")[1])))

# Cells of channel (4), band (3) and a factor that depends on both.
random = np.random.default_rng(20240601)
cells, design, outcome = [], [], []
for channel in range(4):
    for band in range(3):
        for factor in range(2):
            n = int(random.integers(5, 60)) * (1 + factor * channel)
            odds = -1.2 + 0.3 * channel - 0.2 * band + 0.5 * factor + 0.4 * factor * (channel == 2)
            events = int(random.binomial(n, 1 / (1 + np.exp(-odds))))
            cells.append([channel, band, factor, n, events])
            x = [1.0] + [float(channel == c) for c in (1, 2, 3)] + [float(band == b) for b in (1, 2)] + [float(factor)]
            design += [x] * n
            outcome += [1] * events + [0] * (n - events)
write("logistic-cells.csv", ["channel", "band", "factor", "people", "events"], cells)
fit = sm.Logit(np.array(outcome), np.array(design)).fit(disp=0, cov_type="HC0", tol=1e-14, maxiter=100)
effects = fit.get_margeff(at="overall", method="dydx", dummy=True)
low, high = effects.conf_int()[-1]
write("logistic-effect.csv", ["effect", "error", "low", "high"], [[repr(float(effects.margeff[-1])), repr(float(effects.margeff_se[-1])), repr(float(low)), repr(float(high))]])

with open("versions.txt", "w") as out:
    out.writelines(f"{package} {version(package)}\n" for package in ("lifelines", "statsmodels", "numpy", "scipy"))
