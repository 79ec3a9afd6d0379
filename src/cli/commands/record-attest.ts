import { buildCommand } from "@stricli/core";
import { statementOf } from "../../reports/attestation/statement.ts";
import { act, type CliContext, type CommonFlags } from "../context.ts";
import { common, text } from "../flags.ts";
import { recordFolder, whichRecord } from "../record-flags.ts";

interface Flags extends CommonFlags {
  readonly path?: string;
  readonly predicate?: boolean;
  readonly repoDigest?: readonly string[];
  readonly output?: string;
}

/** `seaworthy record attest`. */
export const attest = buildCommand<Flags, [which?: string], CliContext>({
  docs: {
    brief: "A record's claims as an in-toto statement, to be signed",
    fullDescription:
      "Prints an in-toto Statement v1 about the image, the same text for the same record. Its subject is the image's id; the digest that a registry gave a pushed image is added by --repo-digest. Tools that write the statement themselves take the predicate alone.\n\nExamples:\n  seaworthy record attest > statement.json\n  seaworthy record attest 12 --repo-digest registry.example/app@sha256:…\n  seaworthy record attest --predicate --output claims.json\n  cosign attest --type urn:seaworthy:claims:v1 --predicate claims.json registry.example/app@sha256:…",
  },
  parameters: {
    flags: {
      ...common,
      ...recordFolder,
      predicate: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "The predicate alone, for tools that write the statement themselves",
      },
      repoDigest: {
        kind: "parsed",
        parse: text,
        optional: true,
        variadic: true,
        placeholder: "name@sha256:…",
        brief: "The image as a registry names it, as a further subject",
      },
      output: { kind: "parsed", parse: text, optional: true, placeholder: "file", brief: "File to write; - prints" },
    },
    positional: whichRecord,
    aliases: { o: "output" },
  },
  func(flags, which) {
    return act(this, flags, async ({ workflows, run, json, print, printJson }) => {
      const evidence = await workflows.records.evidence({ path: flags.path ?? ".", which: which ?? null }, run);
      const statement = statementOf(evidence, flags.repoDigest ?? []);
      const content = `${JSON.stringify(flags.predicate === true ? statement.predicate : statement, null, 2)}\n`;
      const target = flags.output ?? "-";
      if (target === "-") print(content);
      else {
        const file = await workflows.saveReport(target, content);
        if (json) printJson({ file });
        else print(`${file}\n`);
      }
      return 0;
    });
  },
});
