import { defineRule } from "../define.ts";
import { removeItem } from "../compose-edits.ts";

export default defineRule({
  id: "SW9606",
  slug: "compose/confinement-off",
  title: "The kernel's filters are switched off",
  severity: "warning",
  dimension: "security",
  profile: "default",
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "The default profiles keep some hundred system calls and paths from every container; without them one kernel fault is enough.",
  sources: ["https://docs.docker.com/engine/security/seccomp/", "https://docs.docker.com/engine/security/apparmor/"],
  aka: ["semgrep:seccomp-confinement-disabled", "semgrep:selinux-separation-disabled"],
  examples: [
    {
      bad: 'services:\n  a:\n    image: a:1\n    security_opt: ["seccomp:unconfined"]\n',
      good: 'services:\n  a:\n    image: a:1\n    security_opt: ["no-new-privileges:true"]\n',
      fixed: "services:\n  a:\n    image: a:1\n",
    },
  ],
  message: (a: { option: string }) => `${a.option} switches a filter of the kernel off.`,
  check({ text, services, report }) {
    for (const service of services) {
      const { securityOpt } = service;
      for (const one of securityOpt)
        if (
          /^(seccomp|apparmor|systempaths)[:=]unconfined$|^label[:=]disable$|^no-new-privileges[:=]false$/.test(
            one.text,
          )
        )
          report({
            span: one,
            args: { option: one.text },
            fix: removeItem(text, service, "security_opt", securityOpt, one),
          });
    }
  },
});
