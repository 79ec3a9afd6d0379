import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW2006",
  slug: "copy/multiple-without-slash",
  title: "Several sources and a destination without /",
  severity: "error",
  dimension: "portability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "With several sources the destination must be a directory and end in /; the classic builder refuses the line.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy"],
  aka: [
    "hadolint:DL3021",
    "trivy:DS-0011",
    "kics:copy_with_more_than_two_arguments_not_ending_with_slash",
    "dockerfilelint:add_dest_invalid",
    "dockerfile-utils:INVALID_DESTINATION",
    "droast:DF048",
  ],
  examples: [
    {
      bad: "FROM debian:13\nCOPY a.py b.py /app\n",
      good: "FROM debian:13\nCOPY a.py b.py /app/\n",
      fixed: "FROM debian:13\nCOPY a.py b.py /app/\n",
    },
  ],
  quiet: [
    "FROM debian:13\nWORKDIR /a\nCOPY a.py b.py .\n",
    "ARG D\nFROM debian:13\nCOPY a b $D\n",
    "FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nCOPY a b C:/x\n",
  ],
  message: (a: { destination: string }) => `End the directory ${a.destination} in a slash.`,
  check({ view, each, report }) {
    each(["copy", "add"], (copy) => {
      const target = copy.destination;
      const stage = view.stageOf(copy);
      if (stage === null || view.isWindows(stage)) return;
      if (target === null || target.value === null || copy.sources.length + copy.heredocs.length < 2) return;
      if (/[/\\]$|^\.{1,2}$|\/\.{1,2}$/.test(target.value)) return;
      const quoted = copy.form === "json" || target.value !== target.text;
      report({
        span: target,
        args: { destination: target.value },
        fix: quoted ? undefined : [insert(target.end, "/")],
      });
    });
  },
});
