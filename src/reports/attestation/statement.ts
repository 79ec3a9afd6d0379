import { SeaworthyError } from "../../core/errors/index.ts";
import type { SeaworthyRecord } from "../../core/record.ts";
import type { RecordEvidence } from "../../core/verification.ts";
import { type ClaimsPredicate, claimsPredicate, predicateType } from "./predicate.ts";

/** An in-toto Statement, version 1, about an image. */
export interface Statement {
  readonly _type: "https://in-toto.io/Statement/v1";
  readonly subject: readonly Subject[];
  readonly predicateType: typeof predicateType;
  readonly predicate: ClaimsPredicate;
}

/** An in-toto ResourceDescriptor. `digestOf` tells two digests of one image apart. */
export interface Subject {
  readonly name: string;
  readonly digest: { readonly sha256: string };
  readonly annotations: { readonly digestOf: "image id" | "manifest" };
}

const reference = /^([^@\s]{1,300})@sha256:([0-9a-f]{64})$/;

/**
 * The statement of a record. Its subjects are the image by its id, and by each digest of its manifest that is known:
 * recorded ones, and those given (`NAME@sha256:…`, as a registry answers a push).
 * @throws SeaworthyError `no-image` where the run built none, `usage` for a reference without a digest
 */
export function statementOf({ file, record, digests }: RecordEvidence, pushed: readonly string[] = []): Statement {
  const image = builtImage(file, record);
  const subject = [
    { name: image.tag, digest: { sha256: image.digest.slice(7) }, annotations: { digestOf: "image id" } } as const,
    ...[...(image.repoDigests ?? []), ...pushed].map(manifestSubject),
  ];
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: subject.filter((one, at) => at === subject.findIndex((other) => same(one, other))),
    predicateType,
    predicate: claimsPredicate(record, image, digests),
  };
}

function builtImage(file: string, { image, skipped }: SeaworthyRecord): NonNullable<SeaworthyRecord["image"]> {
  if (image !== null && /^sha256:[0-9a-f]{64}$/.test(image.digest)) return image;
  throw new SeaworthyError("no-image", {
    what: `there is nothing to attest in ${file}`,
    why: image === null ? (skipped[0]?.because ?? "no image was built in that run") : "its image has no sha256 digest",
    todo: "attest a record of a run that built its image",
  });
}

function manifestSubject(text: string): Subject {
  const [, name = "", sha256 = ""] = reference.exec(text) ?? [];
  if (name !== "") return { name, digest: { sha256 }, annotations: { digestOf: "manifest" } };
  throw new SeaworthyError("usage", {
    what: `${JSON.stringify(text)} is no reference with a digest`,
    why: "a subject is named by what can never be another image: NAME@sha256:… with 64 digits",
    todo: "take it from: docker inspect --format '{{json .RepoDigests}}' IMAGE",
  });
}

const same = (a: Subject, b: Subject): boolean => a.name === b.name && a.digest.sha256 === b.digest.sha256;
