import { defineRule } from "../define.ts";
import { removePair } from "../edits.ts";
import { isSecretName } from "../knowledge/secrets.ts";
import { exampleService } from "../knowledge/example-service.ts";

export default defineRule({
  id: "SW9009",
  slug: "context/secret-setting-in-env",
  title: "ENV sets what the code treats as a secret",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The code's own settings mark this variable as secret; ENV stores it in the image for everyone who can pull it.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  aka: ["cis:4.10"],
  examples: [
    {
      bad: "FROM python:3.13-slim\nENV UPSTREAM_AUTH=abc123def PORT=8000\n",
      good: "FROM python:3.13-slim\nENV PORT=8000\n",
      fixed: "FROM python:3.13-slim\nENV PORT=8000\n",
      repository: {
        files: null,
        dockerignore: null,
        service: {
          ...exampleService,
          env: [
            {
              name: "UPSTREAM_AUTH",
              required: false,
              default: null,
              secret: true,
              evidence: { file: "app/settings.py", line: 9 },
            },
          ],
        },
      },
    },
  ],
  message: (a: { name: string; where: string }) => `${a.name} is a secret by ${a.where}; give it at run time.`,
  check({ view, repository, each, report }) {
    const secrets = new Map(
      (repository?.service?.env ?? []).filter((one) => one.secret).map((one) => [one.name, one.evidence] as const),
    );
    if (secrets.size === 0) return;
    each("env", (env) => {
      if (env.kind !== "env") return;
      for (const pair of env.pairs) {
        const name = pair.name.value ?? pair.name.text;
        const evidence = secrets.get(name);
        // secrets/in-env speaks of names that say it themselves.
        if (evidence === undefined || isSecretName(name) || pair.value?.value === "" || pair.value === null) continue;
        report({
          span: pair,
          args: { name, where: `${evidence.file}:${evidence.line}` },
          fix: [removePair(view.text, env, pair)],
        });
      }
    });
  },
});
