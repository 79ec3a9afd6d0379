import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { requiredLabels } from "./values.ts";

export default defineRule({
  id: "SW7109",
  slug: "labels/not-version",
  title: "A label that is to be a version and is none",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Versions that follow semantic versioning can be compared.",
  sources: ["https://semver.org/"],
  aka: ["hadolint:DL3056"],
  examples: [
    {
      bad: 'FROM debian:13\nLABEL org.example.version="newest"\n',
      good: 'FROM debian:13\nLABEL org.example.version="1.2.3-rc.1"\n',
      settings: { requiredLabels: { "org.example.version": "semver" } },
    },
    {
      bad: "FROM debian:13\nLABEL org.example.version=v1.2\n",
      good: 'FROM debian:13\nLABEL org.example.version="1.2.0"\n',
      fixed: 'FROM debian:13\nLABEL org.example.version="1.2.0"\n',
      settings: { requiredLabels: { "org.example.version": "semver" } },
    },
  ],
  message: (a: { key: string }) => `${a.key} is no version such as 1.2.3.`,
  check({ view, report }) {
    for (const { key, value, span } of requiredLabels(view, "semver"))
      if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(value)) {
        const parts = /^[vV]?(\d+)(?:\.(\d+))?(?:\.(\d+))?(-[0-9A-Za-z.-]+)?$/.exec(value);
        const [, major = "", minor = "0", patch = "0", rest = ""] = parts ?? [];
        report({
          span,
          args: { key },
          fix: parts === null ? undefined : [replace(span, `"${major}.${minor}.${patch}${rest}"`)],
        });
      }
  },
});
