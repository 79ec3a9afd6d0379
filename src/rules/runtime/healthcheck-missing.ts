import { defineRule } from "../define.ts";
import { exampleService } from "../knowledge/example-service.ts";
import { execForm, lineAtEnd, lineEnd } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";
import type { ServiceFacts } from "../../core/facts.ts";

export default defineRule({
  id: "SW6005",
  slug: "runtime/healthcheck-missing",
  title: "A service without HEALTHCHECK",
  severity: "info",
  dimension: "operability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "A process that hangs looks healthy, and what depends on it starts too early. Orchestrators with probes of their own can ignore it.",
  sources: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  aka: [
    "hadolint:DL3057",
    "trivy:DS-0026",
    "kics:healthcheck_instruction_missing",
    "checkov:CKV_DOCKER_2",
    "dockle:CIS-DI-0006",
    "droast:DF012",
    "dockerfile-doctor:DD012",
    "cis:4.6",
    "tally:hadolint/DL3057",
    "tally:ruby/healthcheck-rails-up-endpoint",
  ],
  examples: [
    {
      bad: 'FROM python:3.13-slim\nEXPOSE 8000\nCMD ["uvicorn", "app:app"]\n',
      good: 'FROM python:3.13-slim\nEXPOSE 8000\nHEALTHCHECK CMD ["python", "-c", "import urllib.request as r; r.urlopen(\'http://127.0.0.1:8000/health\', timeout=2)"]\nCMD ["uvicorn", "app:app"]\n',
    },
    {
      bad: 'FROM python:3.13-slim\nCMD ["uvicorn", "app:app"]\n',
      good: 'FROM python:3.13-slim\nHEALTHCHECK CMD ["probe"]\nCMD ["uvicorn", "app:app"]\n',
      repository: { files: null, dockerignore: null, service: exampleService },
      fixed:
        'FROM python:3.13-slim\nHEALTHCHECK --interval=10s --timeout=3s --start-period=5s \\\n    CMD ["python", "-c", "import urllib.request as r; r.urlopen(\'http://127.0.0.1:8000/health\', timeout=2)"]\nCMD ["uvicorn", "app:app"]\n',
    },
  ],
  quiet: [
    'FROM debian:13\nCMD ["make"]\n',
    'FROM python:3.13 AS a\nEXPOSE 80\nHEALTHCHECK CMD a\nFROM a\nCMD ["b"]\n',
    "FROM debian:13\nEXPOSE 80\nHEALTHCHECK NONE\n",
  ],
  message: (a: { port: string }) => `Nothing tells whether the service${a.port} still answers.`,
  check({ view, repository, report }) {
    const stage = view.final;
    if (stage === null || view.isWindows(stage) || view.last(stage, "healthcheck") !== null) return;
    const service = repository?.service ?? null;
    const expose = view.last(stage, "expose");
    // A tool that serves no port has no health to ask for.
    if (expose === null && (service === null || service.health === null)) return;
    const port = service?.port ?? expose?.ports[0]?.from ?? null;
    const probe = service === null ? null : probeFor(service, view.root(stage));
    const end = lineEnd(view.text);
    const line =
      probe === null
        ? null
        : `HEALTHCHECK --interval=10s --timeout=3s --start-period=5s ${view.file.escape}${end}    CMD ${execForm(probe)}`;
    report({
      span: stage.from,
      args: { port: port === null ? "" : ` on port ${port}` },
      fix:
        line === null ? undefined : [lineAtEnd(view.text, stage, line, new Set(["cmd", "entrypoint", "stopsignal"]))],
    });
  },
});

/** The runtime asks itself: slim images have no curl. */
function probeFor(service: ServiceFacts, root: string | null): readonly string[] | null {
  if (service.health === null || root === null) return null;
  const url = `http://127.0.0.1:${service.port}${service.health}`;
  if (/['"\\\s]/.test(url)) return null;
  if (service.stack === "python")
    return [
      /^python$/.test(imageName(root).name) ? "python" : "python3",
      "-c",
      `import urllib.request as r; r.urlopen('${url}', timeout=2)`,
    ];
  if (service.stack === "node" && imageName(root).name === "node")
    return ["node", "-e", `fetch('${url}').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`];
  return null;
}
