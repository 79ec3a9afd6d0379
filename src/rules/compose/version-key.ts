import { defineRule } from "../define.ts";
import { replace, wholeLines } from "../edits.ts";

export default defineRule({
  id: "SW9616",
  slug: "compose/version-key",
  title: "The version key is obsolete",
  severity: "style",
  dimension: "maintainability",
  profile: "default",
  on: "compose",
  fix: "safe",
  since: "0.1.0",
  why: "Compose reads every file by the newest specification and warns of the key on each command.",
  sources: ["https://docs.docker.com/reference/compose-file/version-and-name/"],
  aka: [],
  examples: [
    {
      bad: 'version: "3.8"\nservices:\n  a:\n    image: a:1\n',
      good: "services:\n  a:\n    image: a:1\n",
      fixed: "services:\n  a:\n    image: a:1\n",
    },
  ],
  message: () => "Compose passes version over: take it away.",
  check({ text, file, report }) {
    const entry = file.keys.get("version");
    if (entry === undefined) return;
    const lines = wholeLines(text, { start: entry.key.start, end: Math.max(entry.key.end, entry.value.end) });
    const after = /^\r?\n/.exec(text.slice(lines.end));
    const alone = lines.start === 0 && after !== null ? after[0].length : 0;
    report({ span: entry.key, args: {}, fix: [replace({ start: lines.start, end: lines.end + alone }, "")] });
  },
});
