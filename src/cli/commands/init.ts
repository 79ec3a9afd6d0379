import { buildCommand } from "@stricli/core";
import { changesText } from "../../reports/terminal/changes.ts";
import { act, type CliContext, type CommonFlags } from "../context.ts";
import { baseFlag, type BaseFlag, common, onePath } from "../flags.ts";

interface Flags extends CommonFlags, BaseFlag {
  readonly force?: boolean;
  readonly diff?: boolean;
  readonly ci?: "github";
  readonly mirror?: readonly string[];
}

/** `docker.io=mirror.example/hub` as a pair. */
function mirrorOf(input: string): string {
  const [registry = "", mirror = ""] = input.split("=");
  if (registry === "" || mirror === "") throw new RangeError(`expected REGISTRY=MIRROR, got ${JSON.stringify(input)}`);
  return input;
}

const services: readonly "github"[] = ["github"];

export default buildCommand<Flags, [path?: string], CliContext>({
  docs: {
    brief: "Write Dockerfile, .dockerignore and compose.yaml",
    fullDescription:
      "A file that is there and differs is shown as a diff and replaced only when you agree, or with --force, which keeps a backup.\n\nExamples:\n  seaworthy init\n  seaworthy init --diff examples/todo\n  seaworthy init --force --ci github\n  seaworthy init --base minimal examples/todo/backend\n  seaworthy init --mirror docker.io=mirror.example/hub\n  seaworthy init --ca corporate.pem      lends the file to each download by a secret mount",
  },
  parameters: {
    flags: {
      ...common,
      ...baseFlag,
      force: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Replace files that differ; a backup is kept",
      },
      diff: { kind: "boolean", optional: true, withNegated: false, brief: "Show what would be written, write nothing" },
      mirror: {
        kind: "parsed",
        parse: mirrorOf,
        optional: true,
        variadic: ",",
        placeholder: "registry=mirror",
        brief: "Take a registry's images from a mirror: docker.io=mirror.example/hub",
      },
      ci: { kind: "enum", values: services, optional: true, brief: "Also write a workflow for this CI service" },
    },
    positional: onePath,
  },
  func(flags, path = ".") {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const result = await workflows.init(
        {
          path,
          base: flags.base ?? null,
          force: flags.force === true,
          diff: flags.diff === true,
          ci: flags.ci ?? null,
          mirrors: Object.fromEntries(
            (flags.mirror ?? []).map((pair): [string, string] => [pair.split("=")[0] ?? "", pair.split("=")[1] ?? ""]),
          ),
        },
        run,
      );
      const changes = [
        ...result.services.flatMap((one) => one.files.map((change) => ({ folder: one.path, change }))),
        ...result.stack.map((change) => ({ folder: ".", change })),
      ];
      if (json) printJson(result);
      else print(changesText(changes, setting));
      return changes.some(({ change }) => change.outcome === "kept") ? 1 : 0;
    });
  },
});
