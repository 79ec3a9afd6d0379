import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW7002",
  slug: "instructions/legacy-key-value",
  title: "ENV or LABEL in the old form without =",
  severity: "style",
  dimension: "maintainability",
  profile: "default",
  points: 0.5,
  fix: "safe",
  since: "0.1.0",
  why: "The old form takes all of the line for one value, so `ENV A 1 B 2` sets one variable.",
  sources: ["https://docs.docker.com/reference/build-checks/legacy-key-value-format/"],
  aka: ["buildkit:LegacyKeyValueFormat", "dockadvisor:LegacyKeyValueFormat"],
  examples: [
    {
      bad: "FROM debian:13\nENV PORT 8000\n",
      good: "FROM debian:13\nENV PORT=8000\n",
      fixed: "FROM debian:13\nENV PORT=8000\n",
    },
    {
      bad: "FROM debian:13\nENV OPTS -a -b\n",
      good: 'FROM debian:13\nENV OPTS="-a -b"\n',
      fixed: 'FROM debian:13\nENV OPTS="-a -b"\n',
    },
  ],
  quiet: ["FROM debian:13\nENV A=1 B=2\nARG C\n"],
  message: (a: { name: string }) => `Write ${a.name}=… with an equals sign.`,
  check({ view, each, report }) {
    each(["env", "label"], (set) => {
      const pair = set.pairs[0];
      if (pair === undefined || pair.separator !== " " || pair.value === null) return;
      const value = view.text.slice(pair.value.start, pair.value.end);
      const simple = /^[^\s"'\\`]+$/.test(value) || /^"[^"\\]*"$/.test(value);
      const quotable = /^[^"'\\`\n\r]+$/.test(value);
      const fix =
        simple || quotable
          ? [{ start: pair.name.end, end: pair.value.end, text: `=${simple ? value : `"${value}"`}` }]
          : undefined;
      report({ span: pair, args: { name: pair.name.text }, fix });
    });
  },
});
