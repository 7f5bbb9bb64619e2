// Prints the size of each given file: as it is, and as a web server sends it.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { compressed, kilobytes } from "./compress.mjs";

for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path);
  const { gzip, brotli } = compressed(bytes);
  console.log(
    `${basename(path)}: ${kilobytes(bytes.length)} raw, ${kilobytes(gzip)} gzip, ${kilobytes(brotli)} brotli`,
  );
}
