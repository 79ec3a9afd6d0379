import { defineRule } from "../define.ts";
import { removeEntry } from "../compose-edits.ts";

export default defineRule({
  id: "SW9615",
  slug: "compose/health-off",
  title: "A health check that is switched off",
  severity: "info",
  dimension: "operability",
  profile: "default",
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "Nothing notices any more when the service hangs, and nothing can wait for it.",
  sources: ["https://docs.docker.com/reference/compose-file/services/#healthcheck"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    build: .\n    healthcheck: { disable: true }\n",
      good: "services:\n  a:\n    build: .\n    healthcheck: { interval: 30s }\n",
      fixed: "services:\n  a:\n    build: .\n",
    },
  ],
  message: (a: { service: string }) => `Nothing looks after ${a.service}.`,
  check({ text, services, report }) {
    for (const service of services)
      if (service.healthcheck?.disabled === true)
        report({
          span: service.healthcheck,
          args: { service: service.name },
          fix: removeEntry(text, service, "healthcheck"),
        });
  },
});
