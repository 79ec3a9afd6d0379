import type { Trial } from "../core/ports/trial.ts";

/** The reference that the final stage is built from, through earlier stages. */
export function finalBase(trial: Trial): string | null {
  const { stages } = trial.plan;
  let from = stages.at(-1)?.from ?? null;
  for (let hops = 0; hops <= stages.length; hops += 1) {
    const stage = stages.find((one) => one.name === from);
    if (stage === undefined) return from;
    from = stage.from;
  }
  return null;
}

/** How many of an image's lowest layers are its base image's; 0 where the engine does not know the base. */
export async function baseLayers(trial: Trial, diffIds: readonly string[]): Promise<number> {
  const base = finalBase(trial);
  const info = base === null ? null : await trial.engine.image(base);
  if (info === null) return 0;
  return info.layers.every((layer, at) => layer === diffIds[at]) ? info.layers.length : 0;
}
