import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW9613",
  slug: "compose/no-health-gate",
  title: "A service starts before what it needs is ready",
  severity: "info",
  dimension: "operability",
  profile: "default",
  on: "compose",
  fix: "none",
  since: "0.1.0",
  why: "`depends_on` with a name alone waits until the other container has started, not until it answers. The other has a health check: wait for it.",
  sources: ["https://docs.docker.com/compose/how-tos/startup-order/"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    build: .\n    depends_on: [db]\n  db:\n    image: postgres:18\n    healthcheck: { test: [CMD, pg_isready] }\n",
      good: "services:\n  a:\n    build: .\n    depends_on:\n      db: { condition: service_healthy }\n  db:\n    image: postgres:18\n    healthcheck: { test: [CMD, pg_isready] }\n",
    },
  ],
  quiet: ["services:\n  a:\n    build: .\n    depends_on: [b]\n  b:\n    build: ./b\n"],
  message: (a: { service: string }) => `Wait for ${a.service} with condition: service_healthy.`,
  check({ services, report }) {
    const checked = new Set(
      services.filter((one) => one.healthcheck !== null && !one.healthcheck.disabled).map((one) => one.name),
    );
    for (const { dependsOn } of services) {
      for (const one of dependsOn)
        if (one.condition === "service_started" && checked.has(one.service))
          report({ span: one, args: { service: one.service } });
    }
  },
});
