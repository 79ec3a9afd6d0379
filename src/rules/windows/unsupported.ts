import { defineRule } from "../define.ts";
import { removeInstruction, removeWord } from "../edits.ts";
import { OfLast } from "../../core/of-last.ts";
import type { Stage } from "../../formats/dockerfile/index.ts";

const onWindows = new OfLast<Stage, boolean>();

export default defineRule({
  id: "SW5101",
  slug: "windows/unsupported",
  title: "What Windows containers do not have",
  severity: "warning",
  dimension: "portability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "RUN --mount, COPY --chown and STOPSIGNAL have no meaning there: they are refused or passed over.",
  sources: [
    "https://learn.microsoft.com/en-us/virtualization/windowscontainers/manage-docker/manage-windows-dockerfile",
  ],
  aka: ["tally:windows/no-run-mounts", "tally:windows/no-chown-flag", "tally:windows/no-stopsignal"],
  examples: [
    {
      bad: "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSTOPSIGNAL SIGTERM\n",
      good: 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nCMD ["app.exe"]\n',
      fixed: "FROM mcr.microsoft.com/windows/servercore:ltsc2025\n",
    },
    {
      bad: "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nCOPY --chown=app a C:/a/\n",
      good: "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nCOPY a C:/a/\n",
      fixed: "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nCOPY a C:/a/\n",
    },
  ],
  quiet: ["FROM debian:13\nSTOPSIGNAL SIGINT\nCOPY --chown=app a /a\n"],
  message: (a: { what: string }) => `Windows containers know no ${a.what}.`,
  check({ view, each, report }) {
    each(["run", "copy", "add", "stopsignal"], (one) => {
      const stage = view.stageOf(one);
      if (stage === null || !onWindows.of(stage, () => /windows|nanoserver|servercore/.test(view.root(stage) ?? "")))
        return;
      const mount = one.kind === "run" ? one.mounts.find(({ type }) => type !== "bind" && type !== "cache") : undefined;
      if (mount !== undefined) report({ span: mount, args: { what: `--mount=type=${mount.type}` } });
      if ((one.kind === "copy" || one.kind === "add") && one.chown !== null) {
        const flag = one.flags.find(({ name }) => name === "chown");
        report({
          span: one.chown,
          args: { what: "--chown" },
          fix: flag === undefined ? undefined : [removeWord(view.text, flag)],
        });
      }
      if (one.kind === "stopsignal")
        report({ span: one, args: { what: "STOPSIGNAL" }, fix: [removeInstruction(view.text, one)] });
    });
  },
});
