import { defineRule } from "../define.ts";
import { addEntries } from "../compose-edits.ts";

export default defineRule({
  id: "SW9609",
  slug: "compose/root-writable",
  title: "A service that can rewrite its own files",
  severity: "info",
  dimension: "security",
  profile: "strict",
  points: 0.25,
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "With read_only, and tmpfs or volumes where it writes, an intruder cannot leave a program behind.",
  sources: ["https://docs.docker.com/reference/compose-file/services/#read_only"],
  aka: ["semgrep:writable-filesystem-service"],
  examples: [
    {
      bad: "services:\n  a:\n    build: .\n",
      good: "services:\n  a:\n    build: .\n    read_only: true\n    tmpfs: [/tmp]\n",
      fixed: "services:\n  a:\n    build: .\n    read_only: true\n    tmpfs: [/tmp]\n",
    },
  ],
  quiet: ["services:\n  a:\n    image: postgres:18\n"],
  message: (a: { service: string }) => `${a.service}: add read_only: true, and tmpfs where it writes.`,
  check({ text, services, report }) {
    // Of an image made elsewhere nobody here knows where it writes.
    for (const service of services)
      if (service.build !== null && !service.readOnly && !service.privileged)
        report({
          span: service.nameSpan,
          args: { service: service.name },
          fix: service.keys.has("read_only")
            ? undefined
            : addEntries(text, service, ["read_only: true", ...(service.keys.has("tmpfs") ? [] : ["tmpfs: [/tmp]"])]),
        });
  },
});
