import assert from "node:assert/strict";
import { homedir } from "node:os";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { engine, modules } from "./engine.mjs";

test("the module loads in Node and offers the engine", () => {
  const offered = ["Run", "SweepRun", "check", "importTable", "sample", "solve", "solveJson", "validate"];
  assert.deepEqual(Object.keys(engine), offered);
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
