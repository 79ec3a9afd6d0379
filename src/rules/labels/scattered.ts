import { defineRule } from "../define.ts";
import { insert, replace, wholeLines } from "../edits.ts";

export default defineRule({
  id: "SW7113",
  slug: "labels/scattered",
  title: "Labels scattered over the file",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0.25,
  fix: "safe",
  since: "0.1.0",
  why: "Labels of one image in one place are read at a glance. It costs no layer either way.",
  sources: ["https://docs.docker.com/build/building/best-practices/#label"],
  aka: ["tally:labels/prefer-grouped", "tally:labels/prefer-stable-order"],
  examples: [
    {
      bad: "FROM debian:13\nLABEL a=1\nRUN make\nLABEL b=2\n",
      good: "FROM debian:13\nLABEL a=1\nLABEL b=2\nRUN make\n",
      fixed: "FROM debian:13\nLABEL a=1\nLABEL b=2\nRUN make\n",
    },
  ],
  quiet: ["FROM debian:13\nLABEL a=1\nRUN make\nARG R\nLABEL b=$R\n"],
  message: () => "Put this with the other labels.",
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      let last = -1;
      view.readIn(stage).forEach((one, index) => {
        if (one.kind !== "label") return;
        const between = last === -1 ? [] : stage.instructions.slice(last + 1, index);
        if (
          between.some((other) => other.kind !== "arg" && other.kind !== "env") &&
          !one.pairs.some((pair) => pair.value?.dynamic === true)
        ) {
          const above = stage.instructions[last];
          const lines = wholeLines(view.text, { start: one.leading[0]?.start ?? one.start, end: one.end });
          const again = between.some((other) => other.kind === "from");
          report({
            span: one.keyword,
            args: {},
            fix:
              above === undefined || again || !view.text.slice(0, lines.end).endsWith("\n")
                ? undefined
                : [
                    insert(wholeLines(view.text, above).end, view.text.slice(lines.start, lines.end)),
                    replace(lines, ""),
                  ],
          });
        }
        last = index;
      });
    });
  },
});
