import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW5102",
  slug: "windows/errors-go-on",
  title: "PowerShell that goes on after an error",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  points: 1,
  fix: "none",
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
    },
    {
      bad: "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN powershell -Command Install-Thing; Start-Thing\n",
      good: "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN powershell -Command $ErrorActionPreference = 'Stop'; Install-Thing; Start-Thing\n",
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
        report({ span: run.keyword, args: {} });
        return;
      }
    });
  },
});
