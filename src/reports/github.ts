import type { Severity } from "../core/finding.ts";
import { defineReport } from "./define.ts";

const commands = { error: "error", warning: "warning", info: "notice", style: "notice" } as const satisfies Record<
  Severity,
  string
>;

export default defineReport({
  id: "github",
  title: "GitHub annotations",
  why: "A workflow's log lines in this form are shown at the line of the pull request.",
  sources: ["https://docs.github.com/actions/reference/workflow-commands-for-github-actions"],
  since: "0.1.0",
  extension: "txt",
  ratings(ratings) {
    const lines: string[] = [];
    for (const file of ratings.files) {
      if (!file.parsed)
        lines.push(
          `::error file=${property(file.path)},title=seaworthy::${message(file.problem ?? "it does not parse")}`,
        );
      for (const one of file.findings) {
        // A column range is only taken within one line.
        const columns = one.from.line === one.to.line ? `,col=${one.from.column},endColumn=${one.to.column}` : "";
        const place = `file=${property(file.path)},line=${one.from.line},endLine=${one.to.line}${columns}`;
        lines.push(
          `::${commands[one.severity]} ${place},title=${property(`${one.rule} ${one.slug}`)}::${message(`${one.message}\n${one.why}`)}`,
        );
      }
    }
    return lines.map((line) => `${line}\n`).join("");
  },
});

function message(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return message(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
