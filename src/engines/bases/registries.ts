import type { Net } from "../../core/ports/host.ts";

/** Whether image registries answer. Each is asked once in a run. */
export interface Registries {
  answers(registry: string): Promise<boolean>;
}

/** Asks each registry's version endpoint, for 5 s at most. A registry answers it with 200 or 401; a proxy's error page is no registry. */
export function askRegistries(net: Net, timeoutMs = 5000): Registries {
  const asked = new Map<string, Promise<boolean>>();
  const ask = async (registry: string): Promise<boolean> => {
    const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
    const answer = await net.get(`https://${host}/v2/`, { timeoutMs });
    return answer.status === 200 || answer.status === 401;
  };
  return {
    answers(registry) {
      const known = asked.get(registry) ?? ask(registry);
      asked.set(registry, known);
      return known;
    },
  };
}
