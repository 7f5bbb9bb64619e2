// Checks that the page's first load is small: `node first-load.mjs DIST`.
//
// Counted is every file that can be reached from index.html by name, WebAssembly and worker included: all that is
// fetched before the page stands with its first network and can form and show a first plan. Left out is only what
// waits for something to happen on the page: the sample network that is not shown to begin with, and what code asks
// for with a dynamic import(). Such parts come when they are asked for, or, so that the page then works without a
// network, once it has opened that network and is idle; tests/page/load.test.mjs holds it to that.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";
import { compressed, kilobytes } from "./compress.mjs";

/** Compressed bytes: about three seconds on a slow phone line of 800 kbit/s. */
const BUDGET = 300_000;

const LATER = "programme-120";

const TEXT = new Set([".html", ".js", ".mjs", ".css", ".webmanifest"]);

const dist = process.argv[2];
const index = join(dist, "index.html");
if (!existsSync(index)) {
  console.error(`error: ${index} does not exist; build the page first`);
  process.exit(1);
}
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && extname(entry.name) !== ".map")
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const first = new Set([index]);
for (const file of first) {
  if (!TEXT.has(extname(file))) continue;
  const text = withoutDynamicImports(readFileSync(file, "utf8"));
  for (const other of files) if (text.includes(basename(other)) && !basename(other).startsWith(LATER)) first.add(other);
}

let total = { raw: 0, gzip: 0, brotli: 0 };
for (const file of first) {
  const bytes = readFileSync(file);
  const { gzip, brotli } = compressed(bytes);
  total = { raw: total.raw + bytes.length, gzip: total.gzip + gzip, brotli: total.brotli + brotli };
  console.log(`${kilobytes(gzip).padStart(10)} gzip  ${relative(dist, file)}`);
}
console.log(
  `First load: ${first.size} of ${files.length} files, ${kilobytes(total.raw)} raw, ` +
    `${kilobytes(total.gzip)} gzip, ${kilobytes(total.brotli)} brotli; at most ${kilobytes(BUDGET)} gzip are allowed`,
);
if (total.gzip > BUDGET) {
  console.error("error: the first load is over its budget");
  process.exit(1);
}

function withoutDynamicImports(text) {
  return text
    .replace(/\bimport\(\s*(["'`])[^"'`]*\1\s*\)/g, "")
    // Vite's own list of what each dynamic import preloads.
    .replace(/__vite__mapDeps\s*=.*?\]\s*\)/s, "");
}
