import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { exampleService } from "../knowledge/example-service.ts";

export default defineRule({
  id: "SW9005",
  slug: "context/port-mismatch",
  title: "EXPOSE names another port than the code listens on",
  severity: "warning",
  dimension: "operability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Whoever publishes the exposed port reaches nobody.",
  sources: ["https://docs.docker.com/reference/dockerfile/#expose"],
  aka: [],
  examples: [
    {
      bad: 'FROM python:3.13-slim\nEXPOSE 5000\nCMD ["uvicorn", "app.main:app"]\n',
      good: 'FROM python:3.13-slim\nEXPOSE 8000\nCMD ["uvicorn", "app.main:app"]\n',
      fixed: 'FROM python:3.13-slim\nEXPOSE 8000\nCMD ["uvicorn", "app.main:app"]\n',
      repository: { files: null, dockerignore: null, service: exampleService },
    },
  ],
  message: (a: { exposed: number; port: number }) => `The code listens on ${a.port}, not on ${a.exposed}.`,
  check({ view, repository, report }) {
    const stage = view.final;
    const service = repository?.service ?? null;
    if (stage === null || service === null || service.port === 0) return;
    const exposes = view.shipped().flatMap((one) => view.inStage(one, "expose"));
    const ports = exposes.flatMap((expose) => expose.ports);
    if (
      ports.length === 0 ||
      ports.some(
        (port) => port.from === null || port.to === null || (port.from <= service.port && service.port <= port.to),
      )
    )
      return;
    // A command line or an ENV may say another port than the code's default.
    const words = [
      ...exposes.map(() => ""),
      view.last(stage, "cmd")?.rest.text ?? "",
      view.last(stage, "entrypoint")?.rest.text ?? "",
    ].join(" ");
    const first = ports[0];
    if (
      first === undefined ||
      first.from === null ||
      words.includes(String(first.from)) ||
      view.env(stage).get("PORT")?.value === String(first.from)
    )
      return;
    report({
      span: first,
      args: { exposed: first.from, port: service.port },
      fix: ports.length === 1 ? [replace(first.word, String(service.port))] : undefined,
    });
  },
});
