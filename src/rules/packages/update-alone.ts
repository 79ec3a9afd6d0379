import { defineRule } from "../define.ts";
import { subcommand } from "../calls.ts";

const updates: Readonly<Record<string, string>> = { "apt-get": "update", apt: "update", apk: "update", yum: "makecache", dnf: "makecache", zypper: "refresh" };

export default defineRule({
  id: "SW3005",
  slug: "packages/update-alone",
  title: "Package lists updated in a layer of their own",
  severity: "warning",
  dimension: "cache",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "The layer is cached: a later change of the install line works on lists of months ago, and fails when the mirror has moved on. Update and install in one RUN.",
  sources: ["https://docs.docker.com/build/building/best-practices/#apt-get"],
  aka: ["trivy:DS-0017", "kics:update_instruction_alone", "checkov:CKV_DOCKER_5", "dockle:CIS-DI-0007", "parfum:aptGetUpdatePrecedesInstall", "droast:DF028", "dockerfile-doctor:DD002", "devblac:DL3012", "cis:4.7"],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl\n",
      good: "FROM debian:13\nRUN apt-get update && apt-get install -y curl\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN apt-get update && ./install.sh\n"],
  message: (a: { command: string }) => `${a.command} alone is cached; join it with the install that needs it.`,
  check({ view, report }) {
    for (const call of view.calls(Object.keys(updates))) {
      if (subcommand(call)?.value !== updates[call.name]) continue;
      const all = view.callsIn(call.run);
      const others = all.filter((other) => other !== call && !/^(set|echo|rm|sed|true|:|test|\[|sleep)$/.test(other.name) && !(other.name === call.name && /^(update|clean|upgrade)$/.test(subcommand(other)?.value ?? "")));
      if (others.length === 0) report({ span: call, args: { command: `${call.name} ${updates[call.name] ?? ""}` } });
    }
  },
});
