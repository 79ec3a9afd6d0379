import * as z from "zod";

const text = z.string();
const texts = z.array(text);
const place = z.looseObject({ file: text, line: z.number() });

export const envVariable = z.looseObject({
  name: text,
  required: z.boolean(),
  default: text.nullable(),
  secret: z.boolean(),
  evidence: place,
});

export const upstream = z.looseObject({
  name: text,
  kind: z.enum(["mcp", "http", "postgres", "mysql", "redis", "mongodb", "amqp"]),
  env: text.nullable(),
  default: text.nullable(),
  required: z.boolean(),
  evidence: place,
});

export const serviceFacts = z.looseObject({
  path: text,
  name: text,
  stack: z.enum(["python", "node", "go", "rust", "java", "dotnet", "ruby", "php"]),
  framework: text,
  packageManager: text,
  runtime: z.looseObject({ name: text, version: text, source: text }),
  start: texts,
  port: z.number(),
  health: text.nullable(),
  routes: z.array(z.looseObject({ method: text, path: text, file: text, line: z.number(), safe: z.boolean() })),
  env: z.array(envVariable),
  writes: z.array(z.looseObject({ path: text, lasting: z.boolean(), evidence: place })),
  upstreams: z.array(upstream),
  systemPackages: z.looseObject({ build: texts, run: texts }),
  evidence: z.array(z.looseObject({ fact: text, file: text, line: z.number(), because: text })),
  detail: z.record(text, z.union([text, z.number(), z.boolean(), texts, z.null()])),
});
