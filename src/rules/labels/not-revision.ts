import { defineRule } from "../define.ts";
import { requiredLabels } from "./values.ts";

export default defineRule({
  id: "SW7108",
  slug: "labels/not-revision",
  title: "A label that is to be a commit and is none",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "The revision is how one finds the code that an image was built from: a whole or shortened hash.",
  sources: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"],
  aka: ["hadolint:DL3055"],
  examples: [
    {
      bad: 'FROM debian:13\nLABEL org.example.commit="main"\n',
      good: 'FROM debian:13\nLABEL org.example.commit="4b825dc642cb6eb9a060e54bf8d69288fbee4904"\n',
      settings: { requiredLabels: { "org.example.commit": "hash" } },
    },
  ],
  message: (a: { key: string }) => `${a.key} is no hash of a commit.`,
  check({ view, report }) {
    for (const { key, value, span } of requiredLabels(view, "hash"))
      if (!/^([0-9a-f]{7}|[0-9a-f]{40}|[0-9a-f]{64})$/.test(value)) report({ span, args: { key } });
  },
});
