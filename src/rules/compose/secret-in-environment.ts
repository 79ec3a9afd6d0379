import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { ComposeVariable } from "../../formats/compose/index.ts";
import { isSecretName, isHarmlessValue } from "../knowledge/secrets.ts";

export default defineRule({
  id: "SW9607",
  slug: "compose/secret-in-environment",
  title: "A secret written into the compose file",
  severity: "warning",
  dimension: "security",
  profile: "default",
  on: "compose",
  fix: "suggested",
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
      fixed:
        'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: "${POSTGRES_PASSWORD:?}"\n',
    },
    {
      bad: 'services:\n  a:\n    image: a:1\n    environment: ["API_TOKEN=abcdefgh"]\n',
      good: 'services:\n  a:\n    image: a:1\n    environment: ["API_TOKEN=${API_TOKEN:?}"]\n',
      fixed: 'services:\n  a:\n    image: a:1\n    environment: ["API_TOKEN=${API_TOKEN:?}"]\n',
    },
  ],
  quiet: [
    'services:\n  a:\n    image: a:1\n    environment: { POSTGRES_PASSWORD_FILE: /run/secrets/a, KMS_KEY_ALIAS: x, DB_PASSWORD: "" }\n',
  ],
  message: (a: { name: string }) => `The value of ${a.name} is for everybody to read.`,
  check({ text, services, report }) {
    const all = services.flatMap(({ environment, build }) => [...environment, ...(build?.args ?? [])]);
    for (const one of all) {
      if (one.value === null || !isSecretName(one.name) || isHarmlessValue(one.value) || /\$\{?\w/.test(one.value))
        continue;
      // One variable cannot hold two values.
      const another = all.some((other) => other.name === one.name && other.value !== one.value);
      report({ span: one, args: { name: one.name }, fix: another ? undefined : fromShell(text, one) });
    }
  },
});

/** The value comes from the shell that runs compose, which has to know it. */
function fromShell(text: string, one: ComposeVariable): readonly Edit[] | undefined {
  const written = text.slice(one.start, one.end);
  const reference = `\${${one.name}:?}`;
  if (!/^\w+$/.test(one.name) || written.includes("\n")) return undefined;
  const inList = /^(["']?)\w+=[^]*\1$/.exec(written);
  if (inList !== null) {
    const quote = inList[1] ?? "";
    const item = `${one.name}=${reference}`;
    return [replace(one, quote === "" ? `"${item}"` : quote + item + quote)];
  }
  const key = /^(?:\w+|"\w+"|'\w+')\s*:\s+/.exec(written)?.[0];
  return key === undefined ? undefined : [replace({ start: one.start + key.length, end: one.end }, `"${reference}"`)];
}
