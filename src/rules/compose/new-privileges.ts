import { defineRule } from "../define.ts";
import { addEntries, addItem } from "../compose-edits.ts";

export default defineRule({
  id: "SW9608",
  slug: "compose/new-privileges",
  title: "A service may gain privileges",
  severity: "info",
  dimension: "security",
  profile: "strict",
  points: 0.25,
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "`no-new-privileges` keeps a setuid program from making root of a user. Few applications need one.",
  sources: ["https://docs.docker.com/reference/compose-file/services/#security_opt"],
  aka: ["semgrep:no-new-privileges"],
  examples: [
    {
      bad: "services:\n  a:\n    image: a:1\n",
      good: 'services:\n  a:\n    image: a:1\n    security_opt: ["no-new-privileges:true"]\n',
      fixed: 'services:\n  a:\n    image: a:1\n    security_opt: ["no-new-privileges:true"]\n',
    },
  ],
  message: (a: { service: string }) => `${a.service}: add security_opt no-new-privileges:true.`,
  check({ text, services, report }) {
    for (const service of services) {
      if (
        !service.privileged &&
        !service.securityOpt.some((one) => /^no-new-privileges([:=]true)?$/.test(one.text)) &&
        !service.keys.has("extends")
      )
        report({
          span: service.nameSpan,
          args: { service: service.name },
          fix: !service.keys.has("security_opt")
            ? addEntries(text, service, ['security_opt: ["no-new-privileges:true"]'])
            : service.securityOpt.some((one) => one.text.startsWith("no-new-privileges"))
              ? undefined
              : addItem(text, service.securityOpt, '"no-new-privileges:true"'),
        });
    }
  },
});
