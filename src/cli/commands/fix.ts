import { buildCommand } from "@stricli/core";
import { fixText } from "../../reports/terminal/fixes.ts";
import { act, type CliContext, type CommonFlags, usageError } from "../context.ts";
import {
  barFlags,
  type BarFlags,
  barOf,
  common,
  configFlags,
  type ConfigFlags,
  configOf,
  manyPaths,
  profileFlag,
  shellcheckFlag,
  type ShellcheckFlag,
  stdinName,
} from "../flags.ts";
import { proofCode, ratingCode, worst } from "../verdict.ts";

interface Flags extends CommonFlags, BarFlags, ConfigFlags, ShellcheckFlag {
  readonly diff?: boolean;
  readonly write?: boolean;
  readonly suggested?: boolean;
  readonly prove?: boolean;
  readonly noBackup?: boolean;
  readonly stdinName?: string;
}

export default buildCommand<Flags, string[], CliContext>({
  docs: {
    brief: "Format-preserving edits, each with its rule",
    fullDescription:
      "Writes safe edits. With --prove it tries suggested ones too, and keeps an edit only if the image still builds, gets healthy and is not larger. Exits 1 where findings are left or a claim failed. With - alone the fixed text of standard input goes to standard output, and exits 0.\n\nExamples:\n  seaworthy fix --diff\n  seaworthy fix Dockerfile\n  seaworthy fix --prove examples/todo-before/backend",
  },
  parameters: {
    flags: {
      ...common,
      ...profileFlag,
      ...barFlags,
      ...configFlags,
      ...shellcheckFlag,
      stdinName,
      diff: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Show the edits, write nothing (unless --write is given too)",
      },
      write: { kind: "boolean", optional: true, withNegated: false, brief: "Write the files; so it is without --diff" },
      suggested: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Also edits that a person should look at",
      },
      noBackup: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Keep no copy of a replaced text, where git has it",
      },
      prove: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Keep an edit only where builds and proofs agree",
      },
    },
    positional: manyPaths,
  },
  func(flags, ...paths) {
    return act(this, flags, async ({ workflows, run, io, json, print, printJson, setting }) => {
      const prove = flags.prove === true;
      const piped = paths.includes("-");
      if (piped && prove) throw usageError("- cannot be proved", "a proof builds a folder", "name the folder");
      const write = flags.write === true || flags.diff !== true;
      const result = await workflows.fix(
        {
          paths: paths.length === 0 ? ["."] : paths,
          stdin: piped ? await io.stdin() : null,
          stdinName: flags.stdinName,
          profile: flags.profile ?? null,
          config: configOf(flags),
          shellcheck: flags.shellcheck,
          suggested: flags.suggested === true || prove,
          prove,
          write,
          backup: flags.noBackup !== true,
        },
        run,
      );
      if (piped && paths.length === 1 && !json && flags.diff !== true) {
        // For editors and pipes: the text and nothing beside it.
        for (const file of result.files) print(file.changes[0]?.after ?? "");
        return 0;
      }
      if (json) printJson(result);
      else print(fixText(result, setting, flags.diff === true));
      const pending = !write && result.files.some((file) => file.changes.some((change) => change.diff !== ""));
      const rated = ratingCode(
        result.files.map((file) => file.after),
        barOf(flags),
      );
      const proved = result.files.filter(() => prove).map((file) => proofCode(file.proofs));
      return worst([rated, ...proved, pending ? 1 : 0]);
    });
  },
});
