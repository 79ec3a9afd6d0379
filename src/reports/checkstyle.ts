import type { Severity } from "../core/finding.ts";
import { defineReport } from "./define.ts";
import { tag } from "./xml.ts";

const severities = { error: "error", warning: "warning", info: "info", style: "info" } as const satisfies Record<
  Severity,
  string
>;

export default defineReport({
  id: "checkstyle",
  title: "Checkstyle XML",
  why: "Many CI servers and editors read it.",
  sources: ["https://checkstyle.org"],
  since: "0.1.0",
  extension: "xml",
  ratings(ratings, { version }) {
    const files = ratings.files.map((file) => {
      const unread = file.parsed
        ? []
        : [
            {
              line: 1,
              column: 1,
              severity: "error",
              message: file.problem ?? "it does not parse",
              source: "seaworthy.not-parsed",
            },
          ];
      const errors = file.findings.map((one) => ({
        line: one.from.line,
        column: one.from.column,
        severity: severities[one.severity],
        message: one.message,
        source: `seaworthy.${one.rule}`,
      }));
      return [
        `  <${tag("file", { name: file.path })}>`,
        ...[...unread, ...errors].map((one) => `    <${tag("error", one)}/>`),
        "  </file>",
      ].join("\n");
    });
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<${tag("checkstyle", { version })}>`,
      ...files,
      "</checkstyle>",
      "",
    ].join("\n");
  },
});
