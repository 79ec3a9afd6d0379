import type { CommandEvidence, Proof } from "../core/proof.ts";
import type { RecordedDockerfile } from "../core/recorded-build.ts";
import type { RecordedTest, SeaworthyRecord } from "../core/record.ts";

/** Longest output of one command that a record keeps, in UTF-16 code units. */
export const outputLimit = 4000;

const mark = "[redacted]";

const patterns: readonly (readonly [RegExp, string])[] = [
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@"']{0,200}:)[^\s/@"']{1,300}@/gi, `$1${mark}@`],
  [/(\bauthorization\b["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token)\s+)[\w.~+/=-]{4,}/gi, `$1${mark}`],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, mark],
  [/\bgh[pousr]_[A-Za-z0-9]{20,255}\b/g, mark],
  [/\bgithub_pat_[A-Za-z0-9_]{22,255}\b/g, mark],
  [/\bglpat-[\w-]{20,100}\b/g, mark],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,200}/g, mark],
  [/\bsk-[A-Za-z0-9_-]{20,200}\b/g, mark],
  [/\beyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{8,2000}/g, mark],
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,20000}?-----END [A-Z ]{0,30}PRIVATE KEY-----/g, mark],
  // NAME=value and "name": "value" where the name says that the value is secret; an empty value or a reference tells nothing.
  [
    /(\b[\w-]{0,60}(?:password|passwd|secret|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?token|access[_-]?token)[\w-]{0,20}["']?\s{0,3}[=:]\s{0,3}["']?)(?!\[redacted\])(?![$<{])[^\s"',;&]{3,500}/gi,
    `$1${mark}`,
  ],
];

/** A text without secrets: the values given (4 characters or more) and what has the form of a credential. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let out = text;
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret.length >= 4) out = out.replaceAll(secret, mark);
  }
  for (const [pattern, replacement] of patterns) out = out.replace(pattern, replacement);
  return out;
}

/** `ENV NAME value`, `ARG NAME=value`, `NAME=value`: what a Dockerfile gives a variable whose name says that it is secret. */
const variable =
  /(\b\w{0,60}(?:token|secret|passw(?:or)?d|pwd|credentials?|apikey|api_key|access_key|private_key)\w{0,20}(?:=|[ \t]{1,8}))(["']?)(?!\[redacted\])(?!\$)[^\s"'=]{3,500}\2/gi;

/** The text of a Dockerfile, or of a change to one, without secrets; its lines stay where they are. */
export function redactDockerfile(text: string, secrets: readonly string[] = []): string {
  const line = /^([+\- ]?\s{0,20}(?:ENV|ARG|LABEL)\s|[+\- ]?\s{1,20}\w{1,80}=)/i;
  return redact(text, secrets)
    .split("\n")
    .map((one) => (line.test(one) ? one.replace(variable, `$1${mark}`) : one))
    .join("\n");
}

/** A text of at most `limit` code units: its head and its tail, with the number of characters left out between them. */
export function bounded(text: string, limit = outputLimit): string {
  if (text.length <= limit) return text;
  const tail = Math.floor(limit * 0.6);
  const head = limit - tail;
  const start = text.slice(0, head).replace(/[\ud800-\udbff]$/, "");
  const end = text.slice(-tail).replace(/^[\udc00-\udfff]/, "");
  return `${start}\n… ${text.length - start.length - end.length} characters left out …\n${end}`;
}

/** The record as it may be written: outputs bounded, secrets out of every text that came from a command, a log or a file. */
export function redactRecord(record: SeaworthyRecord, secrets: readonly string[] = []): SeaworthyRecord {
  const clean = (text: string): string => bounded(redact(text, secrets));
  const commands = (list: readonly CommandEvidence[]): readonly CommandEvidence[] =>
    list.map((one) => ({ ...one, command: redact(one.command, secrets), output: clean(one.output) }));
  const proof = (one: Proof): Proof => ({
    ...one,
    said: redact(one.said, secrets),
    commands: commands(one.commands),
    control:
      one.control === null
        ? null
        : { ...one.control, said: redact(one.control.said, secrets), commands: commands(one.control.commands) },
  });
  const test = (one: RecordedTest): RecordedTest => ({
    ...one,
    command: redact(one.command, secrets),
    output: clean(one.output),
  });
  const dockerfile = (one: RecordedDockerfile): RecordedDockerfile => ({
    ...one,
    // Whole: findings name its lines.
    text: redactDockerfile(one.text, secrets),
    before: one.before === null ? null : redactDockerfile(one.before, secrets),
  });
  return {
    ...record,
    front: {
      ...record.front,
      command: redact(record.front.command, secrets),
      tests: record.front.tests.map((one) => redact(one, secrets)),
    },
    prompt: record.prompt.map((one) => redact(one, secrets)),
    facts: {
      ...record.facts,
      env: record.facts.env.map((one) =>
        one.secret && one.default !== null && one.default !== "" ? { ...one, default: mark } : one,
      ),
    },
    plan:
      record.plan === null
        ? null
        : {
            ...record.plan,
            env: record.plan.env.map((one) =>
              one.secret && one.default !== null && one.default !== "" ? { ...one, default: mark } : one,
            ),
          },
    suggestions: record.suggestions.map((one) => ({
      ...one,
      diff: bounded(redactDockerfile(one.diff, secrets)),
      because: redact(one.because, secrets),
    })),
    proofs: record.proofs.map(proof),
    ...(record.dockerfile === undefined ? {} : { dockerfile: dockerfile(record.dockerfile) }),
    diagnoses: record.diagnoses.map((one) => ({
      ...one,
      symptom: clean(one.symptom),
      confirmedBy: one.confirmedBy.map((fact) => redact(fact, secrets)),
    })),
    tests: record.tests.map(test),
    timeline: record.timeline.map((one) => ({ ...one, said: redact(one.said, secrets) })),
    skipped: record.skipped.map((one) => ({ ...one, because: redact(one.because, secrets) })),
  };
}
