import { buildCommand } from "@stricli/core";
import { comparisonText } from "../../reports/terminal/comparison.ts";
import { act, type CliContext, type CommonFlags } from "../context.ts";
import { common, onePath } from "../flags.ts";

export default buildCommand<CommonFlags, [path?: string], CliContext>({
  docs: {
    brief: "Multi-stage against single-stage, layer by layer",
    fullDescription:
      "Builds both. Exits 1 where the multi-stage image is not smaller.\n\nExamples:\n  seaworthy compare examples/todo/backend",
  },
  parameters: { flags: common, positional: onePath },
  func(flags, path = ".") {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const services = await workflows.compare({ path }, run);
      if (json) printJson({ services });
      else print(services.map((one) => comparisonText(one.service, one.comparison, setting)).join("\n"));
      if (services.length === 0) return 2;
      return services.some((one) => one.comparison.ratio >= 1) ? 1 : 0;
    });
  },
});
