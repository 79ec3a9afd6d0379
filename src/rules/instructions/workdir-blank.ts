import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW7007",
  slug: "instructions/workdir-blank",
  title: "WORKDIR with a blank in it",
  severity: "info",
  dimension: "maintainability",
  profile: "strict",
  points: 0.5,
  fix: "safe",
  since: "0.1.0",
  why: "The whole rest of the line is one path. Seldom meant, and every later use of it needs quotes.",
  sources: ["https://docs.docker.com/reference/dockerfile/#workdir"],
  aka: ["dockerfilelint:invalid_workdir"],
  examples: [
    {
      bad: "FROM debian:13\nWORKDIR /my app\n",
      good: "FROM debian:13\nWORKDIR /my-app\n",
      fixed: 'FROM debian:13\nWORKDIR "/my app"\n',
    },
  ],
  quiet: [
    'FROM debian:13\nWORKDIR "/my app"\n',
    "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nWORKDIR C:/Program Files/x\n",
  ],
  message: () => "This is one path with a blank in it.",
  check({ view, each, report }) {
    each("workdir", (one) => {
      const stage = view.stageOf(one);
      if (
        one.path !== null &&
        stage !== null &&
        !view.isWindows(stage) &&
        /[^\\]\s/.test(one.path.text) &&
        !/["']/.test(one.path.text)
      )
        report({
          span: one.path,
          args: {},
          // The same path, and seen to be one.
          fix: one.path.dynamic || one.path.text.includes("\\") ? undefined : [replace(one.path, `"${one.path.text}"`)],
        });
    });
  },
});
