import * as z from "zod";
import { envVariable, upstream } from "./facts.ts";

const text = z.string();
const texts = z.array(text);
const why = { why: text.exactOptional() };

const mount = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("cache"), target: text, sharing: z.enum(["locked", "private"]).exactOptional() }),
  z.looseObject({ type: z.literal("bind"), source: text, target: text, from: text.exactOptional() }),
  z.looseObject({ type: z.literal("secret"), id: text, target: text.exactOptional() }),
]);

const step = z.discriminatedUnion("kind", [
  z.looseObject({ kind: z.literal("workdir"), path: text, ...why }),
  z.looseObject({ kind: z.literal("env"), values: z.record(text, text), ...why }),
  z.looseObject({ kind: z.literal("arg"), name: text, default: text.exactOptional(), ...why }),
  z.looseObject({
    kind: z.literal("copy"),
    from: text.exactOptional(),
    sources: texts,
    target: text,
    chmod: text.exactOptional(),
    ...why,
  }),
  z.looseObject({
    kind: z.literal("run"),
    command: z.union([text, texts]),
    mounts: z.array(mount).exactOptional(),
    ...why,
  }),
  z.looseObject({ kind: z.literal("label"), values: z.record(text, text), ...why }),
]);

const stages = z.array(z.looseObject({ name: text, from: text, ...why, steps: z.array(step) }));

export const servicePlan = z.looseObject({
  service: text,
  path: text,
  image: text,
  headline: text,
  stages,
  user: z.looseObject({ uid: z.number(), gid: z.number() }),
  workdir: text,
  port: z.number(),
  published: z.boolean(),
  entrypoint: texts.nullable(),
  command: texts,
  stopSignal: text.nullable(),
  health: z
    .looseObject({
      command: texts,
      intervalSeconds: z.number(),
      timeoutSeconds: z.number(),
      startPeriodSeconds: z.number(),
      retries: z.number(),
      route: text,
      why: text,
    })
    .nullable(),
  writable: z.array(z.looseObject({ path: text, lasting: z.boolean(), why: text })),
  env: z.array(envVariable),
  upstreams: z.array(upstream),
  context: texts,
  support: z.array(z.looseObject({ path: text, text })),
  singleStage: stages,
  withDevDependencies: stages.nullable(),
  tests: z.looseObject({ command: texts, steps: z.array(step) }).optional(),
});
