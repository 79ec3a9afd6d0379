import { defineRule } from "../define.ts";
import { exampleService } from "../knowledge/example-service.ts";

export default defineRule({
  id: "SW9006",
  slug: "context/health-route-mismatch",
  title: "HEALTHCHECK asks for a route that the code does not have",
  severity: "error",
  dimension: "operability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The answer is 404, so the container is unhealthy for ever, or healthy whatever happens.",
  sources: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  aka: [],
  examples: [
    {
      bad: "FROM alpine:3.22\nHEALTHCHECK CMD wget -qO- http://localhost:8000/ping\n",
      good: "FROM alpine:3.22\nHEALTHCHECK CMD wget -qO- http://localhost:8000/health\n",
      fixed: "FROM alpine:3.22\nHEALTHCHECK CMD wget -qO- http://localhost:8000/health\n",
      repository: {
        files: null,
        dockerignore: null,
        service: {
          ...exampleService,
          routes: [{ method: "GET", path: "/health", file: "app/main.py", line: 7, safe: true }],
        },
      },
    },
  ],
  message: (a: { path: string; health: string | null }) =>
    `No route ${a.path} was found in the code${a.health === null ? "" : `; ${a.health} is there`}.`,
  check({ view, repository, report }) {
    const stage = view.final;
    const service = repository?.service ?? null;
    if (stage === null || service === null || service.routes.length === 0) return;
    const check = view.last(stage, "healthcheck");
    if (check === null || check.command === null) return;
    const { text } = check.rest;
    const url = /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?(\/[\w./-]*)?/.exec(text);
    const path = url === null ? null : (url[1] ?? "/");
    if (
      url === null ||
      path === null ||
      service.routes.some((route) => route.path === path || /[{:*<]/.test(route.path)) ||
      path === service.health
    )
      return;
    const end = url.index + url[0].length;
    const span = check.rest.span(end - (url[1]?.length ?? 0), end);
    report({
      span,
      args: { path, health: service.health },
      fix:
        service.health !== null && url[1] !== undefined
          ? [{ start: span.start, end: span.end, text: service.health }]
          : undefined,
    });
  },
});
