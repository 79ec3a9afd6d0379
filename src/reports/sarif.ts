import type { Finding, Severity } from "../core/finding.ts";
import type { RatedFile } from "../core/ports/workflows.ts";
import { defineReport } from "./define.ts";

const levels = { error: "error", warning: "warning", info: "note", style: "note" } as const satisfies Record<
  Severity,
  string
>;

export default defineReport({
  id: "sarif",
  title: "SARIF 2.1.0",
  why: "Code scanning services show it at the line.",
  sources: ["https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"],
  since: "0.1.0",
  extension: "sarif",
  ratings(ratings, { version }) {
    const rules = new Map<string, { index: number; finding: Finding }>();
    for (const file of ratings.files) {
      for (const finding of file.findings)
        if (!rules.has(finding.rule)) rules.set(finding.rule, { index: rules.size, finding });
    }
    const unread = ratings.files.filter((file) => !file.parsed);
    const log = {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "seaworthy",
              semanticVersion: version,
              rules: [...rules.values()].map(({ finding }) => rule(finding)),
            },
          },
          columnKind: "utf16CodeUnits",
          invocations: [
            {
              executionSuccessful: true,
              toolExecutionNotifications: unread.map((file) => ({
                level: "error",
                message: { text: file.problem ?? "The file does not parse." },
                locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
              })),
            },
          ],
          results: ratings.files.flatMap((file) =>
            file.findings.map((finding) => result(file, finding, rules.get(finding.rule)?.index ?? -1)),
          ),
        },
      ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
});

function rule(finding: Finding): object {
  return {
    id: finding.rule,
    name: finding.slug,
    shortDescription: { text: finding.slug },
    fullDescription: { text: finding.why },
    help: { text: finding.why },
    defaultConfiguration: { level: levels[finding.severity] },
    properties: { tags: [finding.dimension, ...finding.aka] },
  };
}

function result(file: RatedFile, finding: Finding, ruleIndex: number): object {
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(file),
          region: {
            ...region(finding),
            charOffset: finding.span.start,
            charLength: finding.span.end - finding.span.start,
          },
        },
      },
    ],
    ...(finding.fix === null
      ? {}
      : {
          fixes: [
            {
              description: { text: `${finding.fix.kind} fix` },
              artifactChanges: [
                {
                  artifactLocation: artifact(file),
                  replacements: finding.fix.edits.map((edit) => ({
                    deletedRegion: { charOffset: edit.start, charLength: edit.end - edit.start },
                    insertedContent: { text: edit.text },
                  })),
                },
              ],
            },
          ],
        }),
    properties: { dimension: finding.dimension, cost: finding.cost },
  };
}

function region({ from, to }: Finding): object {
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

/** A path as a URI reference: a relative one stays relative to the checkout, an absolute one becomes a file URI. */
function artifact(file: RatedFile): object {
  const path = file.path.replaceAll("\\", "/").replace(/^\.\//, "");
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  return { uri: path.startsWith("/") ? `file://${encoded}` : encoded };
}
