import { dimensions } from "../core/finding.ts";
import type { RatedFile } from "../core/ports/workflows.ts";
import { counted, outOfTen } from "../records/figures.ts";
import { inline } from "../records/inline.ts";
import { defineReport } from "./define.ts";
import { cell, pullRequestComment } from "./pull-request.ts";

export default defineReport({
  id: "markdown",
  title: "Markdown",
  why: "It can be put into a pull request's comment: the verdict in sight, the evidence folded.",
  sources: ["https://github.github.com/gfm/"],
  since: "0.1.0",
  extension: "md",
  ratings(ratings) {
    const head = ["| file | security | efficiency | findings |", "|---|---|---|---|"];
    const rows = ratings.files.map((file) => {
      const scores =
        file.scores === null
          ? "not rated | not rated"
          : `${outOfTen(file.scores.security)} | ${outOfTen(file.scores.efficiency)}`;
      return `| ${cell(file.path)} | ${scores} | ${file.findings.length} |`;
    });
    return `${[...head, ...rows].join("\n")}\n${ratings.files.map(details).join("")}`;
  },
  record: pullRequestComment,
});

function details(file: RatedFile): string {
  if (file.scores === null)
    return `\n**${inline(file.path)}** is not rated: ${inline(file.problem ?? "it does not parse")}\n`;
  if (file.findings.length === 0) return "";
  const { scores } = file;
  const lost = dimensions.filter((one) => scores[one] < 10).map((one) => `${one} ${outOfTen(scores[one])}`);
  const rows = [...file.findings]
    .sort((a, b) => b.cost - a.cost || a.span.start - b.span.start)
    .map((one) => {
      const cost = one.cost > 0 ? `-${Number(one.cost.toFixed(1))} ${one.dimension}` : "";
      return `| ${one.from.line} | ${one.rule} | ${cell(one.message)} ${cell(one.why)} | ${cost} | ${one.fix?.kind ?? ""} |`;
    });
  const summary = `${inline(file.path)}: ${counted(file.findings.length, "finding")}${lost.length === 0 ? "" : ` (${lost.join(", ")})`}`;
  return `\n<details><summary>${summary}</summary>\n\n| line | rule | what and why | cost | fix |\n|---|---|---|---|---|\n${rows.join("\n")}\n\n</details>\n`;
}
