"""The chances that the fairest lottery over panels gives, by listing every panel and by HiGHS, to compare ours with.

Reads one pool a line, as `optim/examples/oracle_panels.rs` says. Prints one line a pool: each member's chance in the
lottery whose smallest chance is as large as can be, then the next smallest, and so on, which are the same in all such
lotteries; or `infeasible`.

Nothing is priced: the linear program has a variable for each panel there is, by how many of each kind of member are on
it. Members are of a kind when they are in the same lists.
"""

import sys

import highspy

# A row with a dual value above this cannot be had for more.
TIGHT = 1e-7


def read(numbers):
    members, seats, count = (next(numbers) for _ in range(3))
    rules = []
    for _ in range(count):
        lo, hi, size = (next(numbers) for _ in range(3))
        rules.append((lo, hi, {next(numbers) for _ in range(size)}))
    include, exclude = ([next(numbers) for _ in range(next(numbers))] for _ in range(2))
    rules += [(1, 1, {member}) for member in include] + [(0, 0, {member}) for member in exclude]
    rules += [(0, 1, {next(numbers), next(numbers)}) for _ in range(next(numbers))]
    if next(numbers, None) is not None:
        sys.exit("a pool is longer than it says")
    return members, seats, rules


def panels(sizes, seats, rules):
    """Every way to take so many of each kind; rules are over kinds."""
    last = [max(kinds, default=-1) for _, _, kinds in rules]
    taken = []

    def go(kind, left):
        for (lo, hi, kinds), end in zip(rules, last):
            held = sum(taken[of] for of in kinds if of < kind)
            if held > hi or (end < kind and held < lo):
                return
        if kind == len(sizes):
            if left == 0:
                yield tuple(taken)
            return
        for count in range(min(sizes[kind], left) + 1):
            taken.append(count)
            yield from go(kind + 1, left - count)
            taken.pop()

    return list(go(0, seats))


def program(columns, sizes):
    """Rows: shares of panels sum to 1; for each kind, its chance is no less than the level, the last variable."""
    lp = highspy.HighsLp()
    kinds = len(sizes)
    lp.num_col_, lp.num_row_ = len(columns) + 1, kinds + 1
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = [0.0] * len(columns) + [1.0]
    lp.col_lower_ = [0.0] * (len(columns) + 1)
    lp.col_upper_ = [highspy.kHighsInf] * (len(columns) + 1)
    lp.row_lower_, lp.row_upper_ = [1.0] + [0.0] * kinds, [1.0] + [highspy.kHighsInf] * kinds
    starts, rows, values = [], [], []
    for column in columns:
        starts.append(len(rows))
        entries = [(0, 1.0)] + [(kind + 1, count / sizes[kind]) for kind, count in enumerate(column) if count]
        rows += [row for row, _ in entries]
        values += [value for _, value in entries]
    starts += [len(rows), len(rows) + kinds]
    rows += range(1, kinds + 1)
    values += [-1.0] * kinds
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, rows, values
    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("primal_feasibility_tolerance", 1e-9)
    highs.setOptionValue("dual_feasibility_tolerance", 1e-9)
    highs.passModel(lp)
    return highs


def fairest(columns, sizes):
    """The chance of each kind. Whoever has a dual value at the largest level cannot have more in any lottery that
    gives all others the level, and stays at it."""
    highs = program(columns, sizes)
    chances = [None if any(column[kind] for column in columns) else 0.0 for kind in range(len(sizes))]

    def settle(kind, chance):
        chances[kind] = chance
        highs.changeCoeff(kind + 1, len(columns), 0.0)
        highs.changeRowBounds(kind + 1, chance, highspy.kHighsInf)

    for kind in range(len(sizes)):
        if chances[kind] == 0.0:
            settle(kind, 0.0)
    while None in chances:
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            sys.exit(f"HiGHS ends with {highs.getModelStatus()}")
        level, duals = highs.getObjectiveValue(), highs.getSolution().row_dual
        tight = [kind for kind, chance in enumerate(chances) if chance is None and abs(duals[kind + 1]) > TIGHT]
        if not tight:
            sys.exit("nobody is in the way of a larger chance")
        for kind in tight:
            settle(kind, level)
    return chances


def chances(members, seats, rules):
    of, kinds = [], {}
    for member in range(members):
        held = tuple(member in listed for _, _, listed in rules)
        of.append(kinds.setdefault(held, len(kinds)))
    sizes = [of.count(kind) for kind in range(len(kinds))]
    rules = [(lo, hi, {of[member] for member in listed}) for lo, hi, listed in rules]
    columns = panels(sizes, seats, rules)
    if not columns:
        return None
    by_kind = fairest(columns, sizes)
    return [by_kind[kind] for kind in of]


for line in sys.stdin:
    found = chances(*read(int(word) for word in line.split()))
    print("infeasible" if found is None else " ".join(f"{chance:.12f}" for chance in found), flush=True)
