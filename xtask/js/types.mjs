// JSON Schema on standard input -> TypeScript declarations on standard output.
import { compile } from "json-schema-to-typescript";
import { text } from "node:stream/consumers";

const banner = `// Made from the Rust types by \`cargo xtask types\`: change those, not this file.`;

const schema = JSON.parse(await text(process.stdin));
// One schema, or an object of several by name: each becomes an exported type, with everything it refers to.
const many = !("$schema" in schema || "$defs" in schema || "type" in schema);
const whole = withPlainReferences(many ? merged(schema) : schema);

const types = await compile(whole, whole.title ?? "Contract", {
  bannerComment: banner,
  additionalProperties: false,
  unreachableDefinitions: true,
  enableConstEnums: false,
});
process.stdout.write(withoutOrigins(types));

/** Takes out the compiler's notes of where in the schema a type stands, which say nothing to a reader. */
function withoutOrigins(text) {
  const origin = / \* This interface was referenced by .*\n \* via the `(?:definition|patternProperty)` .*\n/g;
  return text
    .replace(origin, "")
    .replace(/\/\*\*\n \*\/\n/g, "")
    .replace(/(?: \*\n)+ \*\/\n/g, " */\n");
}

/** A reference beside a description would become a type of its own; inside `allOf` it stays a reference. */
function withPlainReferences(node) {
  if (Array.isArray(node)) return node.map(withPlainReferences);
  if (node === null || typeof node !== "object") return node;
  const inner = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withPlainReferences(value)]));
  const { $ref, default: _, ...rest } = inner;
  if ($ref === undefined || Object.keys(inner).length === 1) return inner;
  return { ...rest, allOf: [{ $ref }] };
}

function merged(schemas) {
  const $defs = {};
  const properties = {};
  for (const [name, { $defs: inner, $schema, ...own }] of Object.entries(schemas)) {
    Object.assign($defs, inner, { [name]: own });
    properties[name] = { $ref: `#/$defs/${name}` };
  }
  return { title: "Contract", type: "object", properties, $defs };
}
