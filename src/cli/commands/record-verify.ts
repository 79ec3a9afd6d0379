import { buildCommand } from "@stricli/core";
import { verificationText } from "../../reports/terminal/verification.ts";
import { act, type CliContext, type CommonFlags } from "../context.ts";
import { common, text } from "../flags.ts";
import { recordFolder, whichRecord } from "../record-flags.ts";
import { worst } from "../verdict.ts";

interface Flags extends CommonFlags {
  readonly path?: string;
  readonly image?: string;
}

/** `seaworthy record verify`. */
export const verify = buildCommand<Flags, [which?: string], CliContext>({
  docs: {
    brief: "Whether a record, its image and its files are still what was recorded",
    fullDescription:
      "Checks that the record's two files agree and the evidence has the digest that the Markdown names, that the image has the recorded digest, and that the files written and read are as they were; runs nothing and changes nothing. Exit 0 all held, 1 something differs, 2 something could not be checked.\n\nExamples:\n  seaworthy record verify\n  seaworthy record verify 12 --image registry.example/app:1.4\n  seaworthy record verify --image app.tar --json",
  },
  parameters: {
    flags: {
      ...common,
      ...recordFolder,
      image: {
        kind: "parsed",
        parse: text,
        optional: true,
        placeholder: "image",
        brief: "Image or archive to hold against the record; the recorded tag otherwise",
      },
    },
    positional: whichRecord,
  },
  func(flags, which) {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const options = { path: flags.path ?? ".", which: which ?? null, image: flags.image ?? null };
      const result = await workflows.records.verify(options, run);
      if (json) printJson(result);
      else print(verificationText(result, setting));
      return worst(result.checks.map(({ verdict }) => (verdict === "FAIL" ? 1 : verdict === "SKIPPED" ? 2 : 0)));
    });
  },
});
