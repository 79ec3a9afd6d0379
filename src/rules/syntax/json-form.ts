import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { Span } from "../../core/span.ts";
import { errorsOf, instructionAt } from "../syntax/errors.ts";

export default defineRule({
  id: "SW8006",
  slug: "syntax/json-form",
  title: "A JSON form that does not hold strings alone",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The builder refuses it, or hands it to a shell as a text.",
  sources: ["https://docs.docker.com/reference/dockerfile/#shell-and-exec-form"],
  aka: ["dockadvisor:VolumeInvalidJsonForm"],
  examples: [
    {
      bad: 'FROM debian:13\nCMD ["a", 1]\n',
      good: 'FROM debian:13\nCMD ["a", "1"]\n',
      fixed: 'FROM debian:13\nCMD ["a", "1"]\n',
    },
    {
      bad: "FROM debian:13\nVOLUME ['/data']\n",
      good: 'FROM debian:13\nVOLUME ["/data"]\n',
      fixed: 'FROM debian:13\nVOLUME ["/data"]\n',
    },
  ],
  quiet: ["FROM debian:13\nVOLUME /data\n"],
  message: (a: { said: string }) => a.said,
  check({ view, each, report }) {
    for (const found of errorsOf(view, "bad-json")) {
      const one = instructionAt(view, found.error);
      report({ ...found, fix: one === undefined ? undefined : asJson(view.text, one.rest) });
    }
    each("volume", (volume) => {
      if (volume.form === "words" && volume.rest.text.startsWith("["))
        report({
          span: volume.rest,
          args: { said: "This is no JSON, so it is read as the names of paths." },
          fix: asJson(view.text, volume.rest),
        });
    });
  },
});

/** The list with the quotes that JSON wants; undefined where that does not make a list of texts of it. */
function asJson(text: string, span: Span): readonly Edit[] | undefined {
  const written = text.slice(span.start, span.end);
  if (written.length > 2000 || written.includes("\n")) return undefined;
  const mended = written
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/([[,] {0,4})'([^'"\\]{0,500})'(?= {0,4}[,\]])/g, '$1"$2"')
    .replace(/([[,] {0,4})(\d{1,20}(?:\.\d{1,9})?|true|false)(?= {0,4}[,\]])/g, '$1"$2"')
    .replace(/,(?=\s*\]$)/, "");
  try {
    const words: unknown = JSON.parse(mended);
    const texts = Array.isArray(words) && words.every((word) => typeof word === "string");
    return texts && mended !== written ? [replace(span, mended)] : undefined;
  } catch {
    return undefined;
  }
}
