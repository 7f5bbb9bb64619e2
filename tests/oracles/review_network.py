"""The network, the scenario and the plan that a review is of, and what two members have in common, from the contract and
docs/formulas.md alone."""

import json
import math
import sys

import numpy as np

given, plan, review = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:4])
network, scenario = given["network"], given["scenario"]
members = {m["id"]: m for m in network["members"]}
attributes = {a["id"]: a for a in network.get("attributes", [])}
themes = [t["id"] for t in network.get("themes", [])]
ids = list(members)
form = scenario["form"]
coaching = form["form"] == "coaching"


def roles(m):
    return members[m].get("roles", ["learner"])


def first_names(a):
    return {name: names[0] for names in a.get("aliases", []) for name in names}


def answer(m, attribute):
    """A member's answer, as a set for what can be counted and as a number otherwise; None where there is none."""
    if attribute in ("needs", "offers"):
        return set(members[m].get(attribute, [])) or None
    if attribute == "roles":
        return set(roles(m)) or None
    if attribute == "themes":
        return {t for t in themes if wish(m, t) > 0} or None
    a = attributes[attribute]
    value = members[m].get("values", {}).get(attribute)
    if value is None or value == "" or value == []:
        return None
    if a["kind"] in ("category", "set"):
        names = first_names(a)
        return {names.get(v, v) for v in (value if isinstance(value, list) else [value])}
    if a["kind"] == "ordinal":
        return a["levels"].index(value)
    return value % a["period"] if a["kind"] == "cyclic" else value


def wish(m, theme):
    own = members[m].get("themes", [])
    if isinstance(own, dict):
        return own.get(theme, 0.0)
    return (len(own) - own.index(theme)) / len(own) if theme in own else 0.0


def scaled(a, number):
    return math.log10(number) if a.get("scale") == "log" else number


def span(a):
    if a.get("range"):
        return scaled(a, a["range"][1]) - scaled(a, a["range"][0])
    known = [scaled(a, answer(m, a["id"])) for m in ids if answer(m, a["id"]) is not None]
    return max(known) - min(known) if known else 0.0


spans = {i: span(a) for i, a in attributes.items() if a["kind"] == "number"}


def rarity(attribute):
    known = [answer(m, attribute) for m in ids if answer(m, attribute)]
    return {v: math.log(len(known) / sum(v in k for k in known)) for v in set().union(*known, set())}


weights = {i: rarity(i) for i, a in attributes.items() if a["kind"] == "set" and a.get("idf")}


def jaccard(x, y, weight=None):
    total = sum(weight[v] if weight else 1 for v in x | y)
    return sum(weight[v] if weight else 1 for v in x & y) / total if total > 0 else None


def similarity(attribute, p, q):
    x, y = answer(p, attribute), answer(q, attribute)
    if attribute == "themes":
        big = sum(max(wish(p, t), wish(q, t)) for t in themes)
        return sum(min(wish(p, t), wish(q, t)) for t in themes) / big if big > 0 else None
    if x is None or y is None:
        return None
    kind = attributes[attribute]["kind"] if attribute in attributes else "set"
    if kind == "category":
        return float(x == y)
    if kind == "set":
        return jaccard(x, y, weights.get(attribute))
    a = attributes[attribute]
    if kind == "ordinal":
        return 1 - abs(x - y) / (len(a["levels"]) - 1)
    if kind == "number":
        return max(0.0, 1 - abs(scaled(a, x) - scaled(a, y)) / spans[attribute]) if spans[attribute] > 0 else 1.0
    straight = abs(x - y)
    return 1 - min(straight, a["period"] - straight) / (a["period"] / 2)


def tie_of(p, q):
    return [t for t in network.get("ties", []) if {t["a"], t["b"]} == {p, q}]


tied = {}
for tie in network.get("ties", []):
    tied.setdefault(frozenset((tie["a"], tie["b"])), []).append(tie)


def known(p, q):
    both = tied.get(frozenset((p, q)), [])
    if not both:
        return 0.0
    trusts = [t["trust"] for t in both if t.get("trust") is not None]
    if trusts:
        return min(trusts)
    met = any(t.get("met") for t in both)
    return 0.0 if not met and any(t.get("conflict") or t.get("sameParent") for t in both) else 1.0


def conflict(p, q):
    return any(t.get("conflict") for t in tied.get(frozenset((p, q)), []))


def barred(p, q):
    both = tied.get(frozenset((p, q)), [])
    if form["form"] == "communities":
        return conflict(p, q)
    again = form["form"] == "pairs" and form.get("rounds", 1) > 1
    return any(t.get("conflict") or t.get("sameParent") or (again and t.get("met")) for t in both)


def coverage(learner, other):
    needs = members[learner].get("needs", [])
    return len(set(needs) & set(members[other].get("offers", []))) / len(set(needs)) if needs else None


def affinity(p, q):
    """Of peers, or of a learner and a coach."""
    mix, total, weight_sum = scenario.get("mix", 0.5), 0.0, 0.0
    for c in scenario.get("criteria", []):
        on, want, weight = c["on"], c["want"], c.get("weight", 1)
        if want == "preferred":
            continue
        if want == "exchange":
            value = coverage(p, q)
            if not coaching:
                back = coverage(q, p)
                if value is None or back is None:
                    value = None
                else:
                    value = 2 * value * back / (value + back) if value + back > 0 else 0.0
        elif on == "ties":
            value = known(p, q) if want == "known" else 1 - known(p, q)
        else:
            value = similarity(on, p, q)
            weight *= (1 - mix) if want == "common" else mix
            value = value if value is None or want == "common" else 1 - value
        if value is not None:
            total, weight_sum = total + weight * value, weight_sum + weight
    return total / weight_sum if weight_sum > 0 else 0.0


cache = {}


def a(p, q):
    if (p, q) not in cache:
        cache[p, q] = affinity(p, q)
    return cache[p, q]


groups = [(g["id"], g["members"], g.get("theme"), g.get("round")) for g in plan["groups"]]
matches = [(c["coach"], c["learner"]) for c in plan["coaching"]]
if coaching:
    of_coach = {c: [l for k, l in matches if k == c] for c in ids if any(k == c for k, _ in matches)}
    circles = [(c, [c, *own]) for c, own in of_coach.items()]
    pool = ids
    partners = {m: {c for c, l in matches if l == m} | {l for c, l in matches if c == m} for m in ids}
    helpers = {m: {c for c, l in matches if l == m} for m in ids}
else:
    circles = [(g[0], g[1]) for g in groups]
    placed = {m for _, own in circles for m in own}
    pool = [m for m in ids if m in placed or {"learner", "lead"} & set(roles(m))]
    partners = {m: {q for _, own in circles if m in own for q in own} - {m} for m in ids}
    helpers = partners


def mean(numbers):
    return float(np.mean(numbers)) if len(numbers) else None


def gini(numbers):
    x = np.array(numbers, dtype=float)
    if not len(x) or (x < 0).any():
        return None
    return float(np.abs(x[:, None] - x[None, :]).sum() / (2 * len(x) ** 2 * x.mean())) if x.sum() > 0 else 0.0
