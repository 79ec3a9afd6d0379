import type { Mount, Step } from "../core/plan.ts";
import { comment, isPlainWord, jsonList } from "./words.ts";

/** The lines of one step: its reason as a comment, then the instruction. */
export function renderStep(step: Step): string[] {
  const why = step.why === undefined || step.why === "" ? [] : comment(step.why);
  return [...why, ...instruction(step)];
}

function instruction(step: Step): string[] {
  switch (step.kind) {
    case "workdir":
      return [`WORKDIR ${step.path}`];
    case "env":
      return pairs("ENV", step.values);
    case "label":
      return pairs("LABEL", step.values);
    case "arg":
      return [`ARG ${step.name}${step.default === undefined ? "" : `=${value(step.default)}`}`];
    case "copy":
      return [copy(step)];
    case "run":
      return run(step);
    default:
      return step satisfies never;
  }
}

function pairs(word: string, values: Readonly<Record<string, string>>): string[] {
  const written = Object.entries(values).map(([name, text]) => `${name}=${name === "PATH" ? text : value(text)}`);
  if (written.join(" ").length <= 90) return [`${word} ${written.join(" ")}`];
  return written.map((pair, i) => `${i === 0 ? `${word} ` : "    "}${pair}${i === written.length - 1 ? "" : " \\"}`);
}

/** A value that no variable of the build is put into, quoted where it must be. */
function value(text: string): string {
  if (text !== "" && isPlainWord(text)) return text;
  return `"${text.replaceAll(/[\\"$]/g, "\\$&")}"`;
}

function copy(step: Step & { kind: "copy" }): string {
  const flags = [
    ...(step.from === undefined ? [] : [`--from=${step.from}`]),
    ...(step.chmod === undefined ? [] : [`--chmod=${step.chmod}`]),
  ];
  const paths = [...step.sources.map(sourcePath), step.target.replaceAll("$", "\\$")];
  const isPlain = paths.every((path) => !/[\s"'\\#]/.test(path) && !path.startsWith("["));
  return ["COPY", ...flags, isPlain ? paths.join(" ") : jsonList(paths)].join(" ");
}

/** COPY puts variables into names and reads them as patterns: both are taken literally here. */
function sourcePath(path: string): string {
  return path.replaceAll(/[\\$]/g, "\\$&").replaceAll("[", "[[]").replaceAll(/[*?]/g, "[$&]");
}

function run(step: Step & { kind: "run" }): string[] {
  const { command } = step;
  const mounts = (step.mounts ?? []).map(mount);
  const isWords = typeof command !== "string";
  const text = isWords ? (command.every(isPlainWord) ? command.join(" ") : jsonList(command)) : command;
  const parts = isWords ? [text] : chain(text);
  const lines = [...mounts, ...parts];
  return lines.map((line, i) => `${i === 0 ? "RUN " : "    "}${line}${i === lines.length - 1 ? "" : " \\"}`);
}

/** A long chain has one command a line, and a long pipeline one stage a line. */
function chain(text: string): string[] {
  const parts = unquotedParts(text, " && ");
  if (parts.length === 1 || (text.length <= 90 && parts.length < 3)) return [text];
  return parts.flatMap((part, i) => {
    const [first = "", ...others] = part.length > 110 ? unquotedParts(part, " | ") : [part];
    return [i === 0 ? first : `&& ${first}`, ...others.map((other) => `    | ${other}`)];
  });
}

/** The text cut at a separator, but not within quotes. */
function unquotedParts(text: string, separator: string): string[] {
  const parts: string[] = [];
  let quote = "";
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (text.startsWith(separator, at)) {
      parts.push(text.slice(from, at));
      from = at + separator.length;
    }
  }
  return [...parts, text.slice(from)];
}

function mount(of: Mount): string {
  const parts = [`type=${of.type}`];
  if (of.type === "secret") parts.push(`id=${of.id}`);
  if (of.type === "bind") {
    if (of.from !== undefined) parts.push(`from=${of.from}`);
    parts.push(`source=${of.source}`);
  }
  if (of.target !== undefined) parts.push(`target=${of.target}`);
  if (of.type === "cache" && of.sharing !== undefined) parts.push(`sharing=${of.sharing}`);
  return `--mount=${parts.map((part) => (/[,\s"]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part)).join(",")}`;
}
