import * as z from "zod";

const text = z.string();
const texts = z.array(text);
const count = z.number();

const position = z.looseObject({ line: count, column: count });
const edits = z.array(z.looseObject({ start: count, end: count, text }));

export const finding = z.looseObject({
  rule: text,
  slug: text,
  aka: texts,
  severity: z.enum(["error", "warning", "info", "style"]),
  dimension: z.enum([
    "security",
    "efficiency",
    "cache",
    "size",
    "reproducibility",
    "maintainability",
    "portability",
    "operability",
  ]),
  span: z.looseObject({ start: count, end: count }),
  from: position,
  to: position,
  message: text,
  why: text,
  cost: count,
  fix: z.looseObject({ kind: z.enum(["safe", "suggested"]), edits }).nullable(),
});

const commands = z.array(z.looseObject({ command: text, exitCode: count.nullable(), output: text, seconds: count }));

export const proof = z.looseObject({
  claim: text,
  title: text,
  service: text,
  verdict: z.enum(["PASS", "FAIL", "SKIPPED"]),
  said: text.min(1),
  commands,
  digests: texts,
  figures: z.record(text, count),
  control: z
    .looseObject({
      broken: text,
      verdict: z.enum(["FAILED_AS_IT_MUST", "DID_NOT_FAIL", "SKIPPED"]),
      said: text,
      commands,
    })
    .nullable(),
  ownControl: z.literal(true).optional(),
  interrupted: z.literal(true).optional(),
  seconds: count,
});

export const diagnosis = z.looseObject({
  id: text,
  title: text,
  stage: z.enum(["build", "start", "runtime", "network"]),
  symptom: text,
  cause: text,
  confirmedBy: texts,
  remedy: z.looseObject({ says: text, file: text, edits }).nullable(),
});
