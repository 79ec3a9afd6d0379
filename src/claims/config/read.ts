import type { z } from "zod";
import { goPattern } from "../../formats/go-pattern/index.ts";
import { readJson } from "../../formats/manifests/json.ts";
import { isTable } from "../../formats/manifests/problem.ts";
import { readToml } from "../../formats/manifests/toml.ts";
import { type ClaimTable, claimSchema, type ProveTable, proveSchema } from "./schema.ts";
import { type Path, tomlPathLine } from "./toml-path.ts";

/** What a file says of proving. `line` is that of the claim's beginning. */
export interface ProveConfig {
  readonly prove: ProveTable;
  readonly claims: readonly { readonly table: ClaimTable; readonly line: number }[];
}

export interface ProveConfigRead {
  readonly config: ProveConfig;
  readonly problems: readonly { readonly line: number; readonly says: string }[];
}

const tables = ["rate", "prove", "claim"];

/**
 * What a seaworthy.toml, or the object `seaworthy` of a package.json, says of proving. Null where it says nothing, so that
 * the next file counts.
 */
export async function readProveConfig(file: string, text: string): Promise<ProveConfigRead | null> {
  const toml = file.endsWith(".toml");
  if (!toml && !text.includes('"seaworthy"')) return null;
  const whole = toml ? tomlRoot(text, file) : jsonRoot(text, file);
  if (whole === null) return null;
  if ("problem" in whole) return { config: { prove: {}, claims: [] }, problems: [whole.problem] };
  const { root, line } = whole;
  const unknown = Object.keys(root).filter((key) => !tables.includes(key));
  const problems = unknown.map((key) => ({
    line: line([key]),
    says: `there is no table ${JSON.stringify(key)}; there are ${tables.join(", ")}`,
  }));
  if (!("prove" in root) && !("claim" in root) && unknown.length === 0) return null;
  const { z: zod } = await import("zod");
  const told = (at: Path, error: z.ZodError): void => {
    for (const issue of error.issues)
      problems.push(
        ...issuesOf(issue, at).map(({ path, says }) => ({ line: line(path), says: `${named(path)}${says}` })),
      );
  };
  const prove = proveSchema(zod).safeParse(root["prove"] ?? {});
  if (!prove.success) told(["prove"], prove.error);
  const claims: { table: ClaimTable; line: number }[] = [];
  const list: unknown = root["claim"] ?? [];
  if (!Array.isArray(list)) problems.push({ line: line(["claim"]), says: "claim is written as [[claim]]" });
  const schema = claimSchema(zod);
  for (const [at, one] of (Array.isArray(list) ? list : []).entries()) {
    const read = schema.safeParse(one);
    if (!read.success) told(["claim", at], read.error);
    else {
      claims.push({ table: read.data, line: line(["claim", at]) });
      for (const { path, says } of meant(read.data)) {
        const place = ["claim", at, ...path];
        problems.push({ line: line(place), says: `${named(place)}${says}` });
      }
    }
  }
  const ids = claims.map(({ table }) => table.id);
  for (const [at, id] of ids.entries())
    if (ids.indexOf(id) !== at)
      problems.push({ line: line(["claim", at, "id"]), says: `claim ${id} stands here twice` });
  return { config: { prove: prove.success ? prove.data : {}, claims }, problems };
}

type Root =
  | { readonly root: Readonly<Record<string, unknown>>; readonly line: (path: Path) => number }
  | { readonly problem: { readonly line: number; readonly says: string } };

function tomlRoot(text: string, file: string): Root {
  const { value, problem } = readToml(text, file);
  if (problem !== null) return { problem: { line: problem.line, says: problem.says } };
  return { root: value, line: (path) => tomlPathLine(text, path) };
}

/** A package.json that does not parse is npm's matter. */
function jsonRoot(text: string, file: string): Root | null {
  const { value, problem } = readJson(text, file);
  if (problem !== null || !isTable(value.value)) return null;
  const root = value.value["seaworthy"];
  return isTable(root) ? { root, line: (path) => value.line("seaworthy", ...path) } : null;
}

function issuesOf(issue: z.core.$ZodIssue, at: Path): readonly { readonly path: Path; readonly says: string }[] {
  const path = [...at, ...issue.path.filter((part) => typeof part !== "symbol")];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], says: "there is no such key" }));
  const wanted = issue.code === "invalid_type" ? wordsOf[issue.expected] : undefined;
  return [{ path, says: issue.message.startsWith("Invalid input") && wanted !== undefined ? wanted : issue.message }];
}

/** What zod calls the kinds of values, for what has no words of its own. */
const wordsOf: Readonly<Record<string, string>> = {
  string: "it is a text",
  int: "it is a whole number",
  number: "it is a number",
  boolean: "it is true or false",
  array: "it is a list",
  object: "it is a table",
  record: "it is a table",
};

function named(path: Path): string {
  const words = path.map((part) => (typeof part === "number" ? `[${part + 1}]` : `.${part}`)).join("");
  return words === "" ? "" : `${words.slice(1)}: `;
}

/** What a claim of the right shape says that cannot be meant. */
function meant(claim: ClaimTable): readonly { readonly path: Path; readonly says: string }[] {
  const out: { path: Path; says: string }[] = [];
  const kinds = ["http", "command", "file", "port"] as const;
  if (kinds.every((kind) => (claim[kind] ?? []).length === 0))
    out.push({ path: [], says: "it checks nothing: it needs a [[claim.http]], command, file or port" });
  for (const [path, pattern] of patternsIn(claim, [])) {
    const read = goPattern(pattern);
    if (typeof read === "string") out.push({ path, says: `it is a pattern that is none: ${read}` });
  }
  const { control } = claim;
  if (control !== undefined && Object.keys(control).length === 0)
    out.push({ path: ["control"], says: "it breaks nothing: it has command, env, user, dockerfile or none" });
  return out;
}

function patternsIn(value: unknown, path: Path): readonly (readonly [Path, string])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (key !== "matches") return patternsIn(inner, at);
    const list: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
    return list.flatMap((one): readonly (readonly [Path, string])[] => (typeof one === "string" ? [[at, one]] : []));
  });
}
