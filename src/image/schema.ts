import type { z } from "zod";
import { dimensions, severities } from "../core/finding.ts";
import { packageKinds, wasteReasons } from "../core/inspection.ts";

type Zod = typeof z;

/** The shape of `inspect --json`. zod is handed in, so that inspecting loads nothing of it. */
export function inspectionSchema({ object, literal, array, string, boolean, number, int, record, enum: oneOf }: Zod) {
  const count = int().min(0);
  const share = number().min(0).max(1);
  const digest = string().regex(/^sha256:[0-9a-f]{64}$/);
  const mode = object({ path: string(), layer: count, mode: string().regex(/^[0-7]{4}$/), uid: count });
  const image = object({
    name: string(),
    tags: array(string()),
    id: digest,
    digest: digest.nullable(),
    format: oneOf(["docker-archive", "oci"]),
    platform: string(),
    created: string().nullable(),
    bytes: count,
    entrypoint: array(string()).nullable(),
    cmd: array(string()).nullable(),
    workdir: string(),
    exposed: array(string()),
    volumes: array(string()),
    healthcheck: array(string()).nullable(),
    distribution: string().nullable(),
  });
  const layer = object({
    digest,
    size: count,
    storedBytes: count,
    compression: oneOf(["none", "gzip", "zstd"]),
    instruction: string(),
    files: count,
    added: count,
    changed: count,
    deleted: count,
    wastedBytes: count,
  });
  const waste = object({
    layer: count,
    by: count,
    reason: oneOf(wasteReasons),
    bytes: count,
    files: count,
    largest: array(object({ path: string(), bytes: count })),
  });
  const secret = object({
    rule: string(),
    title: string(),
    where: string(),
    layer: count.nullable(),
    deleted: boolean(),
    value: string(),
  });
  const finding = object({
    rule: string().regex(/^SWI\d{3}$/),
    slug: string(),
    aka: array(string()),
    severity: oneOf(severities),
    dimension: oneOf(dimensions),
    message: string(),
    why: string(),
    where: string().nullable(),
    layer: count.nullable(),
  });
  return object({
    schema: literal(1),
    image,
    layers: array(layer),
    wastedBytes: count,
    efficiency: share,
    waste: array(waste),
    dive: object({ efficiency: share, wastedBytes: count, difference: array(string()) }),
    user: object({
      declared: string(),
      uid: count.nullable(),
      gid: count.nullable(),
      name: string().nullable(),
      root: boolean(),
      problem: string().nullable(),
    }),
    secrets: array(secret).nullable(),
    setuid: array(mode),
    worldWritable: array(mode),
    emptyPasswords: array(string()),
    packages: array(
      object({
        kind: oneOf(packageKinds),
        name: string(),
        version: string(),
        path: string(),
        layer: count,
        purl: string().startsWith("pkg:"),
      }),
    ),
    links: object({
      machines: record(string(), count),
      missing: array(object({ path: string(), layer: count, library: string(), elsewhere: string().nullable() })),
      unused: array(object({ path: string(), layer: count, bytes: count })),
      interpreters: array(object({ interpreter: string(), files: count, found: boolean(), example: string() })),
      start: object({ argv: array(string()), path: string().nullable(), problem: string().nullable() }).nullable(),
    }),
    findings: array(finding),
    errors: array(object({ code: string(), what: string(), where: string().nullable() })),
  });
}

/** The shape of `inspect A B --json`. */
export function differenceSchema({ object, literal, array, string, int, enum: oneOf }: Zod) {
  const count = int().min(0);
  const side = object({ name: string(), id: string(), bytes: count, wastedBytes: count, packages: count });
  return object({
    schema: literal(1),
    before: side,
    after: side,
    layers: array(
      object({ kind: oneOf(["same", "removed", "added"]), digest: string(), instruction: string(), size: count }),
    ),
    files: array(
      object({
        path: string(),
        kind: oneOf(["added", "removed", "content", "metadata"]),
        bytesBefore: count.nullable(),
        bytesAfter: count.nullable(),
      }),
    ),
    packages: array(
      object({ kind: oneOf(packageKinds), name: string(), before: array(string()), after: array(string()) }),
    ),
    config: array(object({ setting: string(), before: string(), after: string() })),
  });
}
