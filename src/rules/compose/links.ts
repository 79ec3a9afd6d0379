import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW9618",
  slug: "compose/links",
  title: "links are of the time before networks",
  severity: "info",
  dimension: "maintainability",
  profile: "default",
  points: 0.5,
  on: "compose",
  fix: "none",
  since: "0.1.0",
  why: "Services of a network find each other by name; links add an order of start that is not seen.",
  sources: ["https://docs.docker.com/engine/network/links/"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    build: .\n    links: [b]\n  b:\n    image: b:1\n",
      good: "services:\n  a:\n    build: .\n    depends_on: [b]\n  b:\n    image: b:1\n",
    },
  ],
  message: () => "Use depends_on; the name is known without a link.",
  check({ services, report }) {
    for (const { keys } of services) {
      const entry = keys.get("links");
      if (entry !== undefined) report({ span: entry.key, args: {} });
    }
  },
});
