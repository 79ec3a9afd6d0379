import { buildCommand } from "@stricli/core";
import { imagesText } from "../../reports/terminal/services.ts";
import { act, type CliContext, type CommonFlags } from "../context.ts";
import { common, onePath, text } from "../flags.ts";

interface Flags extends CommonFlags {
  readonly tag?: string;
  readonly noCache?: boolean;
}

export default buildCommand<Flags, [path?: string], CliContext>({
  docs: {
    brief: "Build the image",
    fullDescription: "Examples:\n  seaworthy build\n  seaworthy build --tag todo-backend:next examples/todo/backend",
  },
  parameters: {
    flags: {
      ...common,
      tag: {
        kind: "parsed",
        parse: text,
        optional: true,
        placeholder: "name:tag",
        brief: "Tag of the image; NAME:latest where none is given",
      },
      noCache: { kind: "boolean", optional: true, withNegated: false, brief: "Build every step anew" },
    },
    positional: onePath,
    aliases: { t: "tag" },
  },
  func(flags, path = ".") {
    return act(this, flags, async ({ workflows, run, json, print, printJson, setting }) => {
      const images = await workflows.build({ path, tag: flags.tag ?? null, noCache: flags.noCache === true }, run);
      if (json) printJson({ images });
      else print(imagesText(images, setting));
      return images.length === 0 ? 2 : 0;
    });
  },
});
