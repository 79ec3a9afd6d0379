import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {{ name: string, state: "passed" | "failed" | "skipped", because: string }} Result
 * @typedef {{ status: number, timedOut: boolean }} Ended
 */

/**
 * The results in a JSON file of the vitest reporter.
 * @param {string} text
 * @returns {Result[]}
 */
export function readVitest(text) {
  return /** @type {Result[]} */ (JSON.parse(text));
}

/**
 * The results in a JUnit file, as pytest and Node's test runner write it.
 * @param {string} text
 * @returns {Result[]}
 */
export function readJunit(text) {
  return [...text.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(
    ([, attributes = "", body = ""]) => {
      const group = attribute(attributes, "classname");
      const name = [group === "test" ? "" : group, attribute(attributes, "name")]
        .filter((word) => word !== "")
        .join(" > ");
      const failed = /<(?:failure|error)\b([^>]*)/.exec(body);
      if (failed !== null) return { name, state: "failed", because: attribute(failed[1] ?? "", "message") };
      const skipped = /<skipped\b([^>]*)/.exec(body);
      if (skipped === null) return { name, state: "passed", because: "" };
      const message = attribute(skipped[1] ?? "", "message");
      return { name, state: "skipped", because: message === "true" ? "" : message };
    },
  );
}

/**
 * What a suite is worth once its runner has ended. A runner that crashed, wrote no results, ran out of time or ran no
 * test at all has failed, whatever the results say.
 * @param {string} suite
 * @param {string} file
 * @param {(text: string) => Result[]} read
 * @param {Ended} ended
 * @returns {Result[]}
 */
export function judgeRunner(suite, file, read, ended) {
  /** @param {string} because @returns {Result} */
  const broken = (because) => ({ name: `${suite} (the runner itself)`, state: "failed", because });
  /** @type {Result[]} */
  let results = [];
  try {
    if (existsSync(file)) results = read(readFileSync(file, "utf8"));
  } catch (error) {
    return [broken(`its results cannot be read: ${String(error)}`)];
  }
  if (ended.timedOut) return [...results, broken("it did not end in time and was ended")];
  if (results.length === 0) return [broken(`it ran no test and ended with ${ended.status}`)];
  if (ended.status !== 0 && results.every(({ state }) => state !== "failed")) {
    return [...results, broken(`it ended with ${ended.status} though no test failed`)];
  }
  return results;
}

/**
 * The report's lines: what failed, what was skipped and why, and last the line with the counts.
 * @param {readonly Result[]} results
 * @returns {string[]}
 */
export function summary(results) {
  const of = (/** @type {Result["state"]} */ state) => results.filter((one) => one.state === state);
  const [passed, failed, skipped] = [of("passed"), of("failed"), of("skipped")];
  return [
    ...failed.map(({ name, because }) => `FAILED   ${oneLine(name)}: ${oneLine(because)}`),
    ...skipped.map(({ name, because }) => `SKIPPED  ${oneLine(name)}${because === "" ? "" : `: ${oneLine(because)}`}`),
    "",
    `${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`,
  ];
}

/** @param {string} text */
function oneLine(text) {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/**
 * @param {string} attributes
 * @param {string} name
 */
function attribute(attributes, name) {
  const text = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  return text.replaceAll(/&(?:lt|gt|quot|apos|amp|#\d+|#x[\da-f]+);/gi, (entity) => {
    const code = /^&#(x?)([\da-f]+);$/i.exec(entity);
    if (code !== null) return String.fromCodePoint(Number.parseInt(code[2] ?? "0", code[1] === "" ? 10 : 16));
    return entities[entity] ?? entity;
  });
}

/** @type {Readonly<Record<string, string>>} */
const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };
