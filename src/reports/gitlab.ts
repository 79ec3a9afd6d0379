import type { Severity } from "../core/finding.ts";
import { defineReport } from "./define.ts";

const severities = { error: "critical", warning: "major", info: "minor", style: "info" } as const satisfies Record<
  Severity,
  string
>;

export default defineReport({
  id: "gitlab",
  title: "GitLab code quality",
  why: "GitLab shows it in the merge request.",
  sources: ["https://docs.gitlab.com/ci/testing/code_quality/"],
  since: "0.1.0",
  extension: "json",
  ratings(ratings) {
    const seen = new Map<string, number>();
    /** The same for the same finding in the next run, though lines moved: made of the rule, the path, the message and which of its like it is. */
    const fingerprint = (...parts: readonly string[]): string => {
      const key = parts.join("\u0000");
      const nth = seen.get(key) ?? 0;
      seen.set(key, nth + 1);
      return hash(`${key}\u0000${nth}`);
    };
    const issues = ratings.files.flatMap((file) => [
      ...(file.parsed
        ? []
        : [
            {
              description: file.problem ?? "The file does not parse.",
              check_name: "not-parsed",
              fingerprint: fingerprint("not-parsed", file.path),
              severity: "blocker",
              location: { path: file.path, lines: { begin: 1 } },
            },
          ]),
      ...file.findings.map((one) => ({
        description: one.message,
        check_name: one.rule,
        fingerprint: fingerprint(one.rule, file.path, one.message),
        severity: severities[one.severity],
        location: { path: file.path, lines: { begin: one.from.line, end: one.to.line } },
      })),
    ]);
    return `${JSON.stringify(issues, null, 2)}\n`;
  },
});

/** FNV-1a in 64 bits, twice with different starts: 128 bits, enough to tell findings apart; it protects nothing. */
function hash(text: string): string {
  const one = (start: bigint): string => {
    let value = start;
    for (const byte of new TextEncoder().encode(text))
      value = ((value ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
    return value.toString(16).padStart(16, "0");
  };
  return one(0xcbf29ce484222325n) + one(0x84222325cbf29cen);
}
