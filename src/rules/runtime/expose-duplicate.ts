import { defineRule } from "../define.ts";
import type { Port } from "../../formats/dockerfile/index.ts";
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
    {
      bad: "FROM debian:13\nEXPOSE 80 443\nEXPOSE 80 443\n",
      good: "FROM debian:13\nEXPOSE 80 443\n",
      fixed: "FROM debian:13\nEXPOSE 80 443\n",
    },
  ],
  quiet: ["FROM debian:13\nEXPOSE 53/tcp 53/udp\n", "FROM debian:13 AS a\nEXPOSE 80\nFROM debian:13\nEXPOSE 80\n"],
  message: (a: { port: string }) => `${a.port} is exposed above already.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const seen = new Set<number | string>();
      for (const expose of view.inStage(stage, "expose")) {
        const keys = expose.ports.map(keyOf);
        const own = new Set<number | string>();
        const all = keys.every((key) => key !== null && (seen.has(key) || own.size === own.add(key).size));
        for (const [index, port] of expose.ports.entries()) {
          const key = keys[index] ?? null;
          if (key === null) continue;
          if (seen.has(key))
            report({
              span: port,
              args: { port: port.word.text },
              fix: [all ? removeInstruction(view.text, expose) : removeWord(view.text, port)],
            });
          seen.add(key);
        }
      }
    });
  },
});

/** Null where the port is not known from the file. */
function keyOf({ from, to, protocol }: Port): number | string | null {
  // Nearly all are one port of TCP.
  if (from === null || (from === to && protocol === "tcp")) return from;
  const name = protocol.toLowerCase();
  return from === to && name === "tcp" ? from : `${from}-${to}/${name}`;
}
