import assert from "node:assert/strict";
import { homedir } from "node:os";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { engine, modules } from "./engine.mjs";
import * as first from "../../pkg/wasm/engine.js";

test("the module loads in Node and offers the engine", () => {
  const offered = ["Run", "SweepRun", "alternatives", "check", "importTable", "sample", "solve", "solveJson", "validate", "whyNot"];
  assert.deepEqual(Object.keys(engine), offered);
});

const four = (form) => ({ network: { members: ["a", "b", "c", "d"].map((id) => ({ id })) }, scenario: { form } });

test("what the first module lacks it refuses, and the package asks the other", () => {
  const others = [{ rounds: 2 }, { size: 4 }, { odd: "sitOut" }, { objective: "worst" }, { objective: "stable" }];
  for (const other of others) {
    const input = four({ form: "pairs", ...other });
    assert.throws(
      () => first.solve(input),
      ({ errors }) => errors[0].code === "otherModule",
    );
    assert.ok(engine.solve(input).groups.length > 0);
    assert.ok(engine.solve(new Map(Object.entries(input))).groups.length > 0, "as a map");
  }
  const plain = four({ form: "pairs", rounds: 1, objective: "total" });
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
