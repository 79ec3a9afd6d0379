import type { Engine } from "../../core/ports/engine.ts";
import { fullName, parseImageName } from "./name.ts";
import type { Registries } from "./registries.ts";
import { lastLine } from "../last-line.ts";

export type PullAnswer =
  /** The real image is here now. */
  | { readonly kind: "pulled" }
  /** The registry answered that there is no such image, or not for us. */
  | { readonly kind: "refused"; readonly said: string }
  /** No registry could be asked, or it broke off. */
  | { readonly kind: "unreachable"; readonly said: string };

const refusals =
  /manifest unknown|manifest for .* not found|repository does not exist|name unknown|access to the resource is denied|not found: manifest/i;

/** Pulls real images and remembers which registries were no good, so that an offline run pays for finding it out once. */
export function createPuller(
  engine: Engine,
  registries: Registries,
  graceMs = 5000,
): (reference: string) => Promise<PullAnswer> {
  const dead = new Map<string, Promise<PullAnswer>>();

  const pull = async (reference: string, signal?: AbortSignal): Promise<PullAnswer> => {
    try {
      const output = await engine.pull(fullName(reference), signal);
      if (output.exitCode === 0) return { kind: "pulled" };
      const said = lastLine(output.stderr) || lastLine(output.stdout);
      return { kind: refusals.test(said) ? "refused" : "unreachable", said };
    } catch (error) {
      return { kind: "unreachable", said: error instanceof Error ? error.message : String(error) };
    }
  };

  return async (reference) => {
    const { registry } = parseImageName(reference);
    if (await registries.answers(registry)) return pull(reference);
    const known = dead.get(registry);
    if (known !== undefined) {
      const answer = await known;
      return answer.kind === "pulled" ? pull(reference, AbortSignal.timeout(graceMs)) : answer;
    }
    // The daemon may have a mirror or a proxy that this process has not, so it is asked too, once, for a bounded time.
    const first = pull(reference, AbortSignal.timeout(graceMs));
    dead.set(registry, first);
    const answer = await first;
    return answer.kind === "unreachable" && answer.said === ""
      ? { ...answer, said: `${registry} does not answer` }
      : answer;
  };
}
