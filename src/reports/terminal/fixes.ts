import type { FixedFile, FixResult } from "../../core/ports/workflows.ts";
import type { Score } from "../../core/score.ts";
import { counted, outOfTen } from "../../records/figures.ts";
import type { Setting } from "../define.ts";
import { changesText, diffText } from "./changes.ts";
import { plain, wrap } from "./lines.ts";
import { necessaryLines } from "./necessary.ts";
import { type Paint, paint } from "./paint.ts";
import { failedEvidence, proofLine } from "./proofs.ts";

/** What `fix` did to each file: every edit kept or dropped with its reason, and the scores before and after. */
export function fixText(result: FixResult, setting: Setting, diffs: boolean): string {
  const look = paint(setting.color);
  return result.files.map((file) => fixed(file, setting, look, diffs)).join("\n");
}

function fixed(file: FixedFile, setting: Setting, look: Paint, diffs: boolean): string {
  const lines = [look.bold(plain(file.path)), scores(file, look)];
  for (const one of file.suggestions) {
    const sign = one.kept ? look.green("kept   ") : look.yellow("dropped");
    lines.push(
      `  ${sign} ${one.rule} ${wrap(plain(`${one.title.replace(/\.$/, "")}: ${one.because}`), setting.width, " ".repeat(10)).trimStart()}`,
    );
    if (diffs && one.diff !== "")
      lines.push(
        diffText(one.diff.trimEnd(), look)
          .split("\n")
          .map((line) => `    ${line}`)
          .join("\n"),
      );
  }
  for (const one of file.diagnoses)
    lines.push(
      wrap(
        plain(`met: ${one.title}; ${one.cause}${one.remedy === null ? "" : `; ${one.remedy.says}`}`),
        setting.width,
        "  ",
      ),
    );
  for (const proof of file.proofs)
    lines.push(proofLine(proof, look, setting.width), ...failedEvidence(proof, look, setting.width));
  if (file.necessary !== undefined) lines.push(...necessaryLines(file.necessary, setting.width));
  const left = file.after.findings.length;
  if (left > 0) lines.push(`  ${counted(left, "finding")} left: seaworthy rate ${plain(file.path)}`);
  if (file.record !== null) lines.push(`  record: ${look.cyan(plain(file.record.markdown))}`);
  const changes =
    diffs && file.suggestions.some((one) => one.diff !== "")
      ? file.changes.map((one) => ({ ...one, diff: "" }))
      : file.changes;
  return `${lines.join("\n")}\n${changesText(
    changes.map((change) => ({ folder: ".", change })),
    setting,
  )}`;
}

function scores({ before, after }: FixedFile, look: Paint): string {
  if (after.scores === null) return `  ${look.red(`not rated: ${plain(after.problem ?? "it does not parse")}`)}`;
  const step = (from: Score | undefined, to: Score): string => {
    const tone = to >= 9 ? look.green : to >= 6 ? look.yellow : look.red;
    return from === undefined || from === to ? tone(outOfTen(to)) : `${outOfTen(from)} -> ${tone(outOfTen(to))}`;
  };
  return `  security ${step(before.scores?.security, after.scores.security)}, efficiency ${step(before.scores?.efficiency, after.scores.efficiency)}`;
}
