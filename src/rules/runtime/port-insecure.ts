import { defineRule } from "../define.ts";
import { removeInstruction, removeWord } from "../edits.ts";

const names: Readonly<Record<number, string>> = {
  21: "FTP",
  22: "SSH",
  23: "telnet",
  3389: "remote desktop",
  5900: "VNC",
};

/** What serves such a port on purpose, as files call it. */
const servers = /ssh|git|ftp|telnet|rdp|vnc/i;

export default defineRule({
  id: "SW6011",
  slug: "runtime/port-insecure",
  title: "EXPOSE of a remote shell or an unencrypted protocol",
  severity: "warning",
  dimension: "security",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "A remote shell in a container is a second way in; telnet and FTP send passwords in clear.",
  sources: ["https://avd.aquasec.com/misconfig/ds004", "https://cwe.mitre.org/data/definitions/319.html"],
  aka: ["trivy:DS-0004", "kics:exposing_port_22", "checkov:CKV_DOCKER_1", "dockerfile-doctor:DD014"],
  examples: [{ bad: "FROM debian:13\nEXPOSE 22\n", good: "FROM debian:13\nEXPOSE 8080\n", fixed: "FROM debian:13\n" }],
  quiet: ["FROM debian:13\nEXPOSE 2222 443\n"],
  message: (a: { port: number; name: string }) => `Port ${a.port} is for ${a.name}.`,
  check({ view, each, report }) {
    let served: boolean | null = null;
    each("expose", (expose) => {
      const { ports } = expose;
      for (const port of ports) {
        const name = port.from === null || port.from !== port.to ? undefined : names[port.from];
        if (name !== undefined && port.from !== null) {
          const alone = ports.length === 1;
          served ??= servers.test(view.text);
          report({
            span: port,
            args: { port: port.from, name },
            fix:
              expose.comments.length > 0 || served
                ? undefined
                : [alone ? removeInstruction(view.text, expose) : removeWord(view.text, port)],
          });
        }
      }
    });
  },
});
