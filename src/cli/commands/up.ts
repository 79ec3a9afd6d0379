import { buildCommand } from "@stricli/core";
import { runningText } from "../../reports/terminal/services.ts";
import { act, type CliContext, type CommonFlags } from "../context.ts";
import { common, onePath } from "../flags.ts";

interface Flags extends CommonFlags {
  readonly rebuild?: boolean;
}

export default buildCommand<Flags, [path?: string], CliContext>({
  docs: {
    brief: "Start a service or a stack, with its network and what it depends on",
    fullDescription:
      "Returns when all of it is healthy.\n\nExamples:\n  seaworthy up examples/todo\n  seaworthy up examples/todo/mcp-server",
  },
  parameters: {
    flags: {
      ...common,
      rebuild: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Build every image anew, not only those that are missing",
      },
    },
    positional: onePath,
  },
  func(flags, path = ".") {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const result = await workflows.up({ path, rebuild: flags.rebuild === true }, run);
      if (json) printJson(result);
      else
        print(
          `${runningText(result.services, setting)}network ${result.network}; stop it with: seaworthy down ${path}\n`,
        );
      return result.services.some((one) => one.health === "unhealthy") ? 1 : 0;
    });
  },
});
