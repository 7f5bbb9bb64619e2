// The same bytes from the module as from the native command line, for every form.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { engine } from "./engine.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The command line to compare with: COMMONGROUND_BIN, or what cargo has built last. */
function findCommand() {
  const named = process.env.COMMONGROUND_BIN;
  const target = process.env.CARGO_TARGET_DIR ?? `${root}target`;
  const built = ["release", "debug"].map((profile) => `${target}/${profile}/commonground`);
  const age = (path) => -statSync(path).mtimeMs;
  const [found] = (named ? [named] : built).filter((path) => existsSync(path)).sort((a, b) => age(a) - age(b));
  assert.ok(found, `no command line at ${named ?? built.join(" or ")}: run \`cargo build\`, or set COMMONGROUND_BIN`);
  return found;
}

function native(args, input) {
  const run = spawnSync(findCommand(), args, { input, encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(run.error, undefined);
  return { code: run.status, out: run.stdout.replace(/\n$/, ""), err: run.stderr };
}

/** A small generator, so that the inputs are the same on every machine (mulberry32 by Tommy Ettinger). */
function generator(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function network(n, seed) {
  const pick = generator(seed);
  const some = (letter, of, most) =>
    Array.from({ length: pick(most + 1) }, () => `${letter}${pick(of)}`).filter((x, at, all) => all.indexOf(x) === at);
  const members = Array.from({ length: n }, (_, at) => ({
    id: `m${at}`,
    name: `Née ${at} “ü” \u{1f333}`,
    roles: at % 7 === 3 ? ["coach"] : at % 5 === 1 ? ["learner", "lead", "coach"] : ["learner"],
    capacity: 1 + pick(4),
    values: {
      region: `r${pick(4)}`,
      languages: some("l", 4, 3),
      stage: ["low", "mid", "high"][pick(3)],
      schools: pick(5) === 0 ? null : (1 + pick(9000)) / 7,
      utc: (pick(48) - 24) / 2,
    },
    needs: some("n", 6, 3),
    offers: some("n", 6, 3),
    themes: some("t", 3, 3),
  }));
  const ties = Array.from({ length: n }, () => [pick(n), pick(n)])
    .filter(([a, b]) => a !== b)
    .map(([a, b], at) => ({
      a: `m${a}`,
      b: `m${b}`,
      ...[{ met: "2025" }, { trust: pick(11) / 10 }, { conflict: true }, { sameParent: true }][at % 4],
    }));
  return {
    attributes: [
      { id: "region", kind: "category" },
      { id: "languages", kind: "set", idf: true },
      { id: "stage", kind: "ordinal", levels: ["low", "mid", "high"] },
      { id: "schools", kind: "number", scale: "log" },
      { id: "utc", kind: "cyclic", period: 24 },
    ],
    themes: [{ id: "t0" }, { id: "t1" }, { id: "t2", label: "Third" }],
    members,
    ties,
  };
}

function scored(n, seed, unit) {
  const pick = generator(seed);
  const pairs = [];
  for (let a = 0; a < n; a += 1) {
    for (let b = 0; b < a; b += 1) pairs.push([`m${a}`, `m${b}`, (pick(2000) - 500) / unit]);
  }
  return { members: Array.from({ length: n }, (_, at) => ({ id: `m${at}` })), scores: { pairs } };
}

/** Says where two texts begin to differ rather than showing both as a whole. */
function same(found, right) {
  if (found === right) return;
  let at = 0;
  while (found[at] === right[at]) at += 1;
  const from = Math.max(0, at - 60);
  assert.fail(`at ${at}: …${found.slice(from, at + 60)}… instead of …${right.slice(from, at + 60)}…`);
}

const criteria = [
  { on: "region", want: "different", weight: 2 },
  { on: "languages", want: "common", weight: 3 },
  { on: "stage", want: "common" },
  { on: "schools", want: "different", weight: 0.7 },
  { on: "utc", want: "common", weight: 1.1 },
  { on: "needs", want: "exchange", weight: 2 },
  { on: "themes", want: "preferred", weight: 0.9 },
  { on: "ties", want: "new", weight: 0.3 },
];

const rules = [
  { rule: "noRepeat" },
  { rule: "span", attribute: "region", atLeast: 2, penalty: 0.35 },
  { rule: "spread", attribute: "utc", atMost: 9, penalty: 0.2 },
];

const effort = { seconds: 3600, iterations: 30_000, seed: 11 };

function input(network, form, more = {}) {
  return { network, scenario: { criteria, mix: 0.4, rules, form, effort, ...more } };
}

const high = { criteria: [{ on: "scores", want: "high" }], rules: [] };
const inputs = {
  "pairs of many": input(network(61, 1), { form: "pairs" }),
  "pairs in rounds": input(network(24, 2), { form: "pairs", rounds: 4, odd: "sitOut" }),
  "the lowest pair": input(network(33, 3), { form: "pairs", objective: "worst" }),
  "the lowest pair of many that are equal": input(scored(30, 20, 700), { form: "pairs", objective: "worst" }, high),
  "the lowest pair in rounds": input(network(21, 21), { form: "pairs", objective: "worst", rounds: 2, odd: "sitOut" }),
  "one who sits out": input(network(31, 22), { form: "pairs", odd: "sitOut" }),
  "stable pairs": input(network(41, 23), { form: "pairs", objective: "stable" }),
  "tables": input(network(26, 24), { form: "pairs", size: 4, rounds: 3 }, { rules: rules.slice(0, 1) }),
  "the golfers": input(scored(32, 25, 1000), { form: "pairs", size: 4, rounds: 10 }, high),
  "pairs by scores": input(scored(41, 4, 100), { form: "pairs" }, high),
  "pairs by scores of no few decimals": input(scored(40, 5, 7), { form: "pairs", objective: "worst" }, high),
  coaching: input(network(60, 6), { form: "coaching", perLearner: [1, 2] }),
  "communities of many": input(network(70, 7), { form: "communities", size: [4, 7] }),
  "communities with themes": input(network(40, 8), { form: "communities", size: [5, 8], themes: true }),
  "wishes alone": input(network(40, 26), { form: "communities", size: [5, 8], themes: true, perTheme: [0, 2] }, {
    criteria: [{ on: "themes", want: "preferred" }],
  }),
  "chosen themes only": input(network(30, 27), { form: "communities", size: [3, 8], themes: true, onlyChosen: true }),
  "communities by total": input(network(48, 9), { form: "communities", size: [5, 6], objective: "total" }),
  "the lowest mean": input(network(36, 10), { form: "communities", size: [4, 6], objective: "worst" }),
  "two groups each": input(network(30, 11), { form: "communities", size: [4, 6], perMember: 2 }),
  "even groups": input(network(45, 12), { form: "communities", count: 7 }),
  "the exact method": input(network(12, 13), { form: "communities", size: [2, 5] }),
  "the exact method for the lowest mean": input(network(11, 14), { form: "communities", count: 3, objective: "worst" }),
  "communities by scores": input(scored(48, 15, 3), { form: "communities", size: [5, 7], objective: "total" }, high),
  "large scores": input(scored(30, 16, 1e-8), { form: "communities", size: [5, 5] }, high),
  "tiny scores": input(scored(30, 17, 1e12), { form: "communities", size: [5, 5] }, high),
  "no feasible plan": input(network(20, 18), { form: "communities", size: [4, 6] }, {
    rules: [{ rule: "apart", members: ["m0", "m1", "m2", "m4", "m5", "m6"] }],
  }),
  "no feasible plan, by a rule that the first part does not know": input(network(20, 28), { form: "communities", size: [4, 6] }, {
    rules: [{ rule: "apart", members: ["m0", "m1", "m2", "m4", "m5", "m6"] }, { rule: "survive" }],
  }),
  "no feasible plan by wishes alone": input(network(20, 29), { form: "communities", size: [4, 6], themes: true }, {
    criteria: [{ on: "themes", want: "preferred" }],
    rules: [{ rule: "apart", members: ["m0", "m1", "m2", "m4", "m5", "m6"] }],
  }),
  "names only": { network: { members: network(25, 19).members.map(({ id }) => ({ id })) },
    scenario: { form: { form: "communities", size: [3, 4] }, effort } },
};
for (const name of ["education-24", "programme-120"]) {
  const sample = JSON.parse(readFileSync(`${root}samples/${name}.json`, "utf8"));
  sample.scenario.effort = effort;
  inputs[name] = sample;
}

for (const [name, given] of Object.entries(inputs)) {
  const text = JSON.stringify(given);
  test(`text is planned as by the command line, byte for byte: ${name}`, () => {
    const { code, out, err } = native(["solve", "-"], text);
    assert.ok([0, 3].includes(code), `exit code ${code}: ${err}`);
    same(engine.solveJson(text), out);
  });
  test(`an object is planned as its text, byte for byte: ${name}`, () => {
    same(JSON.stringify(engine.solve(given)), engine.solveJson(text));
  });
}

test("numbers are written alike where two writings are equally near", () => {
  const pick = generator(30);
  const all = Array.from({ length: 40 }, () => 1 + pick(600) + pick(1 << 20) / 2 ** (18 + pick(22)));
  for (const seconds of [10 + 10 / 131072, 300 + 3 / 65536, ...all]) {
    const given = { network: network(4, 31), scenario: { form: { form: "pairs" }, effort: { seconds, iterations: 10 } } };
    const { out } = native(["solve", "-"], JSON.stringify(given));
    assert.ok(out.includes(`"seconds":${seconds},`), `${seconds}`);
    same(JSON.stringify(engine.solve(given)), out);
  }
});

test("a run in slices of time comes to the same plan", () => {
  const names = ["pairs in rounds", "tables", "coaching", "communities with themes", "wishes alone", "the exact method", "no feasible plan"];
  for (const name of names) {
    const run = new engine.Run(inputs[name]);
    for (let progress = { finished: false }; !progress.finished; ) progress = run.step(1);
    same(JSON.stringify(run.plan(false)), JSON.stringify(engine.solve(inputs[name])));
    run.free();
  }
});

test("a check in the module says what the command line says", () => {
  for (const name of ["pairs of many", "coaching", "communities with themes", "no feasible plan"]) {
    const plan = engine.solve(inputs[name]);
    const whole = { ...inputs[name], plan };
    const { code, out } = native(["check", "-"], JSON.stringify(whole));
    assert.equal(code, plan.status === "feasible" ? 0 : 1, name);
    same(JSON.stringify(engine.check(whole)), out);
  }
});

test("why two are not paired is answered as by the command line", () => {
  for (const [name, members] of [["pairs of many", ["m1", "m8"]], ["pairs in rounds", ["m4", "m5"]]]) {
    const { code, out, err } = native(["why-not", "-", ...members], JSON.stringify(inputs[name]));
    assert.equal(code, 0, err);
    same(JSON.stringify(engine.whyNot({ ...inputs[name], members })), out);
  }
});

test("why somebody is not elsewhere is answered as by the command line", () => {
  const ask = (name, question) => {
    const plan = engine.solve(inputs[name]);
    const whole = { ...inputs[name], plan, ...question(plan) };
    const { code, out, err } = native(["why-not", "-"], JSON.stringify(whole));
    assert.equal(code, 0, err);
    same(JSON.stringify(engine.whyNot(whole)), out);
  };
  ask("communities with themes", ({ groups }) => ({ member: groups[0].members[0], group: groups[1].id }));
  ask("coaching", ({ coaching }) => ({ member: coaching[0].learner, coach: coaching.at(-1).coach }));
});

test("alternatives are those of the command line", () => {
  for (const name of ["communities with themes", "two groups each", "the exact method", "no feasible plan"]) {
    const asked = { ...inputs[name], count: 2, within: 0.1 };
    const { code, out, err } = native(["alternatives", "-"], JSON.stringify(asked));
    assert.equal(code, name === "no feasible plan" ? 3 : 0, err);
    same(JSON.stringify(engine.alternatives(asked)), out);
  }
});

test("conflicts in the module are those of the command line", () => {
  const { network: whole, scenario } = inputs["education-24"];
  const ids = whole.members.slice(0, 3).map(({ id }) => id);
  const rules = [
    { rule: "together", members: [ids[0], ids[1]] }, { rule: "together", members: [ids[1], ids[2]] },
    { rule: "apart", members: [ids[0], ids[2]] },
  ];
  const asked = { network: whole, scenario: { ...scenario, rules, effort: { iterations: 20_000 } }, seconds: 600 };
  const { code, out, err } = native(["conflicts", "-"], JSON.stringify(asked));
  assert.equal(code, 3, err);
  const found = engine.conflicts(asked);
  assert.equal(found.status, "conflict");
  assert.deepEqual(found.sets[0].items.map(({ rule }) => rule), [0, 1, 2]);
  same(JSON.stringify(found), out);
});

test("a programme in the module is that of the command line", () => {
  const { network: whole, scenario } = inputs["education-24"];
  const steps = [
    { id: "circles", scenario },
    { id: "across", scenario: { ...scenario, form: { form: "pairs" },
      rules: [{ rule: "groupmates", step: "circles", want: "different" }] } },
  ];
  const { code, out, err } = native(["programme", "-"], JSON.stringify({ network: whole, steps }));
  assert.equal(code, 0, err);
  same(JSON.stringify(engine.programme({ network: whole, steps })), out);
});

test("a review in the module is that of the command line", () => {
  for (const name of ["education-24", "pairs in rounds", "communities with themes", "two groups each"]) {
    const asked = { ...inputs[name], plan: engine.solve(inputs[name]), options: { departure: 0.3 } };
    const { code, out, err } = native(["review", "-"], JSON.stringify(asked));
    assert.equal(code, 0, err);
    same(JSON.stringify(engine.review(asked)), out);
  }
});

test("a report in the module is that of the command line", () => {
  for (const name of ["education-24", "pairs in rounds", "communities with themes", "two groups each"]) {
    for (const format of ["html", "markdown"]) {
      const options = { format, title: "<Ours> & yours", date: "1 May", review: { departure: 0.3 } };
      const asked = { ...inputs[name], plan: engine.solve(inputs[name]), options };
      const { code, out, err } = native(["report", "-"], JSON.stringify(asked));
      assert.equal(code, 0, err);
      // A report ends its last line; `out` is without that.
      same(engine.report(asked), `${out}\n`);
    }
  }
});

test("outcomes are counted as by the command line, from a table and from a list", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "outcomes-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  for (const name of ["pairs of many", "coaching", "communities with themes"]) {
    const plan = engine.solve(inputs[name]);
    const { members } = inputs[name].network;
    const rows = members.map(({ id }, at) => ({ member: id, met: at % 3 > 0, useful: 1 + (at % 5) }));
    const said = [...rows, { member: "nobody" }, { a: members[0].id, b: members[1].id }, { met: true }];
    const lines = rows.map(({ member, met, useful }) => `${useful};${member};${met ? "yes" : "no"}`);
    const table = `\ufeffuseful;Member;met\n${lines.join("\n")}\n`;
    for (const [given, text] of [[said, JSON.stringify(said)], [table, table]]) {
      const { code, out, err } = native(["outcomes", file("plan.json", JSON.stringify(plan)), file("said", text)]);
      assert.equal(code, 0, err);
      const found = engine.outcomes({ plan, outcomes: given });
      assert.ok(found.all.rows > members.length / 2 && found.byReason.length > 0, name);
      same(JSON.stringify(found), out);
    }
  }
  const refused = (outcomes) => {
    try {
      engine.outcomes({ plan: engine.solve(inputs["names only"]), outcomes });
    } catch ({ errors }) {
      return errors.map(({ code, path }) => [code, path]);
    }
    return [];
  };
  assert.deepEqual(refused([{ member: "m1", useful: 6 }]), [["outcomeGrade", "outcomes[0].useful"]]);
  assert.deepEqual(refused([{ member: "m1", usefull: 5 }]), [["unknownKey", "outcomes[0].usefull"]]);
  assert.deepEqual(refused("x,y\n1,2\n"), [["outcomeColumns", "outcomes"]]);
  assert.deepEqual(refused(7), [["wrongType", "outcomes"]]);
});

test("a sweep in the module has the points of the command line's", () => {
  const given = { ...inputs["even groups"], sweep: { mixes: [0, 0.5, 1] } };
  const run = new engine.SweepRun(given);
  for (let progress = { finished: false }; !progress.finished; ) progress = run.step(5);
  same(JSON.stringify(run.result()), native(["sweep", "-"], JSON.stringify(given)).out);
  run.free();
});

test("trades and the answers that mattered are those of the command line", () => {
  const given = { ...inputs["education-24"], frontier: { points: 3 } };
  const pairs = { ...given, scenario: { ...given.scenario, form: { form: "pairs" }, rules: [] } };
  for (const [command, Run, input] of [
    ["frontier", engine.FrontierRun, given],
    ["frontier", engine.FrontierRun, pairs],
    ["answers", engine.AnswersRun, { network: given.network, scenario: pairs.scenario }],
  ]) {
    const run = new Run(input);
    for (let progress = { finished: false }; !progress.finished; ) progress = run.step(5);
    same(JSON.stringify(run.result()), native([command, "-"], JSON.stringify(input)).out);
    run.free();
  }
});

test("a table is imported as the command line imports it", () => {
  const table = readFileSync(`${root}samples/education-24.csv`);
  same(JSON.stringify(engine.importTable(table)), native(["import", "-"], table).out);
});

test("what an import gives back can be solved as it is", () => {
  const imported = engine.importTable(readFileSync(`${root}samples/education-24.csv`));
  imported.scenario.effort = effort;
  const text = JSON.stringify(imported);
  same(JSON.stringify(engine.solve(imported)), native(["solve", "-"], text).out);
});

test("what changed between waves, and best partners as the pool grows, are those of the command line", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "waves-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const asked = (command, input) => {
    writeFileSync(join(folder, "input.json"), JSON.stringify(input));
    const { code, out, err } = native([command, join(folder, "input.json")]);
    assert.equal(code, 0, err);
    return out;
  };
  for (const name of ["education-24", "programme-120"]) {
    const { network, scenario } = engine.sample(name);
    const later = { ...network, members: network.members.slice(3).map((one) => ({ ...one, needs: one.offers ?? [] })), ties: [] };
    const waves = [{ label: "2025", network }, { label: "2026", network: later }];
    const drift = engine.drift({ waves });
    assert.equal(drift.changes.length, 1);
    same(JSON.stringify(drift), asked("drift", { waves }));
    const wanted = { network, scenario: { ...scenario, rules: [], form: { form: "pairs" } }, pool: { sizes: [8, 16, 24], samples: 5 } };
    const pool = engine.pool(wanted);
    assert.equal(pool.points.length, 3);
    same(JSON.stringify(pool), asked("pool", wanted));
  }
});
