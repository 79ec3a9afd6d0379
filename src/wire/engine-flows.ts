import { SeaworthyError } from "../core/errors/index.ts";
import type { EngineFlows, EngineStatus } from "../core/ports/machine-flows.ts";
import type { Run } from "../core/ports/workflows.ts";
import { discoverEngine } from "../engines/discover.ts";
import { engineDown, engineStatus } from "../engines/setup/down.ts";
import { engineEnv } from "../engines/setup/env.ts";
import { podmanEnv } from "../engines/setup/podman-client.ts";
import type { WiredContext } from "./context.ts";

export function engineFlows(context: WiredContext): EngineFlows {
  const { options, spawn, files } = context;
  const status = async (): Promise<EngineStatus> => {
    const state = await engineStatus(options.env);
    const there = state.state !== "down" || (await files.exists(state.paths.config));
    const own = there
      ? { running: state.state === "up", endpoint: state.endpoint, dataRoot: state.paths.data, pid: state.pid }
      : null;
    try {
      const engine = await discoverEngine({
        spawn,
        files,
        env: options.env,
        ...(options.engine === null ? {} : { want: options.engine }),
      });
      const said = `${engine.info.kind} ${engine.info.serverVersion}, ${engine.info.builder}`;
      return { engine: engine.info, tried: [{ how: engine.info.endpoint, said, works: true }], own };
    } catch (error) {
      if (!(error instanceof SeaworthyError) || error.code !== "no-engine") throw error;
      const tried = error.tried.map((line) => {
        const [how = line, ...said] = line.split(": ");
        return { how, said: said.join(": "), works: false };
      });
      return { engine: null, tried, own };
    }
  };
  return {
    status: () => status(),
    up: async (run: Run) => {
      await context.engine(run);
      return status();
    },
    down: async () => {
      const ended = await engineDown({ spawn, environment: options.env });
      return {
        ended,
        said: ended
          ? "the private engine has ended; its images stay for the next time"
          : "no private engine was running",
      };
    },
    env: async (run: Run) => {
      const engine = await context.engine(run);
      if (engine.info.kind === "podman") return podmanEnv({ spawn, environment: options.env });
      const { variables, pathPrefix } = await engineEnv({
        spawn,
        environment: options.env,
        endpoint: engine.info.endpoint,
      });
      return { variables, pathPrefix };
    },
  };
}
