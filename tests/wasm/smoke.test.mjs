import assert from "node:assert/strict";
import { homedir } from "node:os";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { bytes, engine } from "./engine.mjs";

const glue = new Set(["default", "initSync"]);

test("the module loads in Node and offers the engine", () => {
  const offered = Object.keys(engine).filter((name) => !glue.has(name));
  assert.notDeepEqual(offered, []);
});

test("the module asks its host for nothing but its own glue", () => {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
  assert.deepEqual([...new Set(imports.map(({ module }) => module))], ["./commonground_bg.js"]);
});

test("the module does not tell whose machine built it", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  for (const folder of [root, homedir()]) {
    // A home of `/` is no secret, and would be found everywhere.
    if (folder.length > 1) assert.equal(bytes.includes(folder), false, folder);
  }
});
