import { defineRule } from "../define.ts";
import { addEntries } from "../compose-edits.ts";

export default defineRule({
  id: "SW9610",
  slug: "compose/no-limits",
  title: "A service without any limit",
  severity: "info",
  dimension: "operability",
  profile: "strict",
  points: 0.25,
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "One leak, or one fork bomb, and all services of the host stand still.",
  sources: ["https://docs.docker.com/reference/compose-file/deploy/#resources"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    image: a:1\n",
      good: "services:\n  a:\n    image: a:1\n    mem_limit: 512m\n",
      fixed: "services:\n  a:\n    image: a:1\n    mem_limit: 2g\n    pids_limit: 1024\n",
    },
  ],
  quiet: [
    "services:\n  a:\n    image: a:1\n    deploy: { resources: { limits: { memory: 512m } } }\n",
    "services:\n  a:\n    image: a:1\n    pids_limit: 256\n",
  ],
  message: (a: { service: string }) => `${a.service} may take all of the host's memory and processes.`,
  check({ text, services, report }) {
    for (const service of services) {
      const { cpus, memory, pids } = service.limits;
      if (cpus === null && memory === null && pids === null && !service.keys.has("extends"))
        report({
          span: service.nameSpan,
          args: { service: service.name },
          // Room for most services, a figure to start from; others' images are databases more often than not.
          fix: addEntries(text, service, [`mem_limit: ${service.build === null ? "2g" : "1g"}`, "pids_limit: 1024"]),
        });
    }
  },
});
