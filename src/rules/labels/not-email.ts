import { defineRule } from "../define.ts";
import { requiredLabels } from "./values.ts";

export default defineRule({
  id: "SW7110",
  slug: "labels/not-email",
  title: "A label that is to be an e-mail address and is none",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "Somebody will want to write to it when the image breaks.",
  sources: ["https://docs.docker.com/engine/manage-resources/labels/"],
  aka: ["hadolint:DL3058"],
  examples: [
    {
      bad: 'FROM debian:13\nLABEL org.example.contact="the team"\n',
      good: 'FROM debian:13\nLABEL org.example.contact="team@example.org"\n',
      settings: { requiredLabels: { "org.example.contact": "email" } },
    },
  ],
  message: (a: { key: string }) => `${a.key} is no e-mail address.`,
  check({ view, report }) {
    for (const { key, value, span } of requiredLabels(view, "email"))
      if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value)) report({ span, args: { key } });
  },
});
