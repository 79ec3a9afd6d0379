import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW5011",
  slug: "shell/backquotes",
  title: "Backquotes for a substitution",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "They do not nest and their escapes surprise; `$(…)` does the same and reads well.",
  sources: ["https://www.shellcheck.net/wiki/SC2006"],
  aka: ["shellcheck:SC2006"],
  examples: [{ bad: "FROM debian:13\nRUN make -j`nproc`\n", good: 'FROM debian:13\nRUN make -j"$(nproc)"\n' }],
  quiet: ["FROM debian:13\nRUN echo '`a`' \\`b\\`\n"],
  message: () => "Write $(…).",
  check({ view, each, report }) {
    if (!view.text.includes("`") || view.file.escape === "`") return;
    each("run", (run) => {
      const { text } = run.rest;
      const found = run.command?.form === "shell" ? /(?<![\\])`[^`'"\n]+`/.exec(text) : null;
      if (found === null || (text.slice(0, found.index).split("'").length - 1) % 2 === 1) return;
      report({ span: run.rest.span(found.index, found.index + found[0].length), args: {} });
    });
  },
});
