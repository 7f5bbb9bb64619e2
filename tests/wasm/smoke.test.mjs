import assert from "node:assert/strict";
import { homedir } from "node:os";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { engine, modules } from "./engine.mjs";
import * as first from "../../pkg/wasm/engine.js";

test("the module loads in Node and offers the engine", () => {
  const offered = ["AnswersRun", "FrontierRun", "Run", "SweepRun", "alternatives", "check", "conflicts", "importTable", "outcomes", "programme", "report", "review", "sample", "solve", "solveJson", "validate", "whyNot"];
  assert.deepEqual(Object.keys(engine), offered);
});

const four = (form) => ({ network: { members: ["a", "b", "c", "d"].map((id) => ({ id })) }, scenario: { form } });

test("what the first module lacks it refuses, and the package asks the other", () => {
  const others = [
    { form: "pairs" },
    { form: "pairs", rounds: 2 },
    { form: "pairs", size: 4 },
    { form: "pairs", objective: "stable" },
    { form: "coaching" },
    { form: "panel", seats: 2 },
  ];
  for (const form of others) {
    const input = four(form);
    if (form.form === "coaching") input.network.members[0].roles = ["coach"];
    assert.throws(
      () => first.solve(input),
      ({ errors }) => errors[0].code === "otherModule",
    );
    assert.ok(engine.solve(input).form === form.form);
    assert.ok(engine.solve(new Map(Object.entries(input))).form === form.form, "as a map");
  }
  const rules = [
    { rule: "balance", attribute: "roles", tolerance: 0 },
    { rule: "survive" },
    { rule: "disparity", attribute: "x", measure: "sd", atMost: 1 },
    { rule: "acquainted", atMost: 1 },
  ];
  for (const rule of rules) {
    const input = four({ form: "communities", size: [2, 2] });
    input.network.attributes = [{ id: "x", kind: "number" }];
    input.scenario.rules = [rule];
    assert.throws(
      () => first.solve(input),
      ({ errors }) => errors[0].code === "otherModule",
    );
    assert.equal(first.validate(input)[0].code, "otherModule");
    assert.deepEqual(engine.validate(input), []);
    assert.equal(engine.solve(input).rules[0].held, true);
    input.scenario.rules = [new Map(Object.entries(rule))];
    assert.deepEqual(engine.validate(new Map(Object.entries(input))), [], "as a map");
  }
  const plain = four({ form: "communities", size: [2, 2] });
  assert.deepEqual(engine.solve(plain), first.solve(plain));
});

test("the modules ask their host for nothing but their own glue", () => {
  for (const [name, bytes] of Object.entries(modules)) {
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
    assert.deepEqual([...new Set(imports.map(({ module }) => module))], [`./${name}_bg.js`]);
  }
});

test("the modules do not tell whose machine built them", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  for (const folder of [root, homedir()]) {
    // A home of `/` is no secret, and would be found everywhere.
    if (folder.length > 1)
      for (const bytes of Object.values(modules)) assert.equal(bytes.includes(folder), false, folder);
  }
});
