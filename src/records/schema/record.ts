import * as z from "zod";
import type { SeaworthyRecord } from "../../core/record.ts";
import { diagnosis, finding, proof } from "./evidence.ts";
import { necessary } from "./necessary.ts";
import { recordedContents, recordedDockerfile } from "./build.ts";
import { serviceFacts } from "./facts.ts";
import { servicePlan } from "./plan.ts";

const text = z.string();
const texts = z.array(text);
const count = z.number();
const score = z.number().min(0).max(10);

const scores = z.looseObject({
  security: score,
  efficiency: score,
  cache: score,
  size: score,
  reproducibility: score,
  maintainability: score,
  portability: score,
  operability: score,
});

const layered = z.looseObject({
  image: text,
  digest: text,
  bytes: count,
  layers: z.array(z.looseObject({ instruction: text, bytes: count })),
});

const front = z.looseObject({
  id: count,
  title: text,
  stage: text,
  date: text,
  surface: text,
  model: text,
  feature: text,
  branch: text,
  user: text,
  command: text,
  labels: texts,
  links: z.looseObject({ spec: text.nullable(), ticket: text.nullable(), adr: text.nullable(), pr: text.nullable() }),
  files: texts,
  tests: texts,
});

const engine = z.looseObject({
  kind: z.enum(["docker", "podman"]),
  clientVersion: text,
  serverVersion: text,
  builder: z.enum(["buildkit", "classic", "buildah"]),
  endpoint: text,
  rootless: z.boolean(),
  platform: text,
  notes: texts,
  heredocs: z.boolean(),
  environment: z.record(text, text),
});

/** The record's JSON, version 1. Fields that it does not know are kept: a newer minor version loses nothing by passing through an older tool. */
export const recordSchema = z.looseObject({
  schema: z.literal(1),
  front,
  tool: z.looseObject({ name: z.literal("seaworthy"), version: text, node: text }),
  machine: z.looseObject({ platform: text, cpus: count, memoryBytes: count }),
  engine: engine.nullable(),
  standIns: z.record(text, text),
  prompt: texts,
  inputDigest: text,
  inputs: z.array(z.looseObject({ path: text, sha256: text.nullable(), bytes: count })).optional(),
  facts: serviceFacts,
  folder: text.optional(),
  plan: servicePlan.nullable(),
  written: z.array(z.looseObject({ path: text, sha256: text })),
  findingsBefore: z.array(finding).nullable(),
  findingsAfter: z.array(finding),
  scoresBefore: scores.nullable(),
  scoresAfter: scores.nullable(),
  suggestions: z.array(z.looseObject({ rule: text, title: text, diff: text, kept: z.boolean(), because: text })),
  image: z.looseObject({ tag: text, digest: text, bytes: count, repoDigests: texts.optional() }).nullable(),
  proofs: z.array(proof),
  comparison: z.looseObject({ multi: layered, single: layered, ratio: count }).nullable(),
  necessary: necessary.optional(),
  dockerfile: recordedDockerfile.optional(),
  contents: z.looseObject({ multi: recordedContents.nullable(), single: recordedContents.nullable() }).optional(),
  diagnoses: z.array(diagnosis),
  lessons: texts,
  tests: z.array(
    z.looseObject({
      command: text,
      verdict: z.enum(["PASS", "FAIL", "SKIPPED"]),
      exitCode: count.nullable(),
      output: text,
    }),
  ),
  timeline: z.array(
    z.looseObject({ step: text, service: text, said: text, at: count, seconds: count, engineSeconds: count }),
  ),
  skipped: z.array(z.looseObject({ step: text, because: text })),
}) satisfies z.ZodType<SeaworthyRecord>;

/** The same as JSON Schema (draft 2020-12), for other tools. */
export function recordJsonSchema(): object {
  return z.toJSONSchema(recordSchema);
}
