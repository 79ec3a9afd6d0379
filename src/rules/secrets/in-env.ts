import { defineRule } from "../define.ts";
import { removePair } from "../edits.ts";
import { isHarmlessValue, isSecretName } from "../knowledge/secrets.ts";

export default defineRule({
  id: "SW1301",
  slug: "secrets/in-env",
  title: "Secret in ENV",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "ENV is stored in the image's configuration and in every container: whoever can pull the image reads the secret. Hand it over when the container starts, or as a build secret.",
  sources: [
    "https://docs.docker.com/build/building/secrets/",
    "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
  ],
  aka: [
    "hadolint:DL3064",
    "buildkit:SecretsUsedInArgOrEnv",
    "trivy:DS-0031",
    "dockle:CIS-DI-0010",
    "dockerfile-doctor:DD020",
    "dockadvisor:SecretsUsedInArgOrEnv",
    "cis:4.10",
    "tally:ruby/secrets-in-arg-or-env",
  ],
  examples: [
    {
      bad: "FROM debian:13\nENV API_TOKEN=abcd-efgh-1234 PORT=8000\n",
      good: "FROM debian:13\nENV PORT=8000\n",
      fixed: "FROM debian:13\nENV PORT=8000\n",
    },
    {
      bad: "FROM debian:13\nENV DB_PASSWORD=hunter2\nRUN make\n",
      good: "FROM debian:13\nRUN make\n",
      fixed: "FROM debian:13\nRUN make\n",
    },
  ],
  quiet: [
    "FROM debian:13\nENV KMS_KEY_ALIAS=alias/app KEY_NAME=main POSTGRES_PASSWORD_FILE=/run/secrets/pw\n",
    "FROM debian:13\nENV MYSQL_ALLOW_EMPTY_PASSWORD=yes GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D\n",
    "FROM debian:13\nENV API_TOKEN=\n",
    "FROM debian:13\nRUN apk add libcrypto3=3.5\n",
  ],
  message: (a: { name: string }) => `${a.name} is written into the image; give it at run time.`,
  check({ view, each, report }) {
    each("env", (env) => {
      for (const pair of env.kind === "env" ? env.pairs : []) {
        const name = pair.name.value ?? pair.name.text;
        if (!isSecretName(name) || pair.value === null) continue;
        const value = pair.value.value;
        if (value !== null && isHarmlessValue(value)) continue;
        report({ span: pair, args: { name }, fix: [removePair(view.text, env, pair)] });
      }
    });
  },
});
