import { SeaworthyError } from "../../core/errors/index.ts";
import { labels } from "../../core/labels.ts";
import type { Engine } from "../../core/ports/engine.ts";
import type { Files, Net } from "../../core/ports/host.ts";
import type { Spawn } from "../../core/ports/process.ts";
import { knownBases, standInFor } from "./catalogue.ts";
import { hostCertificates, type HostCertificate, placesOf } from "./certificates.ts";
import { type BaseDefinition, recipeDigest } from "./define.ts";
import { makeBase, type MakeTools, recipeLabel } from "./make.ts";
import { familiarName, fullName, parseImageName } from "./name.ts";
import { createPuller, type PullAnswer } from "./pull.ts";
import { askRegistries, type Registries } from "./registries.ts";

/** Where a base image came from. */
export interface BaseOutcome {
  readonly reference: string;
  /** `local`: a real image that was there; `pulled`: a real one; `stand-in`: made here, now or earlier. */
  readonly source: "local" | "pulled" | "stand-in";
  /** True where this call made the stand-in. */
  readonly made: boolean;
  /** What the stand-in is made from and how it differs, null for real images. */
  readonly standIn: { readonly madeFrom: string; readonly differs: string; readonly hostCertificates: boolean } | null;
  /** True for a stand-in whose real image could be pulled now, which has to be told. */
  readonly realCanBePulled: boolean;
  readonly size: number;
}

export interface BaseOptions {
  readonly spawn: Spawn;
  readonly files: Files;
  readonly net: Net;
  /** Asked once, before the first stand-in is made: no registry answers. Where absent it is agreed. */
  readonly agree?: (reference: string) => Promise<boolean>;
  /** True where packages that the making needs may be installed on the host. */
  readonly mayInstall: boolean;
  readonly onLine?: (line: string) => void;
  /** One for a run, so that each registry is asked once. */
  readonly registries?: Registries;
  readonly certificates?: readonly HostCertificate[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly uid?: number;
  /** Images that are made at the same time; 2. */
  readonly parallel?: number;
}

/** Lets at most `limit` pieces of work run at once. */
function limiter(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = limit;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

function unavailable(reference: string, answer: PullAnswer): SeaworthyError {
  const said = answer.kind === "pulled" ? "" : answer.said;
  const { digest, registry } = parseImageName(reference);
  if (answer.kind === "refused") {
    return new SeaworthyError("base-not-found", {
      what: `the base image ${reference} does not exist at ${registry}, or needs a login`,
      why: said,
      todo: "Correct the reference in FROM, or log in to the registry.",
      tried: [`pull ${fullName(reference)}: ${said}`],
    });
  }
  return new SeaworthyError("base-not-available", {
    what: `the base image ${reference} is not here, and no registry can be asked for it`,
    why:
      digest === null
        ? "seaworthy knows no stand-in for it"
        : "a digest names one exact image, so nothing can stand in for it",
    todo:
      digest === null
        ? `Give access to ${registry}, name a mirror in the configuration, load the image with 'docker load', or use one of: ${knownBases.join(", ")}.`
        : `Give access to ${registry}, load the image with 'docker load', or take the digest out of FROM while offline.`,
    tried: [`pull ${fullName(reference)}: ${said}`],
  });
}

function declined(reference: string): SeaworthyError {
  return new SeaworthyError("base-declined", {
    what: `the base image ${reference} is not here, and no stand-in was to be made`,
    why: "no registry answers for it, and the question whether to make one here was answered with no",
    todo: "Agree, or pass --yes, to make it from distribution packages; or give access to a registry or a mirror, or load the image with 'docker load'.",
  });
}

/**
 * Sees to it that every base image of a build is there: what is present is left alone, what can be pulled is pulled,
 * and only then a stand-in is made. A second call finds everything present. Throws SeaworthyError naming the reference.
 */
export async function ensureBases(
  engine: Engine,
  references: readonly string[],
  options: BaseOptions,
): Promise<readonly BaseOutcome[]> {
  const registries = options.registries ?? askRegistries(options.net);
  const pull = createPuller(engine, registries);
  const limit = limiter(options.parallel ?? 2);
  const certificates = options.certificates ?? (await hostCertificates(placesOf(options.environment)));
  const tools: MakeTools = {
    ...options,
    certificates,
    uid: options.uid ?? process.getuid?.() ?? -1,
  };
  const fingerprints = certificates.map((certificate) => certificate.sha256);
  let agreed: Promise<boolean> | undefined;
  const inHand = new Map<string, Promise<boolean>>();
  const ensuring = new Map<string, Promise<BaseOutcome>>();

  const digestOf = (definition: BaseDefinition): string => {
    const parents = definition.parents.map((parent) => standInFor(parent)).filter((parent) => parent !== null);
    return recipeDigest(definition, parents.map(digestOf), fingerprints);
  };

  /** Makes a stand-in under its main name unless it is there by the same recipe; answers whether it was made now. */
  const make = async (definition: BaseDefinition): Promise<boolean> => {
    const digest = digestOf(definition);
    const present = await engine.image(fullName(definition.reference));
    if (present?.labels[recipeLabel] === digest) return false;
    await Promise.all(definition.parents.map(ensure));
    await limit(() => makeBase(engine, definition, digest, tools));
    return true;
  };

  /** A name may be given to a stand-in only where no real image has it. */
  const tagAs = async (definition: BaseDefinition, name: string): Promise<void> => {
    const holder = await engine.image(fullName(name));
    if (holder === null || holder.labels[labels.standIn] !== undefined)
      await engine.tag(fullName(definition.reference), fullName(name));
  };

  const standIn = async (
    reference: string,
    definition: BaseDefinition,
    realCanBePulled: boolean,
  ): Promise<BaseOutcome> => {
    const making = inHand.get(definition.reference) ?? make(definition);
    inHand.set(definition.reference, making);
    const made = await making;
    for (const name of made ? definition.aliases : []) await tagAs(definition, name);
    if (familiarName(reference) !== familiarName(definition.reference)) await tagAs(definition, reference);
    const image = await engine.image(fullName(reference));
    return {
      reference,
      source: "stand-in",
      made,
      standIn: {
        madeFrom: definition.madeFrom,
        differs: definition.differs,
        hostCertificates: definition.builder && certificates.length > 0,
      },
      realCanBePulled,
      size: image?.size ?? 0,
    };
  };

  const ensureOne = async (reference: string): Promise<BaseOutcome> => {
    const present = await engine.image(fullName(reference));
    const definition = standInFor(reference);
    const real = { reference, made: false, standIn: null, realCanBePulled: false } as const;
    if (present !== null && present.labels[labels.standIn] === undefined)
      return { ...real, source: "local", size: present.size };
    if (present !== null && definition !== null) {
      return standIn(reference, definition, await registries.answers(parseImageName(reference).registry));
    }
    const answer = await pull(reference);
    if (answer.kind === "pulled")
      return { ...real, source: "pulled", size: (await engine.image(fullName(reference)))?.size ?? 0 };
    if (answer.kind === "refused" || definition === null) throw unavailable(reference, answer);
    agreed ??= options.agree?.(reference) ?? Promise.resolve(true);
    if (!(await agreed)) throw declined(reference);
    return standIn(reference, definition, false);
  };

  function ensure(reference: string): Promise<BaseOutcome> {
    const key = fullName(reference);
    const known = ensuring.get(key) ?? ensureOne(reference);
    ensuring.set(key, known);
    return known;
  }

  const wanted = [...new Set(references)].filter((reference) => reference !== "scratch");
  const settled = await Promise.allSettled(wanted.map(ensure));
  return settled.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}
