import { CancelledError, SeaworthyError } from "../core/errors/index.ts";
import { inOneLine } from "../core/errors/in-one-line.ts";
import type { Engine } from "../core/ports/engine.ts";
import type { BuildVariant, OtherEngine } from "../core/ports/trial.ts";
import { baseReferences } from "./build.ts";
import { guardedEngine } from "./guarded-engine.ts";
import type { Proving } from "./trial.ts";
import { buildVariant } from "./variant.ts";

/** Engines beside the session's that a service can be built with. What is built there is removed again. */
export async function otherEnginesOf(proving: Proving): Promise<readonly OtherEngine[]> {
  return (await proving.elsewhere.engines()).map((engine): OtherEngine => {
    const { kind, serverVersion, heredocs } = engine.info;
    return { name: `${kind} ${serverVersion}`, heredocs, build: (variant) => buildThere(proving, engine, variant) };
  });
}

async function buildThere(proving: Proving, engine: Engine, variant: BuildVariant): ReturnType<OtherEngine["build"]> {
  const { session } = proving;
  const guarded = guardedEngine(engine, session.signal);
  const undo: (() => Promise<void>)[] = [];
  try {
    await proving.elsewhere.bases(engine, baseReferences(variant.dockerfileText ?? proving.dockerfileText));
    return await buildVariant({ ...proving, session: { ...session, engine: guarded.engine } }, variant, undo);
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error instanceof CancelledError) throw error;
    return inOneLine(error);
  } finally {
    await guarded.settled();
    for (const work of undo.reverse()) await work();
  }
}
