import { defineRule } from "../define.ts";
import { exampleService } from "../knowledge/example-service.ts";

const object = /(?<![\w./:-])([A-Za-z_][\w.]*):([A-Za-z_]\w*)(?:\(\))?(?![\w./:-])/g;

export default defineRule({
  id: "SW9008",
  slug: "context/start-module",
  title: "The command names a module that is not the application's",
  severity: "error",
  dimension: "operability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The container starts and ends at once with an import error.",
  sources: ["https://www.uvicorn.org/settings/#application"],
  aka: [],
  examples: [
    {
      bad: 'FROM python:3.13-slim\nCMD ["uvicorn", "main:app"]\n',
      good: 'FROM python:3.13-slim\nCMD ["uvicorn", "app.main:app"]\n',
      fixed: 'FROM python:3.13-slim\nCMD ["uvicorn", "app.main:app"]\n',
      repository: { files: ["app/__init__.py", "app/main.py"], dockerignore: null, service: exampleService },
    },
  ],
  message: (a: { found: string; is: string }) => `The application is ${a.is}; ${a.found} cannot be imported.`,
  check({ view, repository, report }) {
    const stage = view.final;
    const service = repository?.service ?? null;
    const is = service?.start.find((word) => /^[A-Za-z_][\w.]*:[A-Za-z_]\w*$/.test(word));
    if (stage === null || service === null || is === undefined || service.stack !== "python") return;
    for (const one of [view.last(stage, "cmd"), view.last(stage, "entrypoint")]) {
      if (
        one === null ||
        !/\b(uvicorn|gunicorn|hypercorn|granian|daphne)\b/.test(one.rest.text) ||
        /--(chdir|app-dir)/.test(one.rest.text)
      )
        continue;
      for (const match of one.rest.text.matchAll(object)) {
        const found = match[0];
        if (found === is) continue;
        const path = (match[1] ?? "").replaceAll(".", "/");
        const exists =
          repository?.files?.some((file) => file === `${path}.py` || file === `${path}/__init__.py`) ?? false;
        if (exists) continue;
        const span = one.rest.span(match.index, match.index + found.length);
        report({ span, args: { found, is }, fix: [{ start: span.start, end: span.end, text: is }] });
      }
    }
  },
});
