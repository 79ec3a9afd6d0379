import { defineRule } from "../define.ts";
import { copySource, stageByName } from "../../formats/dockerfile/index.ts";

export default defineRule({
  id: "SW1105",
  slug: "stages/copy-from-unknown",
  title: "COPY --from a stage that comes later or does not exist",
  severity: "error",
  dimension: "portability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "Only BuildKit finds a stage that comes later; other builders pull an image of that name from a registry: at best that fails, at worst a stranger's image answers.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy---from"],
  aka: ["hadolint:DL3022", "droast:DF049", "dockerfile-doctor:DD039", "tally:hadolint/DL3022"],
  examples: [
    {
      bad: "FROM debian:13\nCOPY --from=build /app /app\nFROM debian:13 AS build\nRUN make\n",
      good: "FROM debian:13 AS build\nRUN make\nFROM debian:13\nCOPY --from=build /app /app\n",
    },
    {
      bad: "FROM debian:13\nCOPY --from=3 /app /app\n",
      good: "FROM debian:13 AS a\nFROM debian:13\nCOPY --from=0 /app /app\n",
    },
  ],
  quiet: [
    "FROM debian:13\nCOPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/uv\n",
    "FROM debian:13\nCOPY --from=nginx /etc/nginx /etc/nginx\n",
    "ARG S\nFROM debian:13\nCOPY --from=$S /a /a\n",
  ],
  message: (a: { name: string }) => `${a.name} is no stage above this line.`,
  check({ view, each, report }) {
    each("copy", (copy) => {
      const from = copy.from;
      if (from === null || from.value === null) return;
      const name = from.value.toLowerCase();
      const source = copySource(view.file, copy);
      if (source?.kind === "stage" && source.stage.index < copy.stage) return;
      if ((stageByName(view.file, name)?.index ?? -1) > copy.stage || (/^\d+$/.test(name) && Number(name) > copy.stage))
        report({ span: from, args: { name: from.value } });
    });
  },
});
