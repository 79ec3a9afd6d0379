import { buildCommand } from "@stricli/core";
import type { Profile } from "../../core/finding.ts";
import { act, type CliContext } from "../context.ts";
import { configFlags, type ConfigFlags, configOf, profileFlag } from "../flags.ts";

interface Flags extends ConfigFlags {
  readonly profile?: Profile;
  readonly stdio?: boolean;
}

export default buildCommand<Flags, [], CliContext>({
  docs: {
    brief: "A language server over standard input and output",
    fullDescription:
      "Editors start it: findings as diagnostics, why and sources on hover, fixes as quick fixes, for Dockerfiles, compose files and .dockerignore files. docs/editors.md has the lines for each editor.",
  },
  parameters: {
    flags: {
      ...profileFlag,
      ...configFlags,
      stdio: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "What it does anyway; clients like to say it",
      },
    },
  },
  func(flags) {
    return act(this, { quiet: true }, async ({ workflows, io }) => {
      const { serve } = await import("../../lsp/server.ts");
      const { input, output } = io.streams();
      const goodbye = await serve({
        workflows,
        input,
        output,
        version: io.version,
        profile: flags.profile ?? null,
        config: configOf(flags),
        signal: io.signal,
      });
      input.destroy(); // an open one would keep the process alive
      return goodbye || io.signal.aborted ? 0 : 1;
    });
  },
});
