import { defineRule } from "../define.ts";
import { lineEnd, replace } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { ComposeDependency, ComposeService } from "../../formats/compose/index.ts";

export default defineRule({
  id: "SW9613",
  slug: "compose/no-health-gate",
  title: "A service starts before what it needs is ready",
  severity: "info",
  dimension: "operability",
  profile: "default",
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "`depends_on` with a name alone waits until the other container has started, not until it answers. The other has a health check: wait for it.",
  sources: ["https://docs.docker.com/compose/how-tos/startup-order/"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    build: .\n    depends_on: [db]\n  db:\n    image: postgres:18\n    healthcheck: { test: [CMD, pg_isready] }\n",
      good: "services:\n  a:\n    build: .\n    depends_on:\n      db: { condition: service_healthy }\n  db:\n    image: postgres:18\n    healthcheck: { test: [CMD, pg_isready] }\n",
      fixed:
        "services:\n  a:\n    build: .\n    depends_on: { db: { condition: service_healthy } }\n  db:\n    image: postgres:18\n    healthcheck: { test: [CMD, pg_isready] }\n",
    },
  ],
  quiet: ["services:\n  a:\n    build: .\n    depends_on: [b]\n  b:\n    build: ./b\n"],
  message: (a: { service: string }) => `Wait for ${a.service} with condition: service_healthy.`,
  check({ text, services, report }) {
    const checked = new Set(
      services.filter((one) => one.healthcheck !== null && !one.healthcheck.disabled).map((one) => one.name),
    );
    for (const service of services) {
      for (const one of service.dependsOn)
        if (one.condition === "service_started" && checked.has(one.service))
          report({ span: one, args: { service: one.service }, fix: gated(text, service, one, checked) });
    }
  },
});

/** The list becomes a mapping with a condition each; a mapping changes this condition alone. */
function gated(
  text: string,
  { keys, dependsOn }: ComposeService,
  one: ComposeDependency,
  checked: ReadonlySet<string>,
): readonly Edit[] | undefined {
  const value = keys.get("depends_on")?.value;
  if (value === undefined || one.start < value.start || one.end > value.end) return undefined;
  const own = text.slice(one.start, one.end);
  const started = /\bcondition:/.test(own) ? own.lastIndexOf("service_started") : -1;
  if (started !== -1)
    return [
      replace({ start: one.start + started, end: one.start + started + "service_started".length }, "service_healthy"),
    ];
  const conditionOf = (name: string): string => `condition: service_${checked.has(name) ? "healthy" : "started"}`;
  const written = text.slice(value.start, value.end);
  if (/^\[[^#]*\]$/.test(written))
    return [
      replace(value, `{ ${dependsOn.map(({ service }) => `${service}: { ${conditionOf(service)} }`).join(", ")} }`),
    ];
  const edits: Edit[] = [];
  for (const { service, start, end } of dependsOn) {
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const item = /^([ \t]*)-([ \t]+)$/.exec(text.slice(lineStart, start));
    if (item === null) return undefined;
    const indent = item[1] ?? "";
    edits.push(
      replace(
        { start: lineStart + indent.length, end },
        `${service}:${lineEnd(text)}${indent}  ${conditionOf(service)}`,
      ),
    );
  }
  return edits;
}
