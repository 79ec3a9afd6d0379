import { buildCommand, buildRouteMap } from "@stricli/core";
import { basesText } from "../../reports/terminal/machine.ts";
import { act, type CliContext, type CommonFlags, usageError } from "../context.ts";
import { common, text } from "../flags.ts";

interface MakeFlags extends CommonFlags {
  readonly path?: string;
}

const references = {
  kind: "array",
  parameter: { brief: "Image references, as python:3.11-slim", parse: text, placeholder: "images" },
} as const;

const list = buildCommand<CommonFlags, [], CliContext>({
  docs: { brief: "Base images that are here, and which of them are stand-ins" },
  parameters: { flags: common },
  func(flags) {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const images = await workflows.bases.list(run);
      if (json) printJson({ images });
      else print(basesText(images, setting));
      return 0;
    });
  },
});

const make = buildCommand<MakeFlags, string[], CliContext>({
  docs: {
    brief: "Make stand-ins for official base images from distribution and language packages",
    fullDescription:
      "For machines where no image registry answers. Each is labelled as a stand-in, and the record says so.\n\nExamples:\n  seaworthy bases make\n  seaworthy bases make python:3.11-slim",
  },
  parameters: {
    flags: {
      ...common,
      path: {
        kind: "parsed",
        parse: text,
        optional: true,
        placeholder: "folder",
        brief: "Make all that the services there need",
      },
    },
    positional: references,
  },
  func(flags, ...images) {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const made = await workflows.bases.make({ path: flags.path ?? ".", references: images }, run);
      if (json) printJson({ images: made });
      else print(basesText(made, setting));
      return made.some((one) => one.state === "missing") ? 2 : 0;
    });
  },
});

const remove = buildCommand<CommonFlags, string[], CliContext>({
  docs: { brief: "Remove stand-ins; real images are never touched" },
  parameters: { flags: common, positional: references },
  func(flags, ...images) {
    return act(this, flags, async ({ workflows, run, json, print, printJson }) => {
      if (images.length === 0)
        throw usageError(
          "no image was named",
          "remove takes away only what is named",
          "list them with: seaworthy bases list",
        );
      const { removed } = await workflows.bases.remove({ references: images }, run);
      if (json) printJson({ removed });
      else
        print(removed.length === 0 ? "no stand-in of that name\n" : removed.map((one) => `removed ${one}\n`).join(""));
      return 0;
    });
  },
});

export default buildRouteMap({
  routes: { list, make, remove },
  docs: { brief: "Base images where no image registry answers" },
});
