import { defineRule } from "../define.ts";
import { isRoot } from "../knowledge/base-users.ts";

export default defineRule({
  id: "SW1203",
  slug: "user/non-numeric",
  title: "USER by name",
  severity: "style",
  dimension: "operability",
  profile: "strict",
  fix: "none",
  since: "0.1.0",
  why: "Kubernetes' runAsNonRoot can only check a number; with a name the pod does not start.",
  sources: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
  aka: ["hadolint:DL3066"],
  examples: [{ bad: "FROM debian:13\nUSER app\n", good: "FROM debian:13\nUSER 10001:10001\n" }],
  quiet: [
    "ARG UID=1000\nFROM debian:13\nARG UID\nUSER $UID\n",
    "FROM debian:13 AS build\nUSER node\nFROM debian:13\nUSER 1000\n",
  ],
  message: (a: { user: string }) => `Give the number of ${a.user}, so that it can be checked from outside.`,
  check({ view, report }) {
    const stage = view.final;
    const user = stage === null ? null : view.user(stage);
    if (user?.user == null || user.by.kind !== "user" || user.by.user?.dynamic === true) return;
    const owner = user.user.split(":")[0] ?? "";
    if (owner !== "" && !/^\d+$/.test(owner) && !isRoot(owner))
      report({ span: user.by.user ?? user.by, args: { user: owner } });
  },
});
