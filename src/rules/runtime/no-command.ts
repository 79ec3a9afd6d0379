import { defineRule } from "../define.ts";
import { execForm, lineAtEnd } from "../edits.ts";
import { exampleService } from "../knowledge/example-service.ts";

export default defineRule({
  id: "SW6004",
  slug: "runtime/no-command",
  title: "Neither CMD nor ENTRYPOINT",
  severity: "info",
  dimension: "operability",
  profile: "strict",
  fix: "suggested",
  since: "0.1.0",
  why: "The image does not say what it runs: the base's command starts instead, most often an interpreter that waits for input.",
  sources: ["https://docs.docker.com/reference/dockerfile/#cmd"],
  aka: ["droast:DF036", "dockerfile_lint:required:CMD"],
  examples: [
    {
      bad: "FROM python:3.13-slim\nEXPOSE 8000\nCOPY app.py /\n",
      good: 'FROM python:3.13-slim\nEXPOSE 8000\nCOPY app.py /\nCMD ["python", "/app.py"]\n',
    },
    {
      bad: "FROM python:3.13-slim\nEXPOSE 8000\nCOPY app app\n",
      good: 'FROM python:3.13-slim\nEXPOSE 8000\nCOPY app app\nCMD ["uvicorn", "app.main:app"]\n',
      fixed:
        'FROM python:3.13-slim\nEXPOSE 8000\nCOPY app app\nCMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000"]\n',
      repository: { files: null, dockerignore: null, service: exampleService },
    },
  ],
  quiet: ["FROM nginx:1.29\nEXPOSE 80\nCOPY dist /usr/share/nginx/html\n", "FROM debian:13\nRUN apt-get update\n"],
  message: (a: { image: string }) => `Nothing says what to run; ${a.image} would start its own command.`,
  check({ view, repository, report }) {
    const stage = view.final;
    if (stage === null || view.last(stage, "cmd") !== null || view.last(stage, "entrypoint") !== null) return;
    const root = view.root(stage);
    // A base for others exposes nothing; and only of languages' images is it known that their own command serves nobody.
    if (
      view.last(stage, "expose") === null ||
      root === null ||
      !/^(python|node|ruby|debian|ubuntu|alpine|golang|rust|openjdk|eclipse-temurin)(:|$)/.test(root)
    )
      return;
    const start = repository?.service?.start ?? [];
    report({
      span: stage.from,
      args: { image: root },
      fix: start.length === 0 ? undefined : [lineAtEnd(view.text, stage, `CMD ${execForm(start)}`, new Set())],
    });
  },
});
