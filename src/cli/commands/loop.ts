import { buildCommand } from "@stricli/core";
import { runningText } from "../../reports/terminal/services.ts";
import { recordSummary } from "../../reports/terminal/summary.ts";
import { act, type CliContext, type CommonFlags } from "../context.ts";
import {
  baseFlag,
  type BaseFlag,
  barFlags,
  type BarFlags,
  barOf,
  claimChoiceOf,
  claimFlags,
  type ClaimFlags,
  common,
  configFlags,
  type ConfigFlags,
  configOf,
  onePath,
  profileFlag,
} from "../flags.ts";
import { proofsCode, ratingCode, worst } from "../verdict.ts";

interface Flags extends CommonFlags, BaseFlag, ClaimFlags, BarFlags, ConfigFlags {
  readonly keep?: boolean;
  readonly force?: boolean;
}

export default buildCommand<Flags, [path?: string], CliContext>({
  docs: { brief: "The whole loop: detect, generate, rate, fix, build, run, prove, compare, record" },
  parameters: {
    flags: {
      ...common,
      ...claimFlags,
      ...profileFlag,
      ...barFlags,
      ...configFlags,
      ...baseFlag,
      keep: { kind: "boolean", optional: true, withNegated: false, brief: "Leave the stack running at the end" },
      force: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Replace files that differ; a backup is kept",
      },
    },
    positional: onePath,
  },
  func(flags, path = ".") {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const result = await workflows.loop(
        {
          path,
          ...claimChoiceOf(flags),
          profile: flags.profile ?? null,
          config: configOf(flags),
          base: flags.base ?? null,
          keep: flags.keep === true,
          force: flags.force === true,
        },
        run,
      );
      if (json) printJson(result);
      else {
        const proofs = flags.quiet === true ? "all" : "failed";
        const summaries = result.services.map((one) =>
          recordSummary(one.record, setting, { proofs, file: one.files.markdown }),
        );
        const kept =
          result.kept.length === 0
            ? ""
            : `\nstill running, stop with: seaworthy down ${path}\n${runningText(result.kept, setting)}`;
        print(`\n${summaries.join("\n")}${kept}`);
      }
      if (result.services.length === 0) return 2;
      const proved = proofsCode(result.services.map((one) => one.record.proofs));
      // The rating of files that the loop wrote itself decides only where a bar was set.
      const asked = barOf(flags);
      const barred = Object.values(asked).some((one) => one !== undefined);
      const rated = result.services.map(({ record, bar }) =>
        !barred && bar === undefined
          ? 0
          : ratingCode(
              [
                {
                  path: record.facts.path,
                  parsed: record.scoresAfter !== null,
                  problem: null,
                  scores: record.scoresAfter,
                  findings: record.findingsAfter,
                  text: "",
                  bar,
                },
              ],
              asked,
            ),
      );
      return worst([proved, ...rated]);
    });
  },
});
