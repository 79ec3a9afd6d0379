import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW6012",
  slug: "runtime/expose-form",
  title: "EXPOSE with a host, or a protocol not in lower case",
  severity: "warning",
  dimension: "portability",
  profile: "default",
  points: 1,
  fix: "safe",
  since: "0.1.0",
  why: "An image says which port it listens on; the host's port is chosen when it runs. Builders refuse or ignore the rest.",
  sources: [
    "https://docs.docker.com/reference/build-checks/expose-invalid-format/",
    "https://docs.docker.com/reference/build-checks/expose-proto-casing/",
  ],
  aka: [
    "buildkit:ExposeInvalidFormat",
    "buildkit:ExposeProtoCasing",
    "dockerfilelint:expose_host_port",
    "dockerfile-utils:INVALID_PROTO",
    "dockadvisor:ExposeInvalidFormat",
    "dockadvisor:ExposeProtoCasing",
    "dockadvisor:ExposeInvalidProtocol",
  ],
  examples: [
    {
      bad: "FROM debian:13\nEXPOSE 8000/TCP\n",
      good: "FROM debian:13\nEXPOSE 8000/tcp\n",
      fixed: "FROM debian:13\nEXPOSE 8000/tcp\n",
    },
  ],
  quiet: ["FROM debian:13\nEXPOSE 8000/udp 9000-9010\n"],
  message: (a: { text: string; should: string }) => `Write ${a.should} for ${a.text}.`,
  check({ each, report }) {
    each("expose", ({ ports }) => {
      for (const port of ports) {
        const { text } = port.word;
        if (!/[:A-Z]/.test(text)) continue;
        const host = /^(?:[\d.]+:)?\d+:(\d+(?:-\d+)?(?:\/\w+)?)$/.exec(text)?.[1];
        const should = (host ?? text).replace(/\/(tcp|udp|sctp)$/i, (proto) => proto.toLowerCase());
        if (should !== text && !port.word.dynamic)
          report({ span: port, args: { text, should }, fix: [replace(port.word, should)] });
      }
    });
  },
});
