import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { OfLast } from "../../core/of-last.ts";
import type { Stage } from "../../formats/dockerfile/index.ts";
import { uid } from "../knowledge/unprivileged.ts";

const fills = new OfLast<Stage, boolean>();

/** Whether a stage is given users. */
function isFilled(stage: Stage): boolean {
  return stage.instructions.some(
    (copy) =>
      (copy.kind === "copy" || copy.kind === "add") &&
      (copy.destination === null ||
        copy.heredocs.length > 0 ||
        /^\/?(etc.*|\.?)\/?$|passwd/.test(copy.destination.value ?? "")),
  );
}

export default defineRule({
  id: "SW1209",
  slug: "user/named-without-passwd",
  title: "A user by name in an image without /etc/passwd",
  severity: "error",
  dimension: "operability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "Names are looked up in the image's /etc/passwd; scratch has none, so the container does not start. A number needs no look-up.",
  sources: ["https://docs.docker.com/reference/dockerfile/#user"],
  aka: ["tally:named-identity-in-passwdless-stage"],
  examples: [
    {
      bad: "FROM scratch\nCOPY app /app\nUSER app\n",
      good: "FROM scratch\nCOPY app /app\nUSER 10001:10001\n",
      fixed: "FROM scratch\nCOPY app /app\nUSER 10001:10001\n",
    },
  ],
  quiet: [
    "FROM golang:1.27 AS build\nFROM scratch\nCOPY --from=build /etc/passwd /etc/passwd\nUSER app\n",
    "FROM scratch\nADD rootfs.tar.xz /\nUSER app\n",
    "FROM debian:13\nUSER app\n",
  ],
  message: (a: { user: string }) => `There is no /etc/passwd here that knows ${a.user}: give a number.`,
  check({ view, each, report }) {
    each("user", (one) => {
      const stage = view.stageOf(one);
      const { owner, user } = one;
      if (
        stage === null ||
        owner === null ||
        user === null ||
        /^\d+$/.test(owner) ||
        view.base(stage).kind !== "scratch"
      )
        return;
      const filled = fills.of(stage, isFilled);
      const number = owner === "root" ? "0:0" : owner === "nobody" ? "65534:65534" : `${uid}:${uid}`;
      if (!filled)
        report({ span: user, args: { user: owner }, fix: user.dynamic ? undefined : [replace(user, number)] });
    });
  },
});
