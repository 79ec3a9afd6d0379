import { buildCommand } from "@stricli/core";
import { plain } from "../../reports/terminal/lines.ts";
import { act, type CliContext, type CommonFlags } from "../context.ts";
import { common, onePath } from "../flags.ts";

interface Flags extends CommonFlags {
  readonly volumes?: boolean;
}

export default buildCommand<Flags, [path?: string], CliContext>({
  docs: {
    brief: "Stop and remove exactly what was started",
    fullDescription:
      "Data stays in its volumes, and the next `up` finds it there.\n\nExamples:\n  seaworthy down examples/todo\n  seaworthy down --volumes examples/todo",
  },
  parameters: {
    flags: {
      ...common,
      volumes: { kind: "boolean", optional: true, withNegated: false, brief: "Remove the volumes with the data, too" },
    },
    positional: onePath,
  },
  func(flags, path = ".") {
    return act(this, flags, async ({ workflows, run, json, print, printJson }) => {
      const result = await workflows.down({ path, volumes: flags.volumes === true }, run);
      if (json) printJson(result);
      else {
        const lines = [
          ...result.removed.map((one) => `removed ${one}`),
          ...result.left.map((one) => `left alone ${one}`),
        ];
        print(`${(lines.length === 0 ? ["nothing of it was running"] : lines).map(plain).join("\n")}\n`);
      }
      return 0;
    });
  },
});
