import { defineRule } from "../define.ts";
import { removeEntry } from "../compose-edits.ts";

export default defineRule({
  id: "SW9601",
  slug: "compose/privileged",
  title: "A privileged service",
  severity: "error",
  dimension: "security",
  profile: "default",
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "A privileged container has all capabilities and all devices: whoever breaks into it owns the host. Name the one capability or device that is needed.",
  sources: [
    "https://docs.docker.com/reference/compose-file/services/#privileged",
    "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
  ],
  aka: ["semgrep:privileged-service"],
  examples: [
    {
      bad: "services:\n  a:\n    image: a:1\n    privileged: true\n",
      good: "services:\n  a:\n    image: a:1\n    cap_add: [NET_BIND_SERVICE]\n",
      fixed: "services:\n  a:\n    image: a:1\n",
    },
  ],
  quiet: ["services:\n  a:\n    image: a:1\n    privileged: false\n"],
  message: (a: { service: string }) => `${a.service} runs privileged.`,
  check({ text, services, report }) {
    for (const service of services)
      if (service.privileged)
        report({
          span: service.keys.get("privileged")?.key ?? service.nameSpan,
          args: { service: service.name },
          fix: removeEntry(text, service, "privileged"),
        });
  },
});
