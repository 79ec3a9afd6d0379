import { buildCommand } from "@stricli/core";
import { provedText } from "../../reports/terminal/proved.ts";
import { act, type CliContext, type CommonFlags } from "../context.ts";
import { claimChoiceOf, claimFlags, type ClaimFlags, common, onePath } from "../flags.ts";
import { proofsCode } from "../verdict.ts";

interface Flags extends CommonFlags, ClaimFlags {}

export default buildCommand<Flags, [path?: string], CliContext>({
  docs: {
    brief: "Check every claim about the image and the running service",
    fullDescription:
      "Exits 1 where a claim failed, or where a control did not fail as it must.\n\nExamples:\n  seaworthy prove\n  seaworthy prove --only non-root,stops examples/todo/backend\n  seaworthy prove --controls examples/todo",
  },
  parameters: { flags: { ...common, ...claimFlags }, positional: onePath },
  func(flags, path = ".") {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const result = await workflows.prove({ path, ...claimChoiceOf(flags) }, run);
      if (json) printJson(result);
      else print(provedText(result, setting, { repeat: flags.quiet === true }));
      return proofsCode(result.services.map((one) => one.proofs));
    });
  },
});
