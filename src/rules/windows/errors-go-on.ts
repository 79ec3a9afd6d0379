import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { RunInstruction, Stage } from "../../formats/dockerfile/index.ts";
import type { FileView } from "../view.ts";

export default defineRule({
  id: "SW5102",
  slug: "windows/errors-go-on",
  title: "PowerShell that goes on after an error",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "Most errors of PowerShell do not end a script unless $ErrorActionPreference is Stop: the step succeeds. Say it once in SHELL; a progress bar in a build log is a waste of time besides.",
  sources: ["https://docs.docker.com/reference/dockerfile/#shell"],
  aka: [
    "tally:powershell/error-action-preference",
    "tally:powershell/progress-preference",
    "tally:powershell/prefer-shell-instruction",
  ],
  examples: [
    {
      bad: 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command"]\nRUN Install-Thing\n',
      good: 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command", "$ErrorActionPreference = \'Stop\'; $ProgressPreference = \'SilentlyContinue\';"]\nRUN Install-Thing\n',
      fixed:
        'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command", "$ErrorActionPreference = \'Stop\'; $ProgressPreference = \'SilentlyContinue\';"]\nRUN Install-Thing\n',
    },
    {
      bad: "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN powershell -Command Install-Thing; Start-Thing\n",
      good: "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN powershell -Command $ErrorActionPreference = 'Stop'; Install-Thing; Start-Thing\n",
      fixed:
        "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN powershell -Command $ErrorActionPreference = 'Stop'; Install-Thing; Start-Thing\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN make\n"],
  message: () => "An error does not end this step: set $ErrorActionPreference = 'Stop'.",
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      if (!view.isWindows(stage) || /ErrorActionPreference/i.test(view.text.slice(stage.start, stage.end))) return;
      for (const run of view.inStage(stage, "run")) {
        const inShell = /powershell|pwsh/i.test(view.shell(run)[0] ?? "");
        if (!inShell && !/^(powershell|pwsh)(\.exe)?\s.*;/i.test(run.rest.text)) continue;
        report({ span: run.keyword, args: {}, fix: stopped(view, stage, run, inShell) });
        return;
      }
    });
  },
});

/** Said once in the stage's SHELL, or at the head of a command that calls PowerShell itself. */
function stopped(view: FileView, stage: Stage, run: RunInstruction, inShell: boolean): readonly Edit[] | undefined {
  if (inShell) {
    const shell = view.inStage(stage, "shell").findLast((one) => one.start < run.start);
    const last = shell?.words.at(-1);
    return last === undefined || !/^-c(ommand)?$/i.test(last.value ?? "")
      ? undefined
      : [insert(last.end, ", \"$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue';\"")];
  }
  const head = /^(?:powershell|pwsh)(?:\.exe)?(?:\s+-(?!command)\w+(?:\s+(?!-)\w+)?)*?\s+-command\s+(?!["'&{])/i.exec(
    run.rest.text,
  );
  return head === null ? undefined : [insert(run.rest.offset(head[0].length), "$ErrorActionPreference = 'Stop'; ")];
}
