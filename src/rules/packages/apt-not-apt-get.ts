import { defineRule } from "../define.ts";
import { subcommand } from "../calls.ts";
import { replace } from "../edits.ts";

/** Subcommands that apt-get has too. */
const shared = new Set([
  "install",
  "update",
  "upgrade",
  "remove",
  "purge",
  "autoremove",
  "clean",
  "autoclean",
  "dist-upgrade",
  "full-upgrade",
]);

export default defineRule({
  id: "SW3001",
  slug: "packages/apt-not-apt-get",
  title: "apt instead of apt-get",
  severity: "style",
  dimension: "reproducibility",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "apt is made for people: its own manual says that its command line may change between versions.",
  sources: ["https://manpages.debian.org/stable/apt/apt.8.en.html#SCRIPT_USAGE_AND_DIFFERENCES_FROM_OTHER_APT_TOOLS"],
  aka: [
    "hadolint:DL3027",
    "kics:run_using_apt",
    "checkov:CKV_DOCKER_9",
    "semgrep:prefer-apt-get",
    "parfum:DL3027",
    "droast:DF059",
    "dockerfile-doctor:DD024",
    "tally:hadolint/DL3027",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt update\n",
      good: "FROM debian:13\nRUN apt-get update\n",
      fixed: "FROM debian:13\nRUN apt-get update\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN apt-cache policy && echo apt install\n"],
  message: (a: { what: string }) => `Use apt-get ${a.what} in scripts.`,
  check({ eachCall, report }) {
    eachCall("apt", (call) => {
      const what = subcommand(call)?.value ?? "";
      if (!shared.has(what)) return;
      const name = call.nameSpan;
      const fix =
        call.shell && what !== "full-upgrade" && name.end - name.start === 3 ? [replace(name, "apt-get")] : undefined;
      report({ span: name, args: { what }, fix });
    });
  },
});
