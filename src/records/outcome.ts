import type { SeaworthyRecord } from "../core/record.ts";
import { allHeld, brokenControls, runTime, verdictCounts } from "./evidence.ts";
import { bytes, counted, outOfTen, seconds } from "./figures.ts";
import { inline } from "./inline.ts";
import { nextExperiment } from "./next-experiment.ts";
import { graded } from "./response.ts";

/** The five lines of `## Outcome`, each from the evidence. */
export function outcome(record: SeaworthyRecord): readonly string[] {
  return [
    `- ✅ Impact: ${inline(impact(record))}`,
    `- 🧪 Tests: ${inline(tests(record))}`,
    `- 📁 Files: ${inline(record.written.length === 0 ? "none written" : record.written.map((one) => one.path).join(", "))}`,
    `- 🔁 Next prompts: ${inline(nextPrompt(record))}`,
    `- 🧠 Reflection: ${inline(reflection(record))}`,
  ];
}

function impact(record: SeaworthyRecord): string {
  const name = record.facts.name;
  if (record.image === null)
    return `${name}: no image was built${record.skipped[0] ? `, ${record.skipped[0].because}` : ""}`;
  const score =
    record.scoresAfter === null
      ? ""
      : `, security ${outOfTen(record.scoresAfter.security)}, efficiency ${outOfTen(record.scoresAfter.efficiency)}`;
  const held = allHeld(record.proofs)
    ? "runs in a container and holds what was claimed"
    : "is in a container, and not all that was claimed holds";
  return `${name} ${held}: ${record.image.tag}, ${bytes(record.image.bytes)}${score}`;
}

function tests(record: SeaworthyRecord): string {
  const counts = verdictCounts(record.proofs);
  const broken = brokenControls(record.proofs).length;
  const passed = record.tests.filter((test) => test.verdict === "PASS").length;
  const typed =
    record.tests.length === 0 ? "" : `; ${passed} of ${counted(record.tests.length, "typed command")} passed`;
  const claims = `${counted(counts.PASS, "claim")} PASS, ${counts.FAIL} FAIL, ${counts.SKIPPED} SKIPPED`;
  return `${claims}${broken === 0 ? "" : `, ${counted(broken, "control")} did not fail`}${typed}`;
}

function nextPrompt(record: SeaworthyRecord): string {
  const next = nextExperiment(record);
  return next.command ?? next.says;
}

function reflection(record: SeaworthyRecord): string {
  const [met] = record.diagnoses;
  if (met)
    return `${met.title} was met; ${met.remedy === null ? "no remedy is known" : `its remedy: ${met.remedy.says}`}`;
  const time = runTime(record);
  const spent = time === null ? "" : `; ${seconds(time.total)}, of which ${seconds(time.own)} outside engine commands`;
  if (record.comparison !== null) {
    const share = Math.round((1 - record.comparison.ratio) * 100);
    return share > 0
      ? `${share} % of the single-stage image is not needed to run it${spent}`
      : `the stages save nothing here${spent}`;
  }
  return `${counted(record.facts.evidence.length, "fact")} with evidence carried the run${spent}`;
}

/** The four lines of `## Evaluation notes (flywheel)`. */
export function evaluation(record: SeaworthyRecord): readonly string[] {
  const nested = (lines: readonly string[], none: string): string =>
    lines.length === 0 ? none : `\n${lines.map((line) => `  - ${inline(line)}`).join("\n")}`;
  const modes = record.diagnoses.map((one) => {
    const remedy = one.remedy === null ? "no remedy known" : `remedy in ${one.remedy.file}: ${one.remedy.says}`;
    return `${one.id} (${one.stage}): ${one.title}; ${one.cause}; ${remedy}`;
  });
  const next = nextExperiment(record);
  const variant =
    record.front.model === "none" || record.front.model === "" ? "none (no language model)" : record.front.model;
  const line = (label: string, value: string): string => `- ${label}:${value.startsWith("\n") ? "" : " "}${value}`;
  return [
    line("Failure modes observed", nested(modes, "none")),
    line("Graders run and results (PASS/FAIL)", nested(record.proofs.map(graded), "none were run")),
    line("Prompt variant (if applicable)", inline(variant)),
    line(
      "Next experiment (smallest change to try)",
      inline(next.command === null ? next.says : `${next.says}; \`${next.command}\``),
    ),
  ];
}
