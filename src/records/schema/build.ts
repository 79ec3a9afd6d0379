import * as z from "zod";
import { packageKinds } from "../../core/inspection.ts";

const text = z.string();
const count = z.number();

const stageInput = z.looseObject({
  from: text,
  stage: z.boolean(),
  through: z.enum(["from", "copy", "mount"]),
  what: text,
  line: count,
});

const stage = z.looseObject({
  name: text,
  line: count,
  instructions: count,
  inputs: z.array(stageInput),
  role: z.enum(["final", "base", "source", "unused"]),
});

export const recordedDockerfile = z.looseObject({
  path: text,
  text,
  before: text.nullable(),
  stages: z.array(stage),
});

/** A tree: the getter lets it name itself. */
const contentPart = z.looseObject({
  name: text,
  bytes: count,
  files: count,
  rest: count.optional(),
  get parts() {
    return z.array(contentPart).optional();
  },
});

const contentLayer = z.looseObject({
  instruction: text,
  bytes: count,
  files: count,
  goneBytes: count,
  parts: z.array(contentPart),
});

const recordedPackage = z.looseObject({
  kind: z.enum(packageKinds),
  name: text,
  version: text.nullable(),
  layer: count.nullable(),
  bytes: count.nullable(),
});

export const recordedContents = z.looseObject({
  read: z.enum(["layers", "files"]),
  layers: z.array(contentLayer),
  packages: z.array(recordedPackage),
});
