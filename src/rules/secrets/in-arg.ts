import { defineRule } from "../define.ts";
import { secretMounts } from "../secret-mounts.ts";
import { isHarmlessValue, isSecretName } from "../knowledge/secrets.ts";

export default defineRule({
  id: "SW1302",
  slug: "secrets/in-arg",
  title: "Secret in ARG",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Build arguments stand in the image's history for every RUN that could see them, and in build logs and provenance. A secret mount stands nowhere.",
  sources: [
    "https://docs.docker.com/build/building/secrets/",
    "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
  ],
  aka: [
    "hadolint:DL3064",
    "buildkit:SecretsUsedInArgOrEnv",
    "trivy:DS-0031",
    "semgrep:secret-in-build-arg",
    "droast:DF013",
    "droast:DF014",
    "cis:4.10",
  ],
  examples: [
    {
      bad: "FROM debian:13\nARG NPM_TOKEN\nRUN npm ci\n",
      good: "FROM debian:13\nRUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci\n",
    },
    {
      bad: 'FROM debian:13\nARG API_TOKEN\nRUN fetch --token="$API_TOKEN"\n',
      good: 'FROM debian:13\nRUN --mount=type=secret,id=api_token,env=API_TOKEN fetch --token="$API_TOKEN"\n',
      fixed: 'FROM debian:13\nRUN --mount=type=secret,id=api_token,env=API_TOKEN fetch --token="$API_TOKEN"\n',
    },
  ],
  quiet: ["ARG KEY_NAME=main\nFROM debian:13\nARG KMS_KEY_ALIAS\nARG TOKEN_FILE=/run/secrets/token\n"],
  message: (a: { name: string }) => `${a.name} ends up in the image's history: use RUN --mount=type=secret.`,
  check({ view, each, report }) {
    each("arg", (arg) => {
      for (const pair of arg.pairs) {
        const name = pair.name.value ?? pair.name.text;
        if (arg.kind !== "arg" || !isSecretName(name)) continue;
        const value = pair.value?.value ?? null;
        if (value !== null && value !== "" && isHarmlessValue(value)) continue;
        report({ span: pair, args: { name }, fix: secretMounts(view, arg, pair) });
      }
    });
  },
});
