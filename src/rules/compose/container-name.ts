import { defineRule } from "../define.ts";
import { removeEntry } from "../compose-edits.ts";

export default defineRule({
  id: "SW9617",
  slug: "compose/container-name",
  title: "A container with a fixed name",
  severity: "style",
  dimension: "portability",
  profile: "strict",
  points: 0.25,
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "Two copies of the project, or two replicas of the service, cannot run on one host.",
  sources: ["https://docs.docker.com/reference/compose-file/services/#container_name"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    build: .\n    container_name: a\n",
      good: "services:\n  a:\n    build: .\n",
      fixed: "services:\n  a:\n    build: .\n",
    },
  ],
  quiet: ["services:\n  a:\n    build: .\n    container_name: ${NAME}\n"],
  message: (a: { name: string }) => `Only one container of a host can be called ${a.name}.`,
  check({ text, services, report }) {
    for (const service of services) {
      const entry = service.keys.get("container_name");
      if (entry?.scalar != null && !entry.scalar.includes("$"))
        report({
          span: entry.key,
          args: { name: entry.scalar },
          fix: removeEntry(text, service, "container_name"),
        });
    }
  },
});
