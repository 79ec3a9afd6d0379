import { defineRule } from "../define.ts";
import { removeEntry } from "../compose-edits.ts";
import { isRoot } from "../knowledge/base-users.ts";

export default defineRule({
  id: "SW9622",
  slug: "compose/runs-as-root",
  title: "A service is made to run as root",
  severity: "warning",
  dimension: "security",
  profile: "default",
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "The image may have a user of its own, and this line takes it away.",
  sources: ["https://docs.docker.com/reference/compose-file/services/#user"],
  aka: ["cis:4.1"],
  examples: [
    {
      bad: "services:\n  a:\n    image: a:1\n    user: root\n",
      good: 'services:\n  a:\n    image: a:1\n    user: "10001:10001"\n',
      fixed: "services:\n  a:\n    image: a:1\n",
    },
  ],
  quiet: ["services:\n  a:\n    image: a:1\n    user: ${UID}:${GID}\n"],
  message: (a: { service: string }) => `${a.service} runs as root.`,
  check({ text, services, report }) {
    for (const service of services)
      if (service.user !== null && isRoot(service.user))
        report({
          span: service.keys.get("user")?.value ?? service.nameSpan,
          args: { service: service.name },
          fix: removeEntry(text, service, "user"),
        });
  },
});
