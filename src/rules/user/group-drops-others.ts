import { hasFlag } from "../calls.ts";
import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { OfLast } from "../../core/of-last.ts";
import type { Stage } from "../../formats/dockerfile/index.ts";
import type { FileView } from "../view.ts";

const given = new OfLast<Stage, ReadonlySet<string | null>>();

export default defineRule({
  id: "SW1208",
  slug: "user/group-drops-others",
  title: "USER with a group drops the user's other groups",
  severity: "info",
  dimension: "operability",
  profile: "strict",
  points: 0.5,
  fix: "suggested",
  since: "0.1.0",
  why: "`USER name:group` runs with that one group; the memberships that the file gave the user before do not count.",
  sources: ["https://docs.docker.com/reference/dockerfile/#user"],
  aka: ["tally:user-explicit-group-drops-supplementary-groups"],
  examples: [
    {
      bad: "FROM debian:13\nRUN usermod -aG video app\nUSER app:app\n",
      good: "FROM debian:13\nRUN usermod -aG video app\nUSER app\n",
      fixed: "FROM debian:13\nRUN usermod -aG video app\nUSER app\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN useradd app\nUSER app:app\n"],
  message: (a: { user: string }) => `${a.user} loses the groups that were given above.`,
  check({ view, each, report }) {
    each("user", (one) => {
      const { owner, user } = one;
      const stage = view.stageOf(one);
      if (owner === null || user === null || one.group === null || stage === null || /^\d+$/.test(owner)) return;
      if (given.of(stage, () => namesGiven(view, stage)).has(owner))
        report({ span: user, args: { user: owner }, fix: user.dynamic ? undefined : [replace(user, owner)] });
    });
  },
});

/** The words of the commands of a stage that give groups to users. */
function namesGiven(view: FileView, stage: Stage): ReadonlySet<string | null> {
  const names = new Set<string | null>();
  for (const run of view.inStage(stage, "run"))
    for (const call of view.callsIn(run))
      if ((call.name === "usermod" || call.name === "useradd") && hasFlag(call, "-G", "--groups"))
        for (const word of call.words) names.add(word.value);
  return names;
}
