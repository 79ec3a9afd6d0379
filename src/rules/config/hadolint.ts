import { LineCounter, parseDocument } from "yaml";
import { severities, type Severity } from "../../core/finding.ts";
import { isTable, stringsAt, valueAt } from "../../formats/manifests/problem.ts";
import { labelKinds, type LabelKind } from "../settings.ts";
import type { ConfigProblem, RateConfig, ReadConfig } from "./config.ts";

/** Keys of hadolint's config that say how its output looks; they mean nothing here and are no problem. */
const ofOutput = new Set(["format", "no-color", "verbose", "disable-ignore-pragma", "no-fail"]);
const read = new Set([
  "failure-threshold",
  "ignored",
  "override",
  "strict-labels",
  "label-schema",
  "trustedRegistries",
]);

/** Reads `.hadolint.yaml`, so that a project can switch without a new file. Its codes become `hadolint:CODE`. */
export function hadolintConfig(file: string, text: string): ReadConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "silent" });
  const problems: ConfigProblem[] = document.errors.map(({ message, pos }) => ({
    file,
    line: lines.linePos(pos[0]).line,
    message,
    level: "error",
  }));
  const root: unknown = problems.length > 0 ? {} : document.toJS();
  if (!isTable(root)) return { config: {}, problems };
  for (const key of Object.keys(root)) {
    if (!ofOutput.has(key) && !read.has(key))
      problems.push({ file, line: lineOf(text, key), message: `hadolint has no key "${key}"`, level: "warning" });
  }
  return { config: configOf(root), problems };
}

function configOf(root: Readonly<Record<string, unknown>>): RateConfig {
  const severity: Record<string, Severity> = {};
  for (const level of severities) for (const code of stringsAt(root, "override", level)) severity[named(code)] = level;
  const threshold = root["no-fail"] === true ? null : thresholdOf(root["failure-threshold"]);
  return {
    ...("ignored" in root && { off: stringsAt(root, "ignored").map(named) }),
    ...(Object.keys(severity).length > 0 && { severity }),
    ...(threshold !== undefined && { failOn: threshold }),
    ...(root["disable-ignore-pragma"] === true && { ignoreComments: false }),
    settings: {
      ...("trustedRegistries" in root && { allowedRegistries: stringsAt(root, "trustedRegistries") }),
      ...("label-schema" in root && { requiredLabels: labelsOf(valueAt(root, "label-schema")) }),
      ...(root["strict-labels"] === true && { onlyRequiredLabels: true }),
    },
  };
}

/** hadolint tells what ShellCheck finds under ShellCheck's own codes. */
function named(code: string): string {
  return `${/^SC\d+$/i.test(code) ? "shellcheck" : "hadolint"}:${code}`;
}

function thresholdOf(value: unknown): Severity | null | undefined {
  if (value === "none") return null;
  return value === "ignore" ? "style" : severities.find((one) => one === value);
}

function labelsOf(schema: unknown): Record<string, LabelKind> {
  if (!isTable(schema)) return {};
  return Object.fromEntries(
    Object.entries(schema).map(([name, kind]) => [name, labelKinds.find((one) => one === kind) ?? "text"]),
  );
}

function lineOf(text: string, key: string): number {
  const at = text.split("\n").findIndex((line) => line.replace(/^["']/, "").startsWith(key));
  return at === -1 ? 1 : at + 1;
}
