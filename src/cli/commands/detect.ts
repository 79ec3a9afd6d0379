import { buildCommand } from "@stricli/core";
import { factsText } from "../../reports/terminal/facts.ts";
import { act, type CliContext, type CommonFlags } from "../context.ts";
import { common, onePath } from "../flags.ts";

export default buildCommand<CommonFlags, [path?: string], CliContext>({
  docs: {
    brief: "Facts about the application, each with the file and line it was read from",
    fullDescription:
      "Reads manifests and syntax trees; runs nothing.\n\nExamples:\n  seaworthy detect\n  seaworthy detect examples/todo --json",
  },
  parameters: { flags: common, positional: onePath },
  func(flags, path = ".") {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const facts = await workflows.detect({ path }, run);
      if (json) printJson(facts);
      else print(factsText(facts, setting));
      return facts.services.length === 0 ? 2 : 0;
    });
  },
});
