// Not through the room's door: the JavaScript parser behind it would be loaded with every config.
import { readJson } from "../../formats/manifests/json.ts";
import { isTable, valueAt } from "../../formats/manifests/problem.ts";
import { readToml, tomlLine } from "../../formats/manifests/toml.ts";
import type { ConfigProblem, ReadConfig } from "./config.ts";
import { hadolintConfig } from "./hadolint.ts";
import { ownConfig } from "./own.ts";

const nothing: ReadConfig = { config: {}, problems: [] };

/**
 * What a file says about rating, chosen by its name: `[rate]` of seaworthy.toml, `seaworthy.rate` of package.json, all of
 * .hadolint.yaml. Null where it says nothing, so that the next file counts. Never throws for what the text holds.
 */
export function readConfig(path: string, text: string): ReadConfig | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name.endsWith(".toml")) return tomlConfig(path, text);
  if (name.endsWith(".json")) return jsonConfig(path, text);
  return /\.ya?ml$/.test(name) ? hadolintConfig(path, text) : null;
}

function tomlConfig(file: string, text: string): ReadConfig | null {
  const { value, problem } = readToml(text, file);
  if (problem !== null)
    return { ...nothing, problems: [{ file, line: problem.line, message: problem.says, level: "error" }] };
  const table = valueAt(value, "rate");
  return table === undefined ? null : ownOf(file, table, (key) => tomlLine(text, "rate", key));
}

function jsonConfig(file: string, text: string): ReadConfig | null {
  const { value, problem } = readJson(text, file);
  if (problem !== null) return null;
  const table = valueAt(value.value, "seaworthy", "rate");
  return table === undefined ? null : ownOf(file, table, (key) => value.line("seaworthy", "rate", key));
}

function ownOf(file: string, table: unknown, lineOf: (key: string) => number): ReadConfig {
  if (!isTable(table)) return { ...nothing, problems: [{ file, line: 1, message: "rate is a table", level: "error" }] };
  const problems: ConfigProblem[] = [];
  const config = ownConfig(table, (key, message) =>
    problems.push({ file, line: lineOf(key), message: `${key}: ${message}`, level: "error" }),
  );
  return { config, problems };
}
