import { buildCommand, buildRouteMap } from "@stricli/core";
import { entriesText, replayText, shownText } from "../../reports/terminal/records.ts";
import { act, type CliContext, type CommonFlags } from "../context.ts";
import { common, onePath } from "../flags.ts";
import { recordFolder, whichRecord } from "../record-flags.ts";
import { worst } from "../verdict.ts";
import { attest } from "./record-attest.ts";
import { verify } from "./record-verify.ts";

interface Flags extends CommonFlags {
  readonly path?: string;
}

const list = buildCommand<CommonFlags, [path?: string], CliContext>({
  docs: { brief: "The records of earlier runs" },
  parameters: { flags: common, positional: onePath },
  func(flags, path = ".") {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const records = await workflows.records.list({ path }, run);
      if (json) printJson({ records });
      else print(entriesText(records, setting));
      return 0;
    });
  },
});

const show = buildCommand<Flags, [which?: string], CliContext>({
  docs: {
    brief: "One record",
    fullDescription:
      "Reads records written by hand too.\n\nExamples:\n  seaworthy record show\n  seaworthy record show 12\n  seaworthy record show notes/000_backend.md",
  },
  parameters: { flags: { ...common, ...recordFolder }, positional: whichRecord },
  func(flags, name) {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const found = await workflows.records.find({ path: flags.path ?? ".", which: name ?? null }, run);
      if (json) {
        const { readRecordDocument } = await import("../../records/document.ts");
        const { front, missing, sections } = readRecordDocument(found.markdown);
        printJson({
          file: found.file,
          front,
          missing,
          sections: sections.map(({ heading, body }) => ({ heading, body })),
          record: found.record,
        });
      } else print(shownText(found, setting));
      return 0;
    });
  },
});

const replay = buildCommand<Flags, [which?: string], CliContext>({
  docs: {
    brief: "Run a record's commands again and compare with what was recorded",
    fullDescription:
      "Runs nothing before you agree, or with --yes: the commands come from a file.\n\nExamples:\n  seaworthy record replay\n  seaworthy record replay 12 --yes",
  },
  parameters: { flags: { ...common, ...recordFolder }, positional: whichRecord },
  func(flags, name) {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const result = await workflows.records.replay({ path: flags.path ?? ".", which: name ?? null }, run);
      if (json) printJson(result);
      else print(replayText(result, setting));
      if (result.tests.length === 0) return 2;
      return worst(result.tests.map((test) => (test.verdict === "FAIL" ? 1 : test.verdict === "SKIPPED" ? 2 : 0)));
    });
  },
});

export default buildRouteMap({
  routes: { list, show, replay, verify, attest },
  docs: {
    brief: "The records of earlier runs",
    fullDescription:
      "Each run leaves NNNN-title.md for people and NNNN-title.json with the evidence in .seaworthy/records.",
  },
});
