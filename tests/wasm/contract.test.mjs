// The cases of tests/contract, and those that only JavaScript can make, through the module.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { engine } from "./engine.mjs";

const cases = JSON.parse(readFileSync(new URL("../contract/cases.json", import.meta.url), "utf8"));

const members = ["a", "b", "c", "d"].map((id) => ({ id }));
const small = () => ({ network: { members: structuredClone(members) }, scenario: { form: { form: "pairs" } } });

/** Puts a value at a path such as `network.members[0].values.x`. */
function put(input, path, value) {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  const last = steps.pop();
  steps.reduce((at, step) => at[step], input)[last] = value;
}

/** The input of a case, as an embedder would hold it. */
function inputOf(entry, special = NaN) {
  const input = structuredClone(entry.input);
  if (entry.nan) put(input, entry.nan, special);
  return input;
}

const places = (errors) => errors.map(({ code, path }) => ({ code, path }));

/** The errors that a call is refused with; fails when it is not refused as the package promises. */
function refusal(call, message) {
  let refused;
  try {
    call();
  } catch (error) {
    refused = error;
  }
  assert.ok(refused instanceof Error, `${message}: not refused with an Error`);
  assert.equal(refused.name, "CommongroundError", `${message}: ${refused}`);
  assert.ok(Array.isArray(refused.errors) && refused.errors.length > 0, `${message}: no errors`);
  assert.equal(refused.message, refused.errors[0].why, message);
  for (const error of refused.errors) {
    assert.deepEqual(Object.keys(error).sort(), ["code", "help", "path", "why"], message);
    assert.match(error.why, /^[^{}]+ [^{}]+\.$/s, message);
    assert.match(error.help, /^[^{}]+ [^{}]+\.$/s, message);
  }
  return refused.errors;
}

const objects = cases.filter((entry) => !("text" in entry));

for (const entry of objects.filter(({ by }) => by === undefined)) {
  test(`validate finds: ${entry.name}`, () => {
    assert.deepEqual(places(engine.validate(inputOf(entry))), entry.errors);
  });
}

/** What can be asked besides a plan, by the names that cases have for it. */
const asking = {
  alternatives: engine.alternatives,
  answers: (input) => new engine.AnswersRun(input),
  conflicts: engine.conflicts,
  drift: engine.drift,
  frontier: (input) => new engine.FrontierRun(input),
  pool: engine.pool,
  programme: engine.programme,
  report: engine.report,
  review: engine.review,
  sweep: (input) => new engine.SweepRun(input),
  whyNot: engine.whyNot,
};

test("solve refuses what validate finds fault with, for the same reasons", () => {
  for (const entry of objects.filter(({ by, errors }) => by === undefined && errors.length > 0)) {
    const errors = refusal(() => engine.solve(inputOf(entry)), entry.name);
    assert.deepEqual(errors, engine.validate(inputOf(entry)), entry.name);
  }
});

test("a run is refused as solving is", () => {
  for (const entry of objects.filter(({ by, errors }) => !(by in asking) && errors.length > 0)) {
    assert.deepEqual(
      refusal(() => new engine.Run(inputOf(entry)), entry.name),
      refusal(() => engine.solve(inputOf(entry)), entry.name),
      entry.name,
    );
  }
});

test("what only the search can tell is told when a plan is asked for", () => {
  for (const entry of objects.filter(({ by }) => by === "solve")) {
    assert.deepEqual(engine.validate(inputOf(entry)), [], entry.name);
    assert.deepEqual(places(refusal(() => engine.solve(inputOf(entry)), entry.name)), entry.errors, entry.name);
  }
});

for (const [by, ask] of Object.entries(asking)) {
  test(`${by} is refused for what is wrong with what is asked`, () => {
    const wrong = objects.filter((entry) => entry.by === by && entry.errors.length > 0);
    assert.ok(wrong.length > 0);
    for (const entry of wrong) {
      assert.deepEqual(places(refusal(() => ask(inputOf(entry)), entry.name)), entry.errors, entry.name);
    }
  });
}

test("text is refused by solveJson as it is by the command line", () => {
  for (const entry of cases.filter(({ text }) => text !== undefined)) {
    assert.deepEqual(places(refusal(() => engine.solveJson(entry.text), entry.name)), entry.errors, entry.name);
  }
  for (const entry of objects.filter(({ by, nan, errors }) => !(by in asking) && !nan && errors.length > 0)) {
    const errors = refusal(() => engine.solveJson(JSON.stringify(entry.input)), entry.name);
    assert.deepEqual(places(errors), entry.errors, entry.name);
  }
});

test("infinity is no number either", () => {
  for (const entry of objects.filter(({ nan }) => nan)) {
    for (const special of [Infinity, -Infinity]) {
      assert.deepEqual(places(engine.validate(inputOf(entry, special))), entry.errors, `${entry.name}: ${special}`);
    }
  }
});

const notPlain = [{ code: "notPlain", path: "" }];

test("an object that contains itself is refused", () => {
  const input = small();
  input.network.self = input;
  assert.deepEqual(places(refusal(() => engine.solve(input), "solve")), notPlain);
  assert.deepEqual(places(refusal(() => engine.validate(input), "validate")), notPlain);
  assert.deepEqual(places(refusal(() => engine.check(input), "check")), notPlain);
});

test("a list that contains itself is refused", () => {
  const input = small();
  input.network.members.push(input.network.members);
  assert.deepEqual(places(refusal(() => engine.solve(input), "solve")), notPlain);
});

test("data nested a thousand deep is refused", () => {
  let deep = 1;
  for (let i = 0; i < 1000; i += 1) deep = { deep };
  assert.deepEqual(places(refusal(() => engine.solve({ ...small(), deep }), "solve")), notPlain);
});

test("functions and symbols are no data", () => {
  for (const value of [() => 1, Symbol("x"), class {}]) {
    const input = small();
    input.network.members[1].id = value;
    assert.equal(refusal(() => engine.solve(input), typeof value)[0].code !== undefined, true);
    const whole = refusal(() => engine.solve(value), typeof value);
    assert.equal(whole.length, 1);
  }
});

test("a value that is undefined counts as null", () => {
  const input = small();
  input.network.members[0] = { id: "a", name: undefined, capacity: undefined, values: {} };
  input.scenario.keep = undefined;
  assert.deepEqual(engine.validate(input), []);
  input.network.members[0].id = undefined;
  assert.deepEqual(places(engine.validate(input)), [{ code: "wrongType", path: "network.members[0].id" }]);
});

test("no input at all is refused", () => {
  for (const value of [undefined, null, 7, "text", true]) {
    assert.deepEqual(places(refusal(() => engine.solve(value), String(value))), [{ code: "wrongType", path: "" }]);
  }
});

test("a map is as good as an object", () => {
  const input = small();
  input.network.members[0] = new Map([["id", "a"], ["needs", ["x"]]]);
  const asMap = new Map([["network", new Map(Object.entries(input.network))], ["scenario", input.scenario]]);
  input.network.members[0] = { id: "a", needs: ["x"] };
  assert.deepEqual(engine.solve(asMap), engine.solve(input));
});

test("what is inherited is not read", () => {
  const input = Object.assign(Object.create({ plans: 1 }), small());
  assert.deepEqual(engine.validate(input), []);
});

test("the input is left as it was", () => {
  for (const entry of objects.filter(({ errors, by }) => errors.length === 0 && by === undefined)) {
    const input = inputOf(entry);
    engine.solve(input);
    assert.deepEqual(input, inputOf(entry), entry.name);
  }
});

test("nothing is wrong with the samples", () => {
  for (const name of ["education-24", "programme-120"]) assert.deepEqual(engine.validate(engine.sample(name)), []);
});

test("a check is refused when its plan cannot be read", () => {
  const input = small();
  const plan = engine.solve(input);
  assert.equal(engine.check({ ...input, plan }).ok, true);
  assert.deepEqual(
    places(refusal(() => engine.check({ ...input, plan: { ...plan, groups: [{ id: "g1" }] } }), "check")),
    [{ code: "missingKey", path: "plan.groups[0]" }],
  );
  assert.deepEqual(places(refusal(() => engine.check(input), "check")), [{ code: "missingKey", path: "" }]);
  plan.score.total = NaN;
  const errors = refusal(() => engine.check({ ...input, plan }), "check");
  assert.deepEqual(places(errors), [{ code: "notFinite", path: "plan.score.total" }]);
});

test("a table that cannot be read is refused", () => {
  const errors = refusal(() => engine.importTable(new TextEncoder().encode("")), "importTable");
  assert.deepEqual(places(errors), [{ code: "emptyTable", path: "table" }]);
  const table = new TextEncoder().encode("Name,Region\nA,x\nB,y\n");
  const options = refusal(() => engine.importTable(table, { colums: {} }), "options");
  assert.equal(options[0].code, "unknownKey");
});

// The last, since a module that ran out of stack must not be used any more.
test("a map that contains itself is refused", () => {
  const input = new Map(Object.entries(small()));
  input.set("network", input);
  assert.deepEqual(places(refusal(() => engine.solve(input), "solve")), notPlain);
});
