"""Best assignments to themes by HiGHS, to compare ours with.

Reads one model a line, as `optim/examples/oracle_themes.rs` says. Prints one line a model: the most points that an
assignment can have, or `infeasible`.

The model is the plain one, a variable for each member and theme, without what ours knows of members who are alike.
"""

import sys

import highspy


def best(numbers):
    members, themes, fewest, most = (next(numbers) for _ in range(4))
    ranges = [tuple(next(numbers) for _ in range(4)) for _ in range(themes)]
    points = [[next(numbers) for _ in range(themes)] for _ in range(members)]
    highs = highspy.Highs()
    highs.silent()
    # Points are whole numbers: an optimum within a share of itself would not do.
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.5)
    groups = [highs.addIntegral(lb=lo, ub=hi) for _, _, lo, hi in ranges]
    has = [[highs.addIntegral(lb=0, ub=0 if worth < 0 else 1, obj=worth) for worth in row] for row in points]

    def in_range(members, theme, lo, hi):
        count = highs.qsum(has[member][theme] for member in members)
        highs.addConstr(count - lo * groups[theme] >= 0)
        highs.addConstr(count - hi * groups[theme] <= 0)

    for row in has:
        highs.addConstr(highs.qsum(row) == 1)
        for theme in range(themes):
            highs.addConstr(row[theme] - groups[theme] <= 0)
    for theme, (lo, hi, _, _) in enumerate(ranges):
        in_range(range(members), theme, lo, hi)
    highs.addConstr(highs.qsum(groups) >= fewest)
    highs.addConstr(highs.qsum(groups) <= most)
    for _ in range(next(numbers)):
        theme, lo, hi, count = (next(numbers) for _ in range(4))
        in_range([next(numbers) for _ in range(count)], theme, lo, hi)
    if next(numbers, None) is not None:
        sys.exit("a model is longer than it says")

    highs.maximize()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return "infeasible"
    if status != highspy.HighsModelStatus.kOptimal:
        sys.exit(f"HiGHS ends with {status}")
    return round(highs.getObjectiveValue())


for line in sys.stdin:
    print(best(int(word) for word in line.split()), flush=True)
