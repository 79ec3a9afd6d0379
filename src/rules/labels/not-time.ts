import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { requiredLabels } from "./values.ts";

export default defineRule({
  id: "SW7106",
  slug: "labels/not-time",
  title: "A label that is to be a time and is none",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "`created` is a time as RFC 3339 writes it, or what reads it cannot sort.",
  sources: [
    "https://github.com/opencontainers/image-spec/blob/main/annotations.md",
    "https://www.rfc-editor.org/rfc/rfc3339",
  ],
  aka: ["hadolint:DL3053"],
  examples: [
    {
      bad: 'FROM debian:13\nLABEL org.opencontainers.image.created="yesterday"\n',
      good: 'FROM debian:13\nLABEL org.opencontainers.image.created="2026-11-01T10:00:00Z"\n',
    },
    {
      bad: "FROM debian:13\nLABEL org.opencontainers.image.created=2026-11-01\n",
      good: 'FROM debian:13\nLABEL org.opencontainers.image.created="2026-11-01T00:00:00Z"\n',
      fixed: 'FROM debian:13\nLABEL org.opencontainers.image.created="2026-11-01T00:00:00Z"\n',
    },
  ],
  quiet: ["FROM debian:13\nARG D\nLABEL org.opencontainers.image.created=$D\n"],
  message: (a: { key: string }) => `${a.key} is no time such as 2026-11-01T10:00:00Z.`,
  check({ view, report }) {
    for (const { key, value, span } of requiredLabels(view, "rfc3339")) {
      if (!/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(value)) {
        // A day without a time begins at midnight, a time without a zone is taken for the world's.
        const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d:\d\d))?$/.exec(value) ?? [];
        report({
          span,
          args: { key },
          fix: day === undefined ? undefined : [replace(span, `"${day}T${time ?? "00:00:00"}Z"`)],
        });
      }
    }
  },
});
