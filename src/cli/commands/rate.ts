import { availableParallelism } from "node:os";
import { buildCommand } from "@stricli/core";
import { isReportName, loadReport, type ReportName } from "../../reports/index.ts";
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
import { ratingCode } from "../verdict.ts";

interface Flags extends CommonFlags, BarFlags, ConfigFlags, ShellcheckFlag {
  readonly format?: ReportName;
  readonly stdinName?: string;
  readonly jobs?: number;
}

function jobsOf(input: string): number {
  const count = input === "auto" ? availableParallelism() : Number(input);
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw new RangeError(`expected auto or a whole number from 1 to 64, got ${JSON.stringify(input)}`);
  return count;
}

const formats: readonly ReportName[] = [
  "text",
  "json",
  "sarif",
  "github",
  "gitlab",
  "junit",
  "markdown",
  "checkstyle",
].filter(isReportName);

export default buildCommand<Flags, string[], CliContext>({
  docs: {
    brief: "Security and efficiency out of 10, and every lost point explained",
    fullDescription:
      "Rates Dockerfiles, compose files and .dockerignore files, each by itself: nothing is averaged, and every file has to hold. Folders are searched without what git ignores and without vendored code. Exits 1 on any finding; with --min-security or --min-efficiency the scores decide, with --fail-on the severity. A config (docs/config.md) may say all of this; options count before it.\n\nExamples:\n  seaworthy rate\n  seaworthy rate --profile strict Dockerfile 'docker/**/*.Dockerfile'\n  seaworthy rate --format sarif --min-security 8 > seaworthy.sarif\n  seaworthy rate - --stdin-name app/compose.yaml < app/compose.yaml",
  },
  parameters: {
    flags: {
      ...common,
      ...profileFlag,
      ...barFlags,
      ...configFlags,
      ...shellcheckFlag,
      stdinName,
      jobs: {
        kind: "parsed",
        parse: jobsOf,
        optional: true,
        placeholder: "count",
        brief: "Threads to rate in, 1 to 64, or auto for the machine's; of use from thousands of files on",
      },
      format: { kind: "enum", values: formats, optional: true, brief: "Form of the result; text where none is given" },
    },
    positional: manyPaths,
    aliases: { f: "format" },
  },
  func(flags, ...paths) {
    return act(this, flags, async ({ workflows, run, io, print, setting }) => {
      const name = flags.json === true ? "json" : (flags.format ?? "text");
      const stdin = paths.includes("-") ? await io.stdin() : null;
      const ratings = await workflows.rate(
        {
          paths: paths.length === 0 ? ["."] : paths,
          stdin,
          stdinName: flags.stdinName,
          jobs: flags.jobs,
          profile: flags.profile ?? null,
          config: configOf(flags),
          shellcheck: flags.shellcheck,
        },
        run,
      );
      if (ratings.files.length === 0) {
        throw usageError(
          "there is nothing to rate",
          `no Dockerfile was found in ${paths.join(", ") || "this folder"}`,
          "name a Dockerfile, or write one with: seaworthy init",
        );
      }
      const report = await loadReport(name);
      if (report.ratings === undefined) throw new TypeError(`the report ${name} has no form for ratings`);
      print(report.ratings(ratings, setting));
      return ratingCode(ratings.files, barOf(flags));
    });
  },
});
