import { buildCommand } from "@stricli/core";
import { plain } from "../../reports/terminal/lines.ts";
import { act, type CliContext, type CommonFlags } from "../context.ts";
import { common, onePath } from "../flags.ts";

export default buildCommand<CommonFlags, [path?: string], CliContext>({
  docs: {
    brief: "Stop and remove exactly what was started",
    fullDescription: "Examples:\n  seaworthy down examples/todo",
  },
  parameters: { flags: common, positional: onePath },
  func(flags, path = ".") {
    return act(this, flags, async ({ workflows, run, json, print, printJson }) => {
      const result = await workflows.down({ path }, run);
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
