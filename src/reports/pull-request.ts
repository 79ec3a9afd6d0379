import { dimensions } from "../core/finding.ts";
import type { SeaworthyRecord } from "../core/record.ts";
import { allHeld, brokenControls, lostPoints, notProved, runTime, verdictCounts } from "../records/evidence.ts";
import { bytes, counted, outOfTen, seconds } from "../records/figures.ts";
import { inline } from "../records/inline.ts";
import { nextExperiment } from "../records/next-experiment.ts";

/** A record as the comment on a pull request: the verdict and its figures in sight, the evidence folded. */
export function pullRequestComment(record: SeaworthyRecord): string {
  return [
    `### ${headline(record)}`,
    figures(record),
    failed(record),
    lost(record),
    tried(record),
    claims(record),
    unproved(record),
    repeat(record),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/** Text that stays in its table cell. */
export function cell(text: string): string {
  return inline(text).replaceAll("|", "\\|");
}

function headline({ facts, proofs }: SeaworthyRecord): string {
  const counts = verdictCounts(proofs);
  const name = inline(facts.name);
  if (proofs.length === 0 || counts.PASS + counts.FAIL === 0) return `${name}: nothing was proved`;
  const said = `${counts.PASS} of ${counted(proofs.length, "claim")} proved`;
  return allHeld(proofs) ? `✅ ${name}: ${said}` : `❌ ${name}: did not hold, ${said}`;
}

function figures(record: SeaworthyRecord): string {
  const { image, comparison, scoresBefore, scoresAfter } = record;
  const time = runTime(record);
  const score = (key: "security" | "efficiency"): string[][] => {
    if (scoresAfter === null) return [];
    const was = scoresBefore === null ? "" : ` (before: ${outOfTen(scoresBefore[key])})`;
    return [[key, `${outOfTen(scoresAfter[key])}${was}`]];
  };
  const columns = [
    ...(image === null ? [] : [["image", `${cell(image.tag)} ${bytes(image.bytes)}`]]),
    ...(comparison === null
      ? []
      : [["of a single-stage build", `${Number(comparison.ratio.toFixed(2))} of ${bytes(comparison.single.bytes)}`]]),
    ...score("security"),
    ...score("efficiency"),
    ...(time === null ? [] : [["time", seconds(time.total)]]),
  ];
  if (columns.length === 0) return "";
  const row = (at: number): string => `| ${columns.map((one) => one[at] ?? "").join(" | ")} |`;
  return [row(0), `|${"---|".repeat(columns.length)}`, row(1)].join("\n");
}

function failed({ proofs }: SeaworthyRecord): string {
  const rows = proofs
    .filter((one) => one.verdict === "FAIL")
    .map((one) => `- **${inline(one.title)}** (\`${one.claim}\`): ${inline(one.said)}`);
  const broken = brokenControls(proofs).map(
    (one) => `- **${inline(one.title)}** (\`${one.claim}\`): its control did not fail, so this proves nothing`,
  );
  return [...rows, ...broken].join("\n");
}

function lost({ findingsAfter, scoresAfter }: SeaworthyRecord): string {
  const points = [...lostPoints(findingsAfter).values()].flat();
  if (points.length === 0) return "";
  const rows = points.map(
    (one) =>
      `| ${one.from.line} | ${one.rule} | ${cell(one.message)} ${cell(one.why)} | -${Number(one.cost.toFixed(1))} ${one.dimension} | ${one.fix?.kind ?? "by hand"} |`,
  );
  const less = scoresAfter === null ? [] : dimensions.filter((one) => scoresAfter[one] < 10);
  const said = less.map((one) => `${one} ${outOfTen(scoresAfter?.[one] ?? 10)}`).join(", ");
  const summary = `${counted(points.length, "finding")} ${points.length === 1 ? "costs" : "cost"} points: ${said}`;
  return folded(summary, ["| line | rule | what and why | cost | fix |", "|---|---|---|---|---|", ...rows].join("\n"));
}

function tried({ suggestions }: SeaworthyRecord): string {
  if (suggestions.length === 0) return "";
  const kept = suggestions.filter((one) => one.kept).length;
  const rows = suggestions.map(
    (one) => `| ${one.kept ? "kept" : "dropped"} | ${one.rule} | ${cell(one.title)} | ${cell(one.because)} |`,
  );
  return folded(
    `${counted(suggestions.length, "edit")} tried, ${kept} kept`,
    ["| | rule | edit | because |", "|---|---|---|---|", ...rows].join("\n"),
  );
}

function claims({ proofs }: SeaworthyRecord): string {
  if (proofs.length === 0) return "";
  const fates = {
    FAILED_AS_IT_MUST: "failed as it must",
    DID_NOT_FAIL: "**did not fail**",
    SKIPPED: "not run",
  } as const;
  const rows = proofs.map((one) => {
    const control = one.control === null ? "" : fates[one.control.verdict];
    return `| ${one.verdict} | ${cell(one.title)} (\`${one.claim}\`) | ${cell(one.said)} | ${control} | ${seconds(one.seconds)} |`;
  });
  return folded(
    `All ${counted(proofs.length, "claim")}`,
    ["| | claim | found | negative control | time |", "|---|---|---|---|---|", ...rows].join("\n"),
  );
}

function unproved(record: SeaworthyRecord): string {
  const rows = notProved(record).map((one) => `- ${inline(one.what)}: ${inline(one.because)}`);
  return rows.length === 0 ? "" : folded(`${rows.length} not proved, and why`, rows.join("\n"));
}

function repeat(record: SeaworthyRecord): string {
  const next = nextExperiment(record);
  const tests = record.front.tests.map(inline);
  // A fence longer than any in it cannot be closed from within.
  const longest = Math.max(2, ...tests.map((one) => Math.max(0, ...(one.match(/`+/g) ?? []).map((run) => run.length))));
  const fence = "`".repeat(longest + 1);
  const commands = tests.length === 0 ? "" : folded("To repeat it", `${fence}sh\n${tests.join("\n")}\n${fence}`);
  return [commands, `Next: ${inline(next.says)}`].filter((part) => part !== "").join("\n\n");
}

function folded(summary: string, body: string): string {
  return `<details><summary>${inline(summary)}</summary>\n\n${body}\n\n</details>`;
}
