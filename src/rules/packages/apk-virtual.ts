import { hasFlag, subcommand, operands, type Call } from "../calls.ts";
import { defineRule } from "../define.ts";
import { insert, replace } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import { installsOf, packageName } from "../knowledge/packages.ts";

export default defineRule({
  id: "SW3013",
  slug: "packages/apk-virtual",
  title: "Build packages that have no name to be removed by",
  severity: "style",
  dimension: "size",
  profile: "strict",
  points: 0.5,
  fix: "suggested",
  since: "0.1.0",
  why: "With `--virtual .build` one `apk del .build` in the same RUN takes all of them away; by hand one is forgotten.",
  sources: ["https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper"],
  aka: ["dockerfilelint:apkadd-missing-virtual", "dockerfile-doctor:DD063"],
  examples: [
    {
      bad: "FROM alpine:3.24\nRUN apk add --no-cache gcc musl-dev && make && apk del gcc\n",
      good: "FROM alpine:3.24\nRUN apk add --no-cache --virtual .build gcc musl-dev && make && apk del .build\n",
      fixed: "FROM alpine:3.24\nRUN apk add --virtual .build --no-cache gcc musl-dev && make && apk del .build\n",
    },
  ],
  quiet: [
    "FROM alpine:3.24\nRUN apk add --no-cache curl\n",
    "FROM alpine:3.24 AS b\nRUN apk add --no-cache gcc && make && apk del gcc\nFROM alpine:3.24\n",
  ],
  message: () => "Name these packages with --virtual and delete them by that name.",
  check({ view, report }) {
    if (view.calls("apk").length === 0) return;
    for (const stage of view.shipped()) {
      for (const run of view.inStage(stage, "run")) {
        const calls = view.callsIn(run);
        if (!calls.some((call) => call.name === "apk" && subcommand(call)?.value === "del")) continue;
        const add = calls.find((call) =>
          (installsOf(call) ?? []).some((word) =>
            /^(gcc|g\+\+|make|build-base|musl-dev|.*-dev)$/.test(packageName(word)),
          ),
        );
        if (add?.name === "apk" && !hasFlag(add, "-t", "--virtual"))
          report({ span: add, args: {}, fix: named(add, calls) });
      }
    }
  },
});

/** The name for both commands, where all that is added is for the build alone. */
function named(add: Call, calls: readonly Call[]): readonly Edit[] | undefined {
  const removals = calls.filter((call) => call.name === "apk" && subcommand(call)?.value === "del");
  const [removal] = removals;
  const packages = installsOf(add) ?? [];
  const gone = removal === undefined ? [] : operands(removal).slice(1);
  const first = gone[0];
  const last = gone.at(-1);
  const what = subcommand(add);
  const names = new Set(gone.map((word) => word.value));
  const forBuild = packages.every(
    (word) => names.has(word.value) || /^(gcc|g\+\+|make|build-base|musl-dev|.*-dev)$/.test(packageName(word)),
  );
  const added = new Set(packages.map((word) => word.value));
  const known = gone.every((word) => added.has(word.value));
  if (first === undefined || last === undefined || what === null || !forBuild || !known || removals.length > 1)
    return undefined;
  return [insert(what.end, " --virtual .build"), replace({ start: first.start, end: last.end }, ".build")];
}
