import { defineRule } from "../define.ts";
import { lineAtEnd } from "../edits.ts";

export default defineRule({
  id: "SW6018",
  slug: "runtime/expose-missing",
  title: "The port is written nowhere",
  severity: "style",
  dimension: "operability",
  profile: "all",
  points: 0.25,
  fix: "suggested",
  since: "0.1.0",
  why: "EXPOSE opens nothing; it tells people and tools which port to publish. The file's health check or start command names one.",
  sources: ["https://docs.docker.com/reference/dockerfile/#expose"],
  aka: ["droast:DF022", "dockerfile_lint:required:EXPOSE"],
  examples: [
    {
      bad: 'FROM debian:13\nHEALTHCHECK CMD curl -f http://localhost:8080/\nCMD ["app"]\n',
      good: 'FROM debian:13\nEXPOSE 8080\nHEALTHCHECK CMD curl -f http://localhost:8080/\nCMD ["app"]\n',
      fixed: 'FROM debian:13\nEXPOSE 8080\nHEALTHCHECK CMD curl -f http://localhost:8080/\nCMD ["app"]\n',
    },
    {
      bad: 'FROM debian:13\nCMD ["uvicorn", "a:app", "--port", "8000"]\n',
      good: 'FROM debian:13\nEXPOSE 8000\nCMD ["uvicorn", "a:app", "--port", "8000"]\n',
      fixed: 'FROM debian:13\nEXPOSE 8000\nCMD ["uvicorn", "a:app", "--port", "8000"]\n',
    },
  ],
  quiet: ['FROM debian:13\nCMD ["app"]\n', "FROM nginx:1.30\nHEALTHCHECK CMD curl -f http://localhost:80/\n"],
  message: (a: { port: string }) => `Add EXPOSE ${a.port}.`,
  check({ view, report }) {
    const stage = view.final;
    if (
      stage === null ||
      view.last(stage, "expose") !== null ||
      /nginx|httpd|postgres|redis|mysql|tomcat/.test(view.root(stage) ?? "")
    )
      return;
    for (const one of [view.last(stage, "healthcheck"), view.last(stage, "cmd"), view.last(stage, "entrypoint")]) {
      const port =
        one === null
          ? null
          : (/(?:localhost|127\.0\.0\.1):(\d{2,5})\b|--port["',=\s]+(\d{2,5})\b/.exec(one.rest.text) ?? null);
      if (one !== null && port !== null) {
        const number = port[1] ?? port[2] ?? "";
        return report({
          span: one.keyword,
          args: { port: number },
          fix: [lineAtEnd(view.text, stage, `EXPOSE ${number}`)],
        });
      }
    }
  },
});
