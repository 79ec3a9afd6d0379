import { defineRule } from "../define.ts";
import { removeItem } from "../compose-edits.ts";

export default defineRule({
  id: "SW9605",
  slug: "compose/capability-added",
  title: "A capability that is as good as root",
  severity: "warning",
  dimension: "security",
  profile: "default",
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "With ALL, SYS_ADMIN and the like the container can leave its walls.",
  sources: ["https://man7.org/linux/man-pages/man7/capabilities.7.html"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    image: a:1\n    cap_add: [SYS_ADMIN]\n",
      good: "services:\n  a:\n    image: a:1\n    cap_add: [NET_BIND_SERVICE]\n",
      fixed: "services:\n  a:\n    image: a:1\n",
    },
  ],
  message: (a: { name: string }) => `${a.name} is as good as root on the host.`,
  check({ text, services, report }) {
    for (const service of services) {
      const { capAdd } = service;
      for (const one of capAdd)
        if (/^(CAP_)?(ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|SYS_RAWIO|DAC_READ_SEARCH|BPF|NET_ADMIN)$/i.test(one.text))
          report({ span: one, args: { name: one.text }, fix: removeItem(text, service, "cap_add", capAdd, one) });
    }
  },
});
