import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW5011",
  slug: "shell/backquotes",
  title: "Backquotes for a substitution",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0,
  fix: "safe",
  since: "0.1.0",
  why: "They do not nest and their escapes surprise; `$(…)` does the same and reads well.",
  sources: ["https://www.shellcheck.net/wiki/SC2006"],
  aka: ["shellcheck:SC2006"],
  examples: [
    {
      bad: "FROM debian:13\nRUN make -j`nproc` && echo `date`\n",
      good: 'FROM debian:13\nRUN make -j"$(nproc)" && echo "$(date)"\n',
      fixed: "FROM debian:13\nRUN make -j$(nproc) && echo $(date)\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN echo '`a`' \\`b\\` \"it's\" '`c`'\n"],
  message: () => "Write $(…).",
  check({ view, each, report }) {
    if (!view.text.includes("`") || view.file.escape === "`") return;
    each("run", (run) => {
      if (run.command?.form !== "shell" || run.heredocs.length > 0) return;
      const { text } = run.rest;
      for (const { index, inner } of backquoted(text)) {
        const span = run.rest.span(index, index + inner.length + 2);
        // Without an escape inside, both forms are one; a bracket or a comment would end the new one too early or too late.
        const plain = !/[\\()#"'\n]/.test(inner) && view.text.slice(span.start, span.end) === `\`${inner}\``;
        report({ span, args: {}, fix: plain ? [replace(span, `$(${inner})`)] : undefined });
      }
    });
  },
});

/** What stands in backquotes, but for those in single quotes and behind a backslash. */
function backquoted(text: string): readonly { readonly index: number; readonly inner: string }[] {
  const out: { readonly index: number; readonly inner: string }[] = [];
  let double = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (character === '"') double = !double;
    else if (character === "'" && !double) {
      const end = text.indexOf("'", at + 1);
      if (end === -1) break;
      at = end;
    } else if (character === "`") {
      const end = text.indexOf("`", at + 1);
      if (end === -1) break;
      out.push({ index: at, inner: text.slice(at + 1, end) });
      at = end;
    }
  }
  return out;
}
