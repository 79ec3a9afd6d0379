import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW9621",
  slug: "compose/dependency-circle",
  title: "Services that wait for each other",
  severity: "error",
  dimension: "operability",
  profile: "default",
  on: "compose",
  fix: "none",
  since: "0.1.0",
  why: "Neither can be first; compose refuses the file.",
  sources: ["https://docs.docker.com/reference/compose-file/services/#depends_on"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    image: a:1\n    depends_on: [b]\n  b:\n    image: b:1\n    depends_on: [a]\n",
      good: "services:\n  a:\n    image: a:1\n    depends_on: [b]\n  b:\n    image: b:1\n",
    },
  ],
  message: (a: { service: string }) => `${a.service} waits for itself in the end.`,
  check({ services, report }) {
    const byName = new Map(services.map((service) => [service.name, service]));
    for (const service of services) {
      const seen = new Set<string>();
      const waiting = service.dependsOn.map((one) => one.service);
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        if (name === service.name) {
          report({ span: service.keys.get("depends_on")?.key ?? service.nameSpan, args: { service: name } });
          break;
        }
        if (seen.has(name)) continue;
        seen.add(name);
        waiting.push(...(byName.get(name)?.dependsOn ?? []).map((one) => one.service));
      }
    }
  },
});
