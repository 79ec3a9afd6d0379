import { defineRule } from "../define.ts";
import { isSecretName, isHarmlessValue } from "../knowledge/secrets.ts";

export default defineRule({
  id: "SW9607",
  slug: "compose/secret-in-environment",
  title: "A secret written into the compose file",
  severity: "warning",
  dimension: "security",
  profile: "default",
  on: "compose",
  fix: "none",
  since: "0.1.0",
  why: "The file is in the repository, and everybody who reads it has the password. Take it from the shell (`NAME:` without a value, or `${NAME:?}`), or from `secrets`.",
  sources: [
    "https://docs.docker.com/compose/how-tos/use-secrets/",
    "https://docs.docker.com/reference/compose-file/services/#environment",
  ],
  aka: ["cis:4.10"],
  examples: [
    {
      bad: "services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: hunter2\n",
      good: "services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD:\n",
    },
    {
      bad: 'services:\n  a:\n    image: a:1\n    environment: ["API_TOKEN=abcdefgh"]\n',
      good: 'services:\n  a:\n    image: a:1\n    environment: ["API_TOKEN=${API_TOKEN:?}"]\n',
    },
  ],
  quiet: [
    'services:\n  a:\n    image: a:1\n    environment: { POSTGRES_PASSWORD_FILE: /run/secrets/a, KMS_KEY_ALIAS: x, DB_PASSWORD: "" }\n',
  ],
  message: (a: { name: string }) => `The value of ${a.name} is for everybody to read.`,
  check({ services, report }) {
    for (const { environment, build } of services) {
      for (const one of [...environment, ...(build?.args ?? [])]) {
        if (one.value !== null && isSecretName(one.name) && !isHarmlessValue(one.value) && !/\$\{?\w/.test(one.value))
          report({ span: one, args: { name: one.name } });
      }
    }
  },
});
