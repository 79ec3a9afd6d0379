import { stageByName } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW1106",
  slug: "stages/copy-from-self",
  title: "COPY --from its own stage",
  severity: "error",
  dimension: "reproducibility",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "A stage cannot copy from itself: the build fails.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy---from"],
  aka: ["hadolint:DL3023", "trivy:DS-0006", "kics:copy_from_references_current_from_alias", "droast:DF050"],
  examples: [
    {
      bad: "FROM debian:13 AS build\nCOPY --from=build /a /b\n",
      good: "FROM debian:13 AS build\nFROM debian:13\nCOPY --from=build /a /b\n",
      fixed: "FROM debian:13 AS build\nRUN cp -a /a /b\n",
    },
  ],
  message: (a: { name: string }) => `${a.name} is this very stage; RUN cp copies within it.`,
  check({ view, each, report }) {
    each("copy", (copy) => {
      const stage = view.stageOf(copy);
      const from = copy.from?.value?.toLowerCase();
      if (stage === null || from === undefined || copy.from === null) return;
      if (from !== stage.name && from !== String(stage.index)) return;
      if (stageByName(view.file, from, stage.index) !== null) return;
      const [source] = copy.sources;
      const target = copy.destination;
      const paths = [source?.value ?? "", target?.value ?? ""];
      const plain = copy.sources.length === 1 && copy.flags.length === 1 && copy.form === "words" && !copy.onbuild;
      const shell = view.base(stage).kind !== "scratch" && !view.isWindows(stage) && copy.comments.length === 0;
      report({
        span: copy.from,
        args: { name: from },
        fix:
          plain && shell && paths.every((path) => /^\/[\w./-]+$/.test(path))
            ? [replace(copy, `RUN cp -a ${paths.join(" ")}`)]
            : undefined,
      });
    });
  },
});
