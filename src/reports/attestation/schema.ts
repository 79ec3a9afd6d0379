import type { z } from "zod";

type Zod = typeof z;

/** The shape of an attested record: an in-toto Statement version 1. zod is handed in: only tests and the generated schema need it. */
export function statementSchema({
  strictObject,
  literal,
  array,
  string,
  boolean,
  number,
  int,
  record,
  enum: oneOf,
}: Zod) {
  const digest = strictObject({ sha256: string().regex(/^[0-9a-f]{64}$/) });
  const file = strictObject({ name: string(), digest });
  const subject = strictObject({
    name: string().min(1),
    digest,
    annotations: strictObject({ digestOf: oneOf(["image id", "manifest"]) }),
  });
  const claim = strictObject({
    id: string(),
    title: string(),
    verdict: oneOf(["PASS", "FAIL", "SKIPPED"]),
    said: string().min(1),
    figures: record(string(), number()),
    control: strictObject({
      broken: string(),
      verdict: oneOf(["FAILED_AS_IT_MUST", "DID_NOT_FAIL", "SKIPPED"]),
      said: string(),
    }).nullable(),
    evidence: strictObject({ commands: int().min(0), digest }),
  });
  const predicate = strictObject({
    result: oneOf(["PASSED", "FAILED", "NOT_PROVED"]),
    service: string(),
    date: string().regex(/^\d{4}-\d\d-\d\d$/),
    tool: strictObject({ name: string(), version: string(), node: string() }),
    engine: strictObject({
      kind: oneOf(["docker", "podman"]),
      clientVersion: string(),
      serverVersion: string(),
      builder: string(),
      platform: string(),
      rootless: boolean(),
    }).nullable(),
    image: strictObject({
      tag: string(),
      id: string().regex(/^sha256:[0-9a-f]{64}$/),
      bytes: int().min(0),
    }),
    scores: record(string(), number().min(0).max(10)).nullable(),
    claims: array(claim),
    limits: array(strictObject({ what: string(), because: string() })),
    inputs: strictObject({ digest, written: array(file), standIns: record(string(), string()) }),
    record: array(file),
  });
  return strictObject({
    _type: literal("https://in-toto.io/Statement/v1"),
    subject: array(subject).min(1),
    predicateType: literal("urn:seaworthy:claims:v1"),
    predicate,
  });
}
