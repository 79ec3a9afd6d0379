import type { Comparison } from "../core/record.ts";
import type { Session } from "./session.ts";

/** One image with its layers as the engine's history tells them: asking it costs nothing, where saving a large image costs seconds. */
export async function comparedImage(session: Session, image: string): Promise<Comparison["multi"]> {
  const info = await session.engine.image(image);
  const history = await session.engine.history(image);
  const layers = history
    .filter((entry) => entry.size > 0)
    .map((entry) => ({ instruction: entry.createdBy, bytes: entry.size }));
  return { image, digest: info?.id ?? "", bytes: info?.size ?? 0, layers };
}
