import { setFlagsFromString } from "node:v8";
import { buildCommand } from "@stricli/core";
import { severities, type Severity } from "../../core/finding.ts";
import type { ImageInspection } from "../../core/inspection.ts";
import { sbomForms, type SbomForm, sbomText } from "../../reports/sbom/index.ts";
import { imageDifferenceText } from "../../reports/terminal/image-difference.ts";
import { inspectionText } from "../../reports/terminal/inspection.ts";
import { act, type CliContext, type CommonFlags, usageError } from "../context.ts";
import { common, text } from "../flags.ts";
import type { ExitCode } from "../verdict.ts";

interface Flags extends CommonFlags {
  readonly tag?: string;
  readonly platform?: string;
  readonly sbom?: SbomForm;
  readonly secrets?: boolean;
  readonly minEfficiency?: number;
  readonly failOn?: Severity;
  readonly interactive?: boolean;
}

/** `0.95` or `95%`. */
function share(input: string): number {
  const number = input.endsWith("%") ? Number(input.slice(0, -1)) / 100 : Number(input);
  if (input.trim() === "" || !(number >= 0 && number <= 1))
    throw new RangeError(`expected a share from 0 to 1, or a percentage such as 95%, got ${JSON.stringify(input)}`);
  return number;
}

export default buildCommand<Flags, string[], CliContext>({
  docs: {
    brief: "Layers, waste, packages, secrets and links of an image; or what changed between two",
    fullDescription:
      "IMAGE is an image of the engine, a file that docker save or podman save made, an OCI archive, or a folder with an OCI layout. Digests are verified. Findings are told and do not fail the command unless --fail-on or --min-efficiency ask for it.\n\nExamples:\n  seaworthy inspect todo-backend\n  seaworthy inspect image.tar --json\n  seaworthy inspect todo-backend --min-efficiency 0.95 --fail-on error\n  seaworthy inspect todo-backend --sbom cyclonedx > sbom.json\n  seaworthy inspect before.tar after.tar\n  seaworthy inspect -i todo-backend",
  },
  parameters: {
    flags: {
      ...common,
      tag: {
        kind: "parsed",
        parse: text,
        optional: true,
        placeholder: "tag",
        brief: "Which image of an archive that holds several",
      },
      platform: {
        kind: "parsed",
        parse: text,
        optional: true,
        placeholder: "os/arch",
        brief: "Which platform of an index that holds several",
      },
      sbom: { kind: "enum", values: sbomForms, optional: true, brief: "Print the packages as a bill of materials" },
      secrets: {
        kind: "boolean",
        optional: true,
        brief: "Look for secrets in every layer (default); --no-secrets is faster",
      },
      minEfficiency: {
        kind: "parsed",
        parse: share,
        optional: true,
        placeholder: "share",
        brief: "Exit 1 where less of the content is of use: 0.95 or 95%",
      },
      interactive: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Look through layers and files at the terminal",
      },
      failOn: { kind: "enum", values: severities, optional: true, brief: "Exit 1 on a finding this severe or worse" },
    },
    aliases: { i: "interactive" },
    positional: {
      kind: "array",
      minimum: 1,
      maximum: 2,
      parameter: {
        brief: "Image, archive or OCI layout; a second one to compare with",
        parse: text,
        placeholder: "image",
      },
    },
  },
  func(flags, ...names) {
    return act(this, flags, async ({ workflows, run, io, json, print, printJson, setting }) => {
      // Much is read and little of it kept: left to itself, the heap takes 40 MB more before it is cleared.
      setFlagsFromString("--optimize-for-size");
      // And its nursery, which doubles at every chance, takes up to 16 MB more, or not, as the collector's threads come in time.
      setFlagsFromString("--semi-space-growth-factor=1");
      // Everything is over within seconds: what the compiler gains by larger functions does not pay for making them.
      setFlagsFromString("--no-turbo-inlining");
      const choice = { tag: flags.tag ?? null, platform: flags.platform ?? null };
      const [first = "", second] = names;
      if (second !== undefined) {
        if (flags.sbom !== undefined || flags.minEfficiency !== undefined || flags.failOn !== undefined) {
          throw usageError(
            "two images are compared, not judged",
            "--sbom, --min-efficiency and --fail-on ask about one image",
            "give one image, or leave these options out",
          );
        }
        const options = { before: { name: first, ...choice }, after: { name: second, ...choice } };
        const difference = await workflows.images.difference(options, run);
        if (json) printJson(difference);
        else print(imageDifferenceText(difference, setting));
        return 0;
      }
      if (flags.interactive === true) {
        if (!io.interactive || !io.stdout.terminal) {
          throw usageError(
            "there is nobody to look",
            "-i needs a terminal at both ends",
            "leave -i out, or use --json",
          );
        }
        const contents = await workflows.images.contents({ name: first, ...choice, secrets: false }, run);
        const { browse } = await import("../browse/run.ts");
        await browse(contents, { ...io.streams(), color: setting.color, signal: run.signal });
        return code(contents.inspection, flags);
      }
      const found = await workflows.images.inspect({ name: first, ...choice, secrets: flags.secrets !== false }, run);
      if (flags.sbom !== undefined) print(sbomText(found, flags.sbom, setting.version));
      else if (json) printJson(found);
      else print(inspectionText(found, setting));
      return code(found, flags);
    });
  },
});

function code(found: ImageInspection, { minEfficiency, failOn }: Flags): ExitCode {
  if (minEfficiency !== undefined && found.efficiency < minEfficiency) return 1;
  if (failOn === undefined) return 0;
  const least = severities.indexOf(failOn);
  return found.findings.some((one) => severities.indexOf(one.severity) <= least) ? 1 : 0;
}
