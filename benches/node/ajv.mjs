// Times ajv on one data set: node ajv.mjs SCHEMA INSTANCES.jsonl assert|annotate MILLISECONDS
//
// The schema is compiled to standalone code, as ajv's authors recommend. One JSON object on standard output: how many instances
// are valid, and the nanoseconds for one, from text and from a value in memory, each the median of the samples.

import { readFileSync, writeFileSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const [schemaFile, instancesFile, formats, milliseconds] = process.argv.slice(2);
const SAMPLES = 5;
// How many samples' time goes by before the first: just-in-time compilers take theirs.
const WARM_UP = 10;

const schema = JSON.parse(readFileSync(schemaFile, "utf8"));
const texts = readFileSync(instancesFile, "utf8").split("\n").filter((line) => line.trim() !== "");
const values = texts.map((text) => JSON.parse(text));

/** The class for the schema's own draft. */
function ajvFor({ $schema = "" }) {
  if ($schema.includes("2020-12")) return require("ajv/dist/2020").default;
  if ($schema.includes("2019-09")) return require("ajv/dist/2019").default;
  return require("ajv").default;
}

/** The standalone code, loaded as a module. It refers to modules of ajv, so that it has to find them. */
function compile(options) {
  const Ajv = ajvFor(schema);
  const ajv = new Ajv({ code: { source: true }, strict: false, logger: false, validateFormats: formats === "assert", ...options });
  if (formats === "assert") require("ajv-formats").default(ajv);
  if (/draft-06/.test(schema.$schema)) ajv.addMetaSchema(require("ajv/dist/refs/json-schema-draft-06.json"));
  const code = require("ajv/dist/standalone").default(ajv, ajv.compile(schema));
  const folder = mkdtempSync(join(tmpdir(), "ajv-"));
  try {
    symlinkSync(join(here, "node_modules"), join(folder, "node_modules"));
    const file = join(folder, "validate.cjs");
    writeFileSync(file, code);
    return require(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first way that works. */
function compiled() {
  const ways = [
    {},
    // Some real patterns are regular expressions without the flag `u` alone.
    { unicodeRegExp: false },
    // Some real schemas bring the metaschema along, which ajv will not have twice.
    { meta: false, validateSchema: false },
  ];
  let first;
  for (const way of ways) {
    try {
      return compile(way);
    } catch (error) {
      first ??= error;
    }
  }
  process.stderr.write(`${first.message}\n`);
  process.exit(1);
}

/** How many nanoseconds one instance takes, over that many milliseconds. */
function sample(run, wanted) {
  const start = process.hrtime.bigint();
  const end = start + BigInt(Math.round(wanted * 1e6));
  let passes = 0;
  let now;
  do {
    run();
    passes += 1;
    now = process.hrtime.bigint();
  } while (now < end);
  return Number(now - start) / passes / texts.length;
}

/** The median of samples of each, taken in turns, once both are warm. */
function times(runs, wanted) {
  for (const run of runs) sample(run, wanted * WARM_UP);
  const samples = runs.map(() => []);
  for (let round = 0; round < SAMPLES; round += 1) {
    runs.forEach((run, index) => samples[index].push(sample(run, wanted)));
  }
  return samples.map((all) => all.sort((a, b) => a - b)[SAMPLES >> 1]);
}

const validate = compiled();

// Counted, so that no call is dropped because nobody asks for what it says.
let counted = 0;
const [value, bytes] = times(
  [
    () => {
      for (const instance of values) counted += validate(instance) ? 1 : 0;
    },
    () => {
      for (const text of texts) counted += validate(JSON.parse(text)) ? 1 : 0;
    },
  ],
  Number(milliseconds),
);
const valid = values.filter((instance) => validate(instance)).length;
process.stdout.write(`${JSON.stringify({ valid, bytes, value, counted })}\n`);
