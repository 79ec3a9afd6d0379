import { defineRule } from "../define.ts";
import { subcommand } from "../calls.ts";
import { appendedCommand } from "../run-edits.ts";

export default defineRule({
  id: "SW3041",
  slug: "packages/rpm-cache-left",
  title: "yum, dnf or zypper caches left in a layer",
  severity: "info",
  dimension: "size",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "Metadata and packages stay in the layer: up to hundreds of megabytes. Clean in the same RUN, or keep the cache in a cache mount.",
  sources: ["https://docs.docker.com/build/building/best-practices/#run"],
  aka: [
    "hadolint:DL3032",
    "hadolint:DL3040",
    "hadolint:DL3036",
    "trivy:DS-0015",
    "trivy:DS-0019",
    "trivy:DS-0020",
    "trivy:DS-0027",
    "kics:yum_clean_all_missing",
    "kics:missing_dnf_clean_all",
    "kics:missing_zypper_clean",
    "semgrep:missing-dnf-clean-all",
    "semgrep:missing-zypper-clean",
    "droast:DF045",
    "droast:DF046",
    "droast:DF047",
    "dockerfile_lint:no_yum_clean_all",
    "parfum:yumInstallRmVarCacheYum",
    "dockerfile-doctor:DD031",
    "dockerfile_lint:no_dnf_clean_all",
    "dockerfile-doctor:DD033",
    "dockerfile-doctor:DD034",
  ],
  examples: [
    {
      bad: "FROM fedora:43\nRUN dnf install -y git\n",
      good: "FROM fedora:43\nRUN dnf install -y git && dnf clean all\n",
      fixed: "FROM fedora:43\nRUN dnf install -y git && dnf clean all\n",
    },
  ],
  quiet: [
    "FROM fedora:43\nRUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y git\n",
    "FROM fedora:43\nRUN yum install -y git && rm -rf /var/cache/yum\n",
    "FROM fedora:43 AS b\nRUN dnf install -y gcc\nFROM fedora:43\nCOPY --from=b /a /a\n",
  ],
  message: (a: { name: string }) => `The caches of ${a.name} stay in this layer: end with ${a.name} clean all.`,
  check({ view, report }) {
    if (view.calls(["yum", "dnf", "microdnf", "tdnf", "zypper"]).length === 0) return;
    for (const stage of view.shipped()) {
      for (const run of view.inStage(stage, "run")) {
        const calls = view.callsIn(run);
        const install = calls.find(
          (call) =>
            /^(yum|dnf|microdnf|tdnf|zypper)$/.test(call.name) &&
            /^(install|in|update|upgrade|groupinstall)$/.test(subcommand(call)?.value ?? ""),
        );
        if (
          install === undefined ||
          run.mounts.some((mount) => mount.type !== "bind" && (mount.target ?? "").startsWith("/var/cache"))
        )
          continue;
        if (
          calls.some((call) => call.words.some((word) => word.text === "clean" || word.text === "cc")) ||
          /\/var\/cache/.test(run.rest.text)
        )
          continue;
        const last = calls.at(-1);
        const flat =
          run.command?.form === "shell" &&
          last !== undefined &&
          last.end === run.end &&
          !calls.some((call) => call.nested);
        report({
          span: install.nameSpan,
          args: { name: install.name },
          fix: flat
            ? [appendedCommand(view, run, `${install.name} clean${install.name === "zypper" ? "" : " all"}`)]
            : undefined,
        });
      }
    }
  },
});
