import { dimensions, type Finding, severities } from "../../core/finding.ts";
import type { RatedFile, Ratings } from "../../core/ports/workflows.ts";
import type { Score } from "../../core/score.ts";
import { counted, outOfTen } from "../../records/figures.ts";
import type { Setting } from "../define.ts";
import { codeFrame } from "./code-frame.ts";
import { plain, wrap } from "./lines.ts";
import { type Paint, paint } from "./paint.ts";

/** Ratings for a terminal: each file with its two scores, each lost point at its line with reason and fix, and a last line over all. */
export function ratingText(ratings: Ratings, setting: Setting): string {
  const look = paint(setting.color);
  const blocks = ratings.files.map((file) => ratedFile(file, setting, look));
  return `${[...blocks, totals(ratings, look, setting.width)].join("\n\n")}\n`;
}

function ratedFile(file: RatedFile, setting: Setting, look: Paint): string {
  const name = look.bold(plain(file.path));
  if (file.scores === null)
    return `${name}\n${look.red(wrap(`not rated: ${plain(file.problem ?? "it does not parse")}`, setting.width, "  "))}${findings(file, setting, look)}`;
  const { scores } = file;
  // A tree has many such files; they are one line's worth.
  if (dimensions.every((one) => scores[one] === 10))
    return `${name}\n  ${look.green(`${outOfTen(10)} in every dimension`)}${findings(file, setting, look)}`;
  const others = dimensions
    .filter((one) => one !== "security" && one !== "efficiency")
    .map((one) => (scores[one] < 10 ? `${one} ${scored(scores[one], look)}` : look.dim(`${one} ${outOfTen(10)}`)));
  return (
    [
      `${name}\n  security ${scored(scores.security, look)}  efficiency ${scored(scores.efficiency, look)}`,
      wrap(others.join(", "), setting.width, "  "),
    ].join("\n") + findings(file, setting, look)
  );
}

function findings(file: RatedFile, setting: Setting, look: Paint): string {
  const lines = file.text?.split(/\r?\n/) ?? null;
  // Not localeCompare: its first call costs as much as rating the file.
  const sorted = [...file.findings].sort((a, b) => a.span.start - b.span.start || (a.rule < b.rule ? -1 : 1));
  return sorted.map((one) => `\n\n${found(one, lines, setting, look)}`).join("");
}

function found(one: Finding, lines: readonly string[] | null, setting: Setting, look: Paint): string {
  const tone = { error: look.red, warning: look.yellow, info: look.cyan, style: look.dim }[one.severity];
  const cost = one.cost > 0 ? `  -${Number(one.cost.toFixed(1))} ${one.dimension}` : "";
  const fix =
    one.fix === null
      ? []
      : [
          wrap(
            `fix: ${one.fix.kind}, seaworthy fix${one.fix.kind === "suggested" ? " --suggested" : ""}`,
            setting.width,
            "    ",
          ),
        ];
  return [
    `  ${one.from.line}:${one.from.column} ${tone(one.severity)} ${look.bold(one.rule)} ${one.slug}${look.dim(cost)}`,
    wrap(plain(one.message), setting.width, "    "),
    ...(lines === null ? [] : codeFrame(lines, one.from, one.to, setting.width - 4, look).map((line) => `    ${line}`)),
    look.dim(wrap(`why: ${plain(one.why)}`, setting.width, "    ")),
    ...fix.map(look.cyan),
  ].join("\n");
}

function totals(ratings: Ratings, look: Paint, width: number): string {
  const all = ratings.files.flatMap((file) => file.findings);
  const counts = severities.flatMap((severity) => {
    const count = all.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const unrated = ratings.files.filter((file) => file.scores === null).length;
  const fixable = all.filter((one) => one.fix?.kind === "safe").length;
  const parts = [
    `${counted(ratings.files.length, "file")}${unrated === 0 ? "" : ` (${unrated} not rated)`}`,
    all.length === 0 ? "no findings" : `${counted(all.length, "finding")}: ${counts.join(", ")}`,
    ...(fixable === 0 ? [] : [`${fixable} with a safe fix`]),
  ];
  const line = wrap(parts.join(", "), width, "");
  return all.length === 0 && unrated === 0 ? look.green(line) : line;
}

function scored(score: Score, look: Paint): string {
  return (score >= 9 ? look.green : score >= 6 ? look.yellow : look.red)(outOfTen(score));
}
