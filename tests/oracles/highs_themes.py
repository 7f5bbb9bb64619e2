"""Best assignments to themes by HiGHS, to compare ours with.

Reads one model a line, as `optim/examples/oracle_themes.rs` says. Prints one line a model: the most points that an
assignment can have, or `infeasible`.

The model is the plain one, a variable for each member and theme, without what ours knows of members who are alike.
"""

import sys

import highspy


def best(numbers):
    members, themes, fewest, most = (next(numbers) for _ in range(4))
    sizes = [(next(numbers), next(numbers)) for _ in range(themes)]
    highs = highspy.Highs()
    highs.silent()
    # Points are whole numbers: an optimum within a share of itself would not do.
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.5)
    opened = [highs.addBinary() for _ in range(themes)]
    has = [[highs.addBinary(obj=next(numbers)) for _ in range(themes)] for _ in range(members)]

    def in_range(members, theme, lo, hi):
        count = highs.qsum(has[member][theme] for member in members)
        highs.addConstr(count - lo * opened[theme] >= 0)
        highs.addConstr(count - hi * opened[theme] <= 0)

    for row in has:
        highs.addConstr(highs.qsum(row) == 1)
        for theme in range(themes):
            highs.addConstr(row[theme] - opened[theme] <= 0)
    for theme, (lo, hi) in enumerate(sizes):
        in_range(range(members), theme, lo, hi)
    highs.addConstr(highs.qsum(opened) >= fewest)
    highs.addConstr(highs.qsum(opened) <= most)
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
