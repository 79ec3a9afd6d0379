import { defineRule } from "../define.ts";
import { removeEntry } from "../compose-edits.ts";

export default defineRule({
  id: "SW9602",
  slug: "compose/host-namespace",
  title: "A service in the host's own network, processes or memory",
  severity: "warning",
  dimension: "security",
  profile: "default",
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "It sees what the host sees: every local port, every process and its environment. Publish a port instead.",
  sources: ["https://docs.docker.com/reference/compose-file/services/#network_mode"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    image: a:1\n    network_mode: host\n",
      good: 'services:\n  a:\n    image: a:1\n    ports: ["127.0.0.1:80:80"]\n',
    },
    {
      bad: "services:\n  a:\n    image: a:1\n    pid: host\n",
      good: "services:\n  a:\n    image: a:1\n",
      fixed: "services:\n  a:\n    image: a:1\n",
    },
  ],
  quiet: ["services:\n  a:\n    image: a:1\n    network_mode: service:b\n    pid: service:b\n"],
  message: (a: { key: string }) => `${a.key}: host shares the host's own.`,
  check({ text, services, report }) {
    for (const service of services) {
      for (const key of ["network_mode", "pid", "ipc", "userns_mode", "uts", "cgroup"]) {
        const entry = service.keys.get(key);
        // Without the host's network the ports have to be published, and which nobody knows here.
        if (entry?.scalar === "host")
          report({
            span: entry.value,
            args: { key },
            fix: key === "network_mode" ? undefined : removeEntry(text, service, key),
          });
      }
    }
  },
});
