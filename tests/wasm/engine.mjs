// The package as Node sees it, with the very modules that the page runs.
import { readFileSync } from "node:fs";

export * as engine from "../../pkg/node.js";

/** The modules' bytes, by name. */
export const modules = Object.fromEntries(
  ["engine", "pairs", "study", "tools"].map((name) => [
    name,
    readFileSync(new URL(`../../pkg/wasm/${name}_bg.wasm`, import.meta.url)),
  ]),
);
