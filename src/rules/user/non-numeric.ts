import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import type { Stage } from "../../formats/dockerfile/index.ts";
import { imageName } from "../knowledge/image-name.ts";
import type { FileView } from "../view.ts";
import { isRoot } from "../knowledge/base-users.ts";

export default defineRule({
  id: "SW1203",
  slug: "user/non-numeric",
  title: "USER by name",
  severity: "style",
  dimension: "operability",
  profile: "strict",
  fix: "safe",
  since: "0.1.0",
  why: "Kubernetes' runAsNonRoot can only check a number; with a name the pod does not start.",
  sources: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
  aka: ["hadolint:DL3066"],
  examples: [
    { bad: "FROM debian:13\nUSER app\n", good: "FROM debian:13\nUSER 10001:10001\n" },
    {
      bad: "FROM debian:13\nRUN useradd -u 10001 app\nUSER app\n",
      good: "FROM debian:13\nRUN useradd -u 10001 app\nUSER 10001\n",
      fixed: "FROM debian:13\nRUN useradd -u 10001 app\nUSER 10001\n",
    },
    {
      bad: "FROM node:24-slim\nUSER node\n",
      good: "FROM node:24-slim\nUSER 1000\n",
      fixed: "FROM node:24-slim\nUSER 1000\n",
    },
  ],
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
    if (owner !== "" && !/^\d+$/.test(owner) && !isRoot(owner)) {
      const word = user.by.user;
      const number = word === null || word.text !== user.user ? null : numberOf(view, stage, owner);
      report({
        span: word ?? user.by,
        args: { user: owner },
        fix:
          word === null || number === null
            ? undefined
            : [replace({ start: word.start, end: word.start + owner.length }, number)],
      });
    }
  },
});

/** The number that this file, or the image by its documentation, gives the name; the group is then looked up by it. */
function numberOf(view: FileView, stage: Stage | null, name: string): string | null {
  for (const call of view.calls(["useradd", "adduser"])) {
    if (call.nested || view.stageOf(call.run) !== stage || !call.words.some((word) => word.value === name)) continue;
    const at = call.words.findIndex((word) => /^(-u|--uid)$/.test(word.text));
    const joined = call.words.find((word) => word.text.startsWith("--uid="))?.text.slice("--uid=".length);
    const number = joined ?? (at === -1 ? null : call.words[at + 1]?.value);
    return number != null && /^[1-9]\d*$/.test(number) ? number : null;
  }
  const image = imageName(stage === null ? "" : (view.root(stage) ?? "")).name;
  const changed = /usermod|groupmod|deluser|userdel/.test(view.text);
  return name === "node" && image === "node" && !changed ? "1000" : null;
}
