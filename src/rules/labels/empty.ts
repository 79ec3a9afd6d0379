import { defineRule } from "../define.ts";
import { requiredLabels } from "./values.ts";

export default defineRule({
  id: "SW7104",
  slug: "labels/empty",
  title: "A required label without a value",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "An empty label answers nobody's question.",
  sources: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"],
  aka: ["hadolint:DL3051"],
  examples: [
    {
      bad: 'FROM debian:13\nLABEL org.example.team=""\n',
      good: "FROM debian:13\nLABEL org.example.team=a\n",
      settings: { requiredLabels: { "org.example.team": "text" } },
    },
  ],
  quiet: ['FROM debian:13\nLABEL org.example.team=""\n'],
  message: (a: { key: string }) => `${a.key} is empty.`,
  check({ view, report }) {
    for (const { key, value, span } of requiredLabels(view)) if (value === "") report({ span, args: { key } });
  },
});
