import { defineRule } from "../define.ts";
import { execForm, insert, replace } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { Instruction } from "../../formats/dockerfile/index.ts";
import type { FileView } from "../view.ts";
import { errorsOf, instructionAt } from "../syntax/errors.ts";

export default defineRule({
  id: "SW8003",
  slug: "syntax/arguments",
  title: "Wrong number of arguments",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "The builder refuses the line, so nothing below it is built.",
  sources: ["https://docs.docker.com/reference/dockerfile/"],
  aka: [
    "dockerfile-utils:ARGUMENT_MISSING",
    "dockerfile-utils:ARGUMENT_EXTRA",
    "dockerfile-utils:ARGUMENT_REQUIRES_ONE",
    "dockerfile-utils:ARGUMENT_REQUIRES_AT_LEAST_ONE",
    "dockerfile-utils:ARGUMENT_REQUIRES_TWO",
    "dockerfile-utils:ARGUMENT_REQUIRES_AT_LEAST_TWO",
    "dockerfile-utils:ARGUMENT_REQUIRES_ONE_OR_THREE",
    "dockerfile-utils:ARGUMENT_UNNECESSARY",
    "dockerfile-utils:INVALID_AS",
    "dockerfile-utils:NO_SOURCE_IMAGE",
    "dockerfile-utils:SHELL_JSON_FORM",
    "dockerfile-utils:SHELL_REQUIRES_ONE",
    "dockerfile-doctor:DD043",
    "dockerfilelint:required_params",
    "dockerfilelint:missing_args",
    "dockerfilelint:extra_args",
    "dockadvisor:ShellRequiresJsonForm",
    "dockadvisor:ShellInvalidJsonForm",
    "dockadvisor:FromMissingImage",
    "dockadvisor:ShellMissingConfig",
    "dockadvisor:VolumeMissingPath",
    "dockadvisor:UserMissingValue",
    "dockadvisor:LabelMissingKeyValue",
    "dockadvisor:EnvMissingKeyValue",
    "dockadvisor:ArgMissingName",
    "dockadvisor:CopyMissingArguments",
    "dockadvisor:AddMissingArguments",
    "dockadvisor:MaintainerMissingName",
    "dockadvisor:StopsignalMissingValue",
  ],
  examples: [
    { bad: "FROM debian:13\nWORKDIR\n", good: "FROM debian:13\nWORKDIR /app\n" },
    { bad: "FROM debian:13 build\n", good: "FROM debian:13 AS build\n", fixed: "FROM debian:13 AS build\n" },
    { bad: "FROM debian:13\nCOPY a\n", good: "FROM debian:13\nCOPY a /a\n" },
    {
      bad: "FROM debian:13\nSHELL /bin/bash -c\n",
      good: 'FROM debian:13\nSHELL ["/bin/bash", "-c"]\n',
      fixed: 'FROM debian:13\nSHELL ["/bin/bash", "-c"]\n',
    },
  ],
  message: (a: { said: string }) => a.said,
  check({ view, report }) {
    for (const found of errorsOf(view, "missing-arguments", "too-many-arguments", "bad-arguments")) {
      if (/^(HEALTHCHECK|ONBUILD)/.test(found.args.said)) continue;
      const one = instructionAt(view, found.error);
      report({ ...found, fix: one === undefined ? undefined : meant(view, one) });
    }
  },
});

/** The one thing that the line can have meant. */
function meant(view: FileView, one: Instruction): readonly Edit[] | undefined {
  if (one.kind === "from") {
    const words = /^(\S+)\s+([A-Za-z][\w.-]*)$/.exec(one.rest.text);
    return words === null || words[2]?.toLowerCase() === "as"
      ? undefined
      : [insert(one.rest.offset(one.rest.text.length - (words[2] ?? "").length), "AS ")];
  }
  if (one.kind !== "shell" || !/^[\w./-]+(\s+[\w./-]+)*$/.test(one.rest.text) || one.comments.length > 0)
    return undefined;
  return view.text.slice(one.rest.start, one.rest.end).includes("\n")
    ? undefined
    : [replace(one.rest, execForm(one.rest.text.split(/\s+/)))];
}
