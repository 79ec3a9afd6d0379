import { defineRule } from "../define.ts";
import { lineAbove } from "../edits.ts";

export default defineRule({
  id: "SW3109",
  slug: "languages/python-buffered",
  title: "Python's output is kept back",
  severity: "info",
  dimension: "operability",
  profile: "strict",
  points: 0.5,
  fix: "safe",
  since: "0.1.0",
  why: "Without a terminal Python gathers its output before it writes: the last lines before a crash are lost, and logs come late.",
  sources: ["https://docs.python.org/3/using/cmdline.html#envvar-PYTHONUNBUFFERED"],
  aka: ["droast:DF032", "dockerfile-doctor:DD015"],
  examples: [
    {
      bad: 'FROM python:3.13-slim\nCOPY app.py .\nCMD ["python", "app.py"]\n',
      good: 'FROM python:3.13-slim\nENV PYTHONUNBUFFERED=1\nCOPY app.py .\nCMD ["python", "app.py"]\n',
      fixed: 'FROM python:3.13-slim\nENV PYTHONUNBUFFERED=1\nCOPY app.py .\nCMD ["python", "app.py"]\n',
    },
  ],
  quiet: [
    'FROM python:3.13-slim\nCMD ["python", "-u", "app.py"]\n',
    'FROM python:3.13-slim\nCMD ["uvicorn", "app:app"]\n',
  ],
  message: () => "Set PYTHONUNBUFFERED=1.",
  check({ view, report }) {
    const stage = view.final;
    if (stage === null) return;
    const command = view.last(stage, "cmd") ?? view.last(stage, "entrypoint");
    if (command?.command == null) return;
    const text = command.rest.text;
    if (
      !/^\[?\s*"?(\S*\/)?python[\d.]*"?[\s,]/.test(text) ||
      text.split(/[\s,"]/).some((word) => /^-[a-zA-Z]+$/.test(word) && word.includes("u")) ||
      /-m"?,?\s*"?(gunicorn|uvicorn|http)/.test(text)
    )
      return;
    if (view.env(stage).has("PYTHONUNBUFFERED")) return;
    const first = stage.instructions[1];
    report({
      span: command,
      args: {},
      fix: first === undefined ? undefined : [lineAbove(view.text, first, "ENV PYTHONUNBUFFERED=1")],
    });
  },
});
