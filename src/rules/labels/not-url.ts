import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { requiredLabels } from "./values.ts";

export default defineRule({
  id: "SW7105",
  slug: "labels/not-url",
  title: "A label that is to be a URL and is none",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Tools make links of it. The labels of the image specification (url, documentation, source) are checked too.",
  sources: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"],
  aka: ["hadolint:DL3052", "dockerfile_lint:label-Url"],
  examples: [
    {
      bad: 'FROM debian:13\nLABEL org.opencontainers.image.source="our repository"\n',
      good: 'FROM debian:13\nLABEL org.opencontainers.image.source="https://example.org/app"\n',
    },
    {
      bad: "FROM debian:13\nLABEL org.opencontainers.image.source=example.org/a/app\n",
      good: 'FROM debian:13\nLABEL org.opencontainers.image.source="https://example.org/a/app"\n',
      fixed: 'FROM debian:13\nLABEL org.opencontainers.image.source="https://example.org/a/app"\n',
    },
  ],
  quiet: [
    "ARG U\nFROM debian:13\nARG U\nLABEL org.opencontainers.image.url=$U\n",
    'FROM debian:13\nLABEL org.opencontainers.image.source="git@example.org:a/b.git"\n',
  ],
  message: (a: { key: string }) => `${a.key} is no URL.`,
  check({ view, report }) {
    for (const { key, value, span } of requiredLabels(view, "url"))
      if (!/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(value) && !/^[^\s@]+@[^\s@:]+:[^\s@]+$/.test(value)) {
        const address = /^[\w-]+(\.[\w-]+)+\/\S+$/.test(value) && !/["'\\]/.test(value);
        report({ span, args: { key }, fix: address ? [replace(span, `"https://${value}"`)] : undefined });
      }
  },
});
