import { defineRule } from "../define.ts";
import { hasFlag, subcommand } from "../calls.ts";
import { insert } from "../edits.ts";

const managers = ["yum", "dnf", "microdnf", "tdnf", "zypper"];

export default defineRule({
  id: "SW3040",
  slug: "packages/rpm-no-yes",
  title: "yum, dnf or zypper without -y",
  severity: "error",
  dimension: "reproducibility",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "The command asks, nobody answers, and the build ends there.",
  sources: ["https://dnf.readthedocs.io/en/latest/command_ref.html"],
  aka: [
    "hadolint:DL3030",
    "hadolint:DL3038",
    "hadolint:DL3034",
    "kics:yum_install_allows_manual_input",
    "kics:missing_flag_from_dnf_install",
    "kics:missing_zypper_non_interactive_switch",
    "semgrep:missing-yum-assume-yes-switch",
    "semgrep:missing-dnf-assume-yes-switch",
    "parfum:yumInstallForceYes",
    "droast:DF027",
    "droast:DF043",
    "tally:hadolint/DL3030",
    "tally:hadolint/DL3038",
    "tally:hadolint/DL3034",
  ],
  examples: [
    {
      bad: "FROM fedora:43\nRUN dnf install git\n",
      good: "FROM fedora:43\nRUN dnf install -y git\n",
      fixed: "FROM fedora:43\nRUN dnf install -y git\n",
    },
  ],
  quiet: [
    "FROM fedora:43\nRUN dnf -y install git && yum install --assumeyes git && zypper -n install git && dnf clean all\n",
  ],
  message: (a: { command: string }) => `${a.command} will ask and nobody answers: add -y.`,
  check({ view, eachCall, report }) {
    if (view.calls(managers).length === 0) return;
    if (/assumeyes\s*=\s*(1|true|yes)/i.test(view.text)) return;
    eachCall(managers, (call) => {
      const what = subcommand(call);
      if (
        what === null ||
        !["install", "in", "update", "upgrade", "groupinstall", "remove", "reinstall", "localinstall"].includes(
          what.value ?? "",
        )
      )
        return;
      if (hasFlag(call, "-y", "--assumeyes", "--yes", "-n", "--non-interactive", "--no-confirm") || call.pipe.index > 0)
        return;
      report({
        span: call.nameSpan,
        args: { command: `${call.name} ${what.text}` },
        fix: call.shell ? [insert(what.end, " -y")] : undefined,
      });
    });
  },
});
