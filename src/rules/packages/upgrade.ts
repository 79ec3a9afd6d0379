import { defineRule } from "../define.ts";
import { subcommand } from "../calls.ts";

const upgrades: Readonly<Record<string, readonly string[]>> = {
  "apt-get": ["upgrade", "dist-upgrade", "full-upgrade"],
  apt: ["upgrade", "full-upgrade"],
  apk: ["upgrade"],
  yum: ["update", "upgrade"],
  dnf: ["update", "upgrade"],
  microdnf: ["update", "upgrade"],
  zypper: ["update", "up", "dist-upgrade", "dup"],
};

const names = Object.keys(upgrades);

export default defineRule({
  id: "SW3006",
  slug: "packages/upgrade",
  title: "All packages of the base upgraded",
  severity: "info",
  dimension: "reproducibility",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "Upgraded files are stored a second time, and the result depends on the day. Build on a newer base (--pull) instead.",
  sources: ["https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often"],
  aka: [
    "trivy:DS-0024",
    "dockle:DKL-DI-0003",
    "semgrep:avoid-apt-get-upgrade",
    "semgrep:avoid-apk-upgrade",
    "semgrep:avoid-yum-update",
    "semgrep:avoid-dnf-update",
    "hadolint:DL3035",
    "dockerfilelint:apt-get-upgrade",
    "dockerfile-doctor:DD013",
    "dockerfile-doctor:DD026",
    "dockerfilelint:apt-get-dist-upgrade",
    "dockerfile_lint:yum_update_all",
    "droast:DF044",
    "semgrep:avoid-zypper-update",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update && apt-get upgrade -y\n",
      good: "FROM debian:13\nRUN apt-get update && apt-get install -y --only-upgrade openssl\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN pip install --upgrade pip\n", "FROM fedora:43\nRUN dnf upgrade -y openssl\n"],
  message: (a: { command: string }) => `${a.command} stores the base's files again; build on a newer base.`,
  check({ eachCall, report }) {
    eachCall(names, (call) => {
      const what = subcommand(call);
      if (what === null || !(upgrades[call.name] ?? []).includes(what.value ?? "")) return;
      if (call.words.slice(call.words.indexOf(what) + 1).some((word) => !word.text.startsWith("-"))) return;
      // No edit: what is taken away may be the mending of a hole that the base still has. A newer base is the user's to choose.
      report({ span: call, args: { command: `${call.name} ${what.text}` } });
    });
  },
});
