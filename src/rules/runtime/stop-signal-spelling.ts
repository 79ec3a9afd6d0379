import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

const names: Readonly<Record<string, string>> = {
  "1": "HUP",
  "2": "INT",
  "3": "QUIT",
  "10": "USR1",
  "12": "USR2",
  "15": "TERM",
  "28": "WINCH",
  "37": "RTMIN+3",
};

export default defineRule({
  id: "SW6016",
  slug: "runtime/stop-signal-spelling",
  title: "A stop signal by number or by half its name",
  severity: "style",
  dimension: "maintainability",
  profile: "strict",
  points: 0.25,
  fix: "safe",
  since: "0.1.0",
  why: "`SIGQUIT` says what happens; 3 has to be looked up, and numbers differ between systems.",
  sources: ["https://docs.docker.com/reference/dockerfile/#stopsignal"],
  aka: ["tally:prefer-canonical-stopsignal"],
  examples: [
    {
      bad: "FROM debian:13\nSTOPSIGNAL 3\n",
      good: "FROM debian:13\nSTOPSIGNAL SIGQUIT\n",
      fixed: "FROM debian:13\nSTOPSIGNAL SIGQUIT\n",
    },
    {
      bad: "FROM debian:13\nSTOPSIGNAL term\n",
      good: "FROM debian:13\nSTOPSIGNAL SIGTERM\n",
      fixed: "FROM debian:13\nSTOPSIGNAL SIGTERM\n",
    },
  ],
  quiet: ["FROM debian:13\nSTOPSIGNAL SIGRTMIN+3\n"],
  message: (a: { name: string }) => `Write ${a.name}.`,
  check({ each, report }) {
    each("stopsignal", ({ signal }) => {
      const value = signal?.value ?? null;
      if (signal === null || value === null) return;
      const short = (names[value] ?? value).toUpperCase().replace(/^SIG/, "");
      const name = `SIG${short}`;
      if (name !== value && /^(HUP|INT|QUIT|TERM|USR1|USR2|WINCH|RTMIN\+3)$/.test(short))
        report({ span: signal, args: { name }, fix: [replace(signal, name)] });
    });
  },
});
