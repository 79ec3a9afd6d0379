import { buildCommand, buildRouteMap } from "@stricli/core";
import { typedCommand } from "../../records/command-line.ts";
import { statusText } from "../../reports/terminal/machine.ts";
import { act, type CliContext, type CommonFlags, usageError } from "../context.ts";
import { common } from "../flags.ts";

const status = buildCommand<CommonFlags, [], CliContext>({
  docs: { brief: "Which engine is used, and what each one answered" },
  parameters: { flags: common },
  func(flags) {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const found = await workflows.engine.status(run);
      if (json) printJson(found);
      else print(statusText(found, setting));
      return found.engine === null ? 2 : 0;
    });
  },
});

const up = buildCommand<CommonFlags, [], CliContext>({
  docs: { brief: "Find an engine or, agreed to, install the distribution's package and start a private one" },
  parameters: { flags: common },
  func(flags) {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const found = await workflows.engine.up(run);
      if (json) printJson(found);
      else print(statusText(found, setting));
      return found.engine === null ? 2 : 0;
    });
  },
});

const down = buildCommand<CommonFlags, [], CliContext>({
  docs: { brief: "End the private engine, and nothing else" },
  parameters: { flags: common },
  func(flags) {
    return act(this, flags, async ({ workflows, run, json, print, printJson }) => {
      const result = await workflows.engine.down(run);
      if (json) printJson(result);
      else print(`${result.said}\n`);
      return 0;
    });
  },
});

const env = buildCommand<CommonFlags, [], CliContext>({
  docs: {
    brief: "Shell exports that let plain docker use the engine",
    fullDescription: 'Examples:\n  eval "$(seaworthy engine env)"\n  seaworthy engine env --json',
  },
  parameters: { flags: common },
  func(flags) {
    return act(this, { ...flags, quiet: true }, async ({ workflows, run, json, print, printJson }) => {
      const { variables, pathPrefix } = await workflows.engine.env(run);
      if (json) {
        printJson({ variables, pathPrefix });
        return 0;
      }
      const lines = Object.entries(variables).map(([name, value]) => {
        // The shell will run these lines: a name that is no name must not reach it.
        if (!/^[A-Za-z_]\w*$/.test(name))
          throw usageError(
            `${JSON.stringify(name)} is no variable`,
            "a shell cannot export it",
            "see: seaworthy engine env --json",
          );
        return `export ${name}=${typedCommand([value])}`;
      });
      const path = pathPrefix === null ? [] : [`export PATH=${typedCommand([pathPrefix])}:"$PATH"`];
      print([...lines, ...path].map((line) => `${line}\n`).join(""));
      return 0;
    });
  },
});

export default buildRouteMap({
  routes: { status, up, down, env },
  docs: { brief: "Find docker or podman, or set up a private engine" },
});
