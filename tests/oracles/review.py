"""Every number of a review, worked out once more from the network alone, with networkx and numpy.

Arguments: a file with network and scenario, the plan, the review. Prints how many numbers agree within 1e-9, or says which
does not and fails. It shares nothing with the engine but the contract's words and docs/formulas.md: groups are scanned anew
for each question, and faultlines divided in every way there is.
"""

import math
import sys
from fractions import Fraction
from itertools import combinations

import networkx as nx
import numpy as np

from review_network import *

CLOSE = 1e-9
VIABLE = 4

checked = 0


def same(found, right, what):
    global checked
    checked += 1
    if isinstance(right, (float, np.floating)) or isinstance(found, float):
        ok = found is not None and right is not None and abs(found - right) <= CLOSE * max(1.0, abs(right))
    else:
        ok = found == right
    if not ok:
        sys.exit(f"{what}: the review says {found}, it is {right}")


# --- fairness

preferred = [c.get("weight", 1) for c in scenario.get("criteria", []) if c["want"] == "preferred"]
preference = 0.0 if not form.get("themes") else float(sum(preferred)) if preferred else 1.0


def place(m, own, theme):
    """What a place in a group is worth to a member, in the objective's terms."""
    others = [q for q in own if q != m]
    affinities = sum(a(m, q) for q in others)
    average = affinities / len(others) if others else 0.0
    wished = preference * wish(m, theme) if theme else 0.0
    if form["form"] == "pairs":
        return average / 2
    return (affinities / 2 if form.get("objective") == "total" else average) + wished


def fairness():
    found = review["fairness"]
    served = [m for m in ids if "learner" in roles(m)] if coaching else pool
    scores, values = {}, {}
    for m in served:
        met = [a(m, c) for c in helpers[m]] if coaching else [a(m, q) for _, own, *_ in groups if m in own for q in own if q != m]
        scores[m] = mean(met)
        values[m] = sum(met) if coaching else sum(place(m, own, theme) for _, own, theme, _ in groups if m in own)
    same([x["member"] for x in found["members"]], served, "fairness.members")
    for x in found["members"]:
        same(x["score"], scores[x["member"]], f"score of {x['member']}")
        same(x["value"], float(values[x["member"]]), f"value of {x['member']}")
    have = [s for s in scores.values() if s is not None]
    same(found["mean"], mean(have), "fairness.mean")
    same(found["gini"], gini(have), "fairness.gini")
    same(found["worst"]["score"], min(have), "fairness.worst")
    same(found["unmatched"], len(scores) - len(have), "fairness.unmatched")
    total = sum(values.values()) - plan["score"]["penalties"] - plan["score"].get("costs", 0)
    same(total, plan["score"]["total"], "the values make the total")
    envies, mutual = envy_of_coaching() if coaching else envy_of_groups()
    for x in found["members"]:
        same(x["envies"], envies.get(x["member"], 0), f"envies of {x['member']}")
    same(found["envy"]["members"], sum(1 for e in envies.values() if e), "envy.members")
    same(found["envy"]["wishes"], sum(envies.values()), "envy.wishes")
    same(found["envy"]["mutual"], mutual, "envy.mutual")
    tokens(found["tokens"])


def better(then, now):
    return then > now + 1e-9 * max(1.0, abs(now))


def envy_of_groups():
    wants = set()
    seats = [(m, g) for g, (_, own, *_) in enumerate(groups) for m in own]
    for m, g in seats:
        _, own, theme, when = groups[g]
        now = place(m, own, theme)
        for q, h in seats:
            _, others, its_theme, its_when = groups[h]
            if h == g or its_when != when or m in others or q in own:
                continue
            then = [m if x == q else x for x in others]
            meets = [x for x in then if x != m]
            if form["form"] == "pairs" and form.get("rounds", 1) > 1 and partners[m] & set(meets):
                continue
            if not any(barred(m, x) for x in meets) and better(place(m, then, its_theme), now):
                wants.add((m, g, q, h))
    envies = {}
    for m, *_ in wants:
        envies[m] = envies.get(m, 0) + 1
    return envies, sum(1 for m, g, q, h in wants if (q, h, m, g) in wants) // 2


def envy_of_coaching():
    wants = set()
    for k, (coach, learner) in enumerate(matches):
        for l, (other, _) in enumerate(matches):
            free = other not in helpers[learner] and learner not in helpers.get(other, set()) and other != learner
            if free and not barred(learner, other) and better(a(learner, other), a(learner, coach)):
                wants.add((k, l))
    envies = {}
    for k, _ in wants:
        envies[matches[k][1]] = envies.get(matches[k][1], 0) + 1
    return envies, sum(1 for k, l in wants if (l, k) in wants) // 2


def tokens(found):
    rules = [r for r in scenario.get("rules", []) if r["rule"] == "notAlone"]
    marked = list(dict.fromkeys(r["attribute"] for r in rules))
    if not marked:
        marked = [i for i, x in attributes.items() if x["kind"] == "category" and len(set().union(*(answer(m, i) or set() for m in ids))) <= 12]
    same([t["attribute"] for t in found], marked, "tokens")
    for t in found:
        own = [r for r in rules if r["attribute"] == t["attribute"]]
        count = 0
        for _, group in circles:
            for m in group if len(group) > 2 else []:
                others = set().union(*(answer(q, t["attribute"]) or set() for q in group if q != m))
                alone = (answer(m, t["attribute"]) or set()) - others
                count += any(not own or any(r.get("value") in (None, v) for r in own) for v in alone)
        same(t["count"], count, f"tokens on {t['attribute']}")


# --- groups


def agreement(counts):
    """Van der Eijk 2001."""
    counts, n, k, total = list(counts), sum(counts), len(counts), 0.0
    while sum(counts):
        low = min(c for c in counts if c)
        layer = [1 if c else 0 for c in counts]
        s = sum(layer)
        triples = [tuple(layer[i] for i in three) for three in combinations(range(k), 3)]
        tu, tdu = sum(t in ((1, 1, 0), (0, 1, 1)) for t in triples), triples.count((1, 0, 1))
        if s == 1:
            own = 1.0
        elif s == k:
            own = 0.0
        else:
            own = ((k - 2) * tu - (k - 1) * tdu) / ((k - 2) * (tu + tdu)) * (1 - (s - 1) / (k - 1))
        total += own * low * s / n
        counts = [c - low if c else 0 for c in counts]
    return total


def distances(p, q):
    each = {i: similarity(i, p, q) for i in attributes}
    return {i: 1 - s for i, s in each.items() if s is not None}


def squared(p, q):
    own = distances(p, q)
    sets = ("category", "set")
    return float(np.mean([d if attributes[i]["kind"] in sets else d * d for i, d in own.items()]))


def faultline(own):
    if not 4 <= len(own) <= 12:
        return None
    d2 = {frozenset(pq): squared(*pq) for pq in combinations(own, 2)}
    inner = lambda camp: sum(d2[frozenset(pq)] for pq in combinations(camp, 2)) / len(camp)
    whole = inner(own)
    if whole == 0:
        return 0.0
    best = 0.0
    for size in range(2, len(own) // 2 + 1):
        for camp in combinations(own, size):
            best = max(best, 1 - (inner(camp) + inner([m for m in own if m not in camp])) / whole)
    return best


def core(own, candidates):
    best = None
    for on in candidates:
        have = [answer(m, on) for m in pool if answer(m, on)]
        for value in sorted(set().union(*(answer(m, on) or set() for m in own))):
            held = sum(value in (answer(m, on) or set()) for m in own)
            df = sum(value in h for h in have)
            if held > 1 and df < len(have):
                score = held / len(own) * math.log(len(have) / df)
                best = score if best is None else max(best, score)
    return best


def check_groups():
    same([g["group"] for g in review["groups"]], [c for c, _ in circles], "groups")
    for found, (name, own) in zip(review["groups"], circles):
        pairs = list(combinations(own, 2))
        means = [mean(list(distances(*pq).values())) for pq in pairs if distances(*pq)]
        same(found["diversity"], mean(means), f"diversity of {name}")
        wanted = []
        for p, q in pairs:
            have = [(c.get("weight", 1), similarity(c["on"], p, q)) for c in scenario.get("criteria", []) if c["want"] == "different"]
            have = [(w, 1 - s) for w, s in have if s is not None]
            if have:
                wanted.append(sum(w * d for w, d in have) / sum(w for w, _ in have))
        same(found["wantedDiversity"], mean(wanted), f"wanted diversity of {name}")
        for x in found["attributes"]:
            check_attribute(x, own, name)
        for key, on in (("theme", ["themes"]), ("shared", [*(i for i, x in attributes.items() if x["kind"] in ("category", "set")), "needs", "offers"])):
            right = core(own, on)
            same(found[key]["score"] if found[key] else None, right, f"{key} of {name}")
            if found[key]:
                same(found[key]["coverage"] * found[key]["specificity"], right, f"coverage and specificity of {name}")
        trusts = [known(*pq) for pq in pairs]
        tied_up = [t for t in trusts if t > 0]
        f = found["familiarity"]
        same((f["pairs"], f["known"]), (len(pairs), len(tied_up)), f"familiarity of {name}")
        same(f["density"], len(tied_up) / len(pairs) if pairs else None, f"density of {name}")
        same(f["trust"], mean(tied_up), f"trust of {name}")
        line = faultline(own)
        same(found["faultline"]["strength"] if found["faultline"] else None, line, f"faultline of {name}")


def check_attribute(x, own, name):
    i, kind = x["attribute"], attributes[x["attribute"]]["kind"]
    what = f"{i} of {name}"
    have = [answer(m, i) for m in own if answer(m, i) is not None]
    n = len(have)
    same(x["answered"], n, what)
    all_distances = [d for d in (distances(*pq).get(i) for pq in combinations(own, 2)) if d is not None]
    same(x["distance"], mean(all_distances), f"distance, {what}")
    right = dict.fromkeys(["blau", "deviation", "separation", "gini", "variation", "dominance", "agreement"])
    if kind == "category" and n > 1:
        shares = [sum(h == v for h in have) / n for v in {frozenset(h) for h in have}]
        right["blau"] = n / (n - 1) * (1 - sum(p * p for p in shares))
    if kind == "ordinal" and n:
        levels = len(attributes[i]["levels"])
        right["deviation"] = float(np.std(have))
        right["separation"] = right["deviation"] / ((levels - 1) / 2)
        if n >= 4 and levels >= 3:
            right["agreement"] = agreement([have.count(level) for level in range(levels)])
    if kind == "number" and n:
        on_scale = [scaled(attributes[i], h) for h in have]
        right["deviation"] = float(np.std(have))
        right["separation"] = float(min(np.std(on_scale) / (spans[i] / 2), 1)) if spans[i] > 0 else 0.0
        right["gini"] = gini(have)
        if right["gini"] is not None and sum(have) > 0:
            right["variation"] = float(np.std(have) / np.mean(have))
            right["dominance"] = float(max(have) / sum(have))
    for key, value in right.items():
        same(x[key], value, f"{key}, {what}")


# --- resilience


def breaks(rule, own):
    """Whether a group breaks a rule, for those that the samples have."""
    kind, at = rule["rule"], rule.get("attribute")
    have = [answer(m, at) or set() for m in own] if at and (at not in attributes or attributes[at]["kind"] in ("category", "set")) else []
    counts = {v: sum(v in h for h in have) for v in set().union(*have, set())}
    if kind == "share":
        return len(own) > 1 and len(set.intersection(*have)) < rule.get("atLeast", 1)
    if kind == "span":
        return len(counts) < rule["atLeast"]
    if kind == "cap":
        return any(c > rule["atMost"] for c in counts.values())
    if kind == "notAlone":
        return any(c < rule.get("atLeast", 2) for v, c in counts.items() if rule.get("value") in (None, v))
    if kind == "quota":
        return not rule.get("atLeast", 0) <= counts.get(rule["value"], 0) <= rule.get("atMost", len(own))
    if kind == "apart":
        return len(set(rule["members"]) & set(own)) > 1
    if kind == "noRepeat":
        return any(t.get("met") for pq in combinations(own, 2) for t in tied.get(frozenset(pq), []))
    sys.exit(f"the oracle knows no rule {kind}")


def stays(n, p, m):
    p = Fraction(p).limit_denominator(10**9)
    return float(sum(math.comb(n, k) * (1 - p) ** k * p ** (n - k) for k in range(m, n + 1)))


def resilience():
    found = review["resilience"]
    smallest = {"pairs": form.get("size", 2), "communities": (form.get("size") or [min((len(own) for _, own in circles), default=4)])[0] if form["form"] == "communities" else 2}.get(form["form"], 2)
    m = min(VIABLE, smallest)
    same(found["viable"], m, "viable")
    right = next((n for n in range(m, 1001) if stays(n, found["departure"], m) >= found["wished"]), None)
    same(found["smallest"], right, "smallest")
    for s in found["sizes"]:
        same(s["chance"], stays(s["size"], found["departure"], m), f"chance of {s['size']}")
    two = coaching or form["form"] == "pairs" and form.get("size", 2) == 2
    hard = [] if two else [(i, r) for i, r in enumerate(scenario.get("rules", [])) if r.get("penalty") is None]
    fatal_in = {}
    for x, (name, own) in zip(found["groups"], circles):
        same(x["chance"], stays(len(own), found["departure"], m), f"chance of {name}")
        kept = [(i, r) for i, r in hard if not breaks(r, own)]
        critical = []
        for gone in own:
            left = [q for q in own if q != gone]
            rules = [i for i, r in kept if left and breaks(r, left)]
            strands = [q for q in own[1:] if coaching and gone == own[0] and len(helpers[q]) == 1]
            if rules or strands:
                critical.append({"member": gone, "rules": rules, "strands": strands})
        same(x["critical"], critical, f"critical members of {name}")
        for s in x["shocks"]:
            survival, fatal = 1.0, []
            for value in sorted(set().union(*(answer(q, s["attribute"]) or set() for q in own))):
                left = [q for q in own if value not in (answer(q, s["attribute"]) or set())]
                survival = min(survival, len(left) / len(own))
                rules = [i for i, r in kept if left and breaks(r, left)]
                if rules or len(left) < m:
                    fatal.append({"value": value, "left": len(left), "rules": rules})
                    fatal_in[s["attribute"], value] = fatal_in.get((s["attribute"], value), 0) + 1
            same(s["survival"], survival, f"survival of {name} on {s['attribute']}")
            same(s["fatal"], fatal, f"fatal losses of {name} on {s['attribute']}")
    same({(l["attribute"], l["value"]): l["fatal"] for l in found["losses"]}, fatal_in, "losses")


# --- connections


def shape(found, graph, what):
    n, e = graph.number_of_nodes(), graph.number_of_edges()
    same((found["members"], found["ties"]), (n, e), what)
    same(found["density"], float(nx.density(graph)), f"density {what}")
    parts = [len(c) for c in nx.connected_components(graph)]
    same((found["parts"], found["largest"], found["isolated"]), (len(parts), max(parts), parts.count(1)), f"parts {what}")
    lengths = [d for _, all_of in nx.all_pairs_shortest_path_length(graph) for d in all_of.values() if d]
    same(found["meanPath"], mean(lengths), f"mean path {what}")
    paths = sum(d * (d - 1) // 2 for _, d in graph.degree())
    same(found["transitivity"], float(nx.transitivity(graph)) if paths else None, f"transitivity {what}")
    same(found["clustering"], float(nx.average_clustering(graph)), f"clustering {what}")
    across = review["connections"]["across"]
    ends = [(answer(p, across), answer(q, across)) for p, q in graph.edges] if across else []
    inside = [bool(x & y) for x, y in ends if x and y]
    same(found["eiIndex"], 1 - 2 * sum(inside) / len(inside) if inside else None, f"E-I index {what}")
    same({frozenset(b) for b in found["bridges"]}, {frozenset(b) for b in nx.bridges(graph)}, f"bridges {what}")
    same(set(found["cutMembers"]), set(nx.articulation_points(graph)), f"cut members {what}")


def connections():
    before = nx.Graph()
    before.add_nodes_from(pool)
    before.add_edges_from(pq for pq in map(tuple, tied) if all(m in pool for m in pq) and known(*pq) > 0)
    after = before.copy()
    after.add_edges_from((m, q) for m in pool for q in partners[m])
    found = review["connections"]
    shape(found["before"], before, "before")
    shape(found["after"], after, "after")
    same(found["newTies"], after.number_of_edges() - before.number_of_edges(), "new ties")
    part = {m: at for at, c in enumerate(nx.connected_components(before)) for m in c}
    joins = {name: len({part[m] for m in own}) for name, own in circles}
    same({j["group"]: j["parts"] for j in found["joins"]}, {k: v for k, v in joins.items() if v > 1}, "joins")


# --- demand


def demand():
    found = review["demand"]
    needs = [(m, t) for m in pool for t in sorted(set(members[m].get("needs", []))) if not coaching or "learner" in roles(m)]
    offers = {m: set(members[m].get("offers", [])) for m in ids}
    met = [(m, t) for m, t in needs if any(t in offers[q] for q in helpers[m])]
    alone = [(m, t) for m, t in needs if t in offers[m]]
    covered = set(met) | set(alone)
    right = (len(needs), len(met), len(needs) - len(met), len(alone), len(covered) - len(alone))
    same(tuple(found[k] for k in ("needs", "met", "unmet", "alone", "gain")), right, "needs")
    for t in found["topics"]:
        seekers, givers = sum(n == t["topic"] for _, n in needs), sum(t["topic"] in offers[m] for m in pool)
        same((t["seekers"], t["offers"], t["met"]), (seekers, givers, sum(n == t["topic"] for _, n in met)), t["topic"])
        lacks = "offers" if not givers else "seekers" if not seekers else "enoughOffers" if givers < seekers else None
        same(t["lacks"], lacks, t["topic"])
    same({t["topic"] for t in found["topics"]}, {t for _, t in needs} | {t for m in pool for t in offers[m]}, "topics")
    for t in found["themes"]:
        wished = sum(wish(m, t["theme"]) > 0 for m in pool)
        same((t["wished"], t["enough"]), (wished, wished >= t["fewest"]), t["theme"])


fairness()
check_groups()
resilience()
connections()
demand()
print(checked)
