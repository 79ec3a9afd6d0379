import { defineRule } from "../define.ts";
import { removeInstruction, removeWord } from "../edits.ts";

export default defineRule({
  id: "SW6013",
  slug: "runtime/expose-duplicate",
  title: "The same port exposed twice",
  severity: "style",
  dimension: "maintainability",
  profile: "strict",
  fix: "safe",
  since: "0.1.0",
  why: "Whoever changes the port finds one of them.",
  sources: ["https://docs.docker.com/reference/dockerfile/#expose"],
  aka: ["dockerfile-doctor:DD048"],
  examples: [
    {
      bad: "FROM debian:13\nEXPOSE 80 80/tcp\n",
      good: "FROM debian:13\nEXPOSE 80\n",
      fixed: "FROM debian:13\nEXPOSE 80\n",
    },
  ],
  quiet: ["FROM debian:13\nEXPOSE 53/tcp 53/udp\n", "FROM debian:13 AS a\nEXPOSE 80\nFROM debian:13\nEXPOSE 80\n"],
  message: (a: { port: string }) => `${a.port} is exposed above already.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const seen = new Set<string>();
      for (const expose of view.inStage(stage, "expose")) {
        for (const port of expose.ports) {
          if (port.from === null) continue;
          const key = `${port.from}-${port.to}/${port.protocol.toLowerCase()}`;
          if (seen.has(key))
            report({
              span: port,
              args: { port: port.word.text },
              fix: [expose.ports.length === 1 ? removeInstruction(view.text, expose) : removeWord(view.text, port)],
            });
          seen.add(key);
        }
      }
    });
  },
});
