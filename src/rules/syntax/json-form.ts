import { defineRule } from "../define.ts";
import { errorsOf } from "../syntax/errors.ts";

export default defineRule({
  id: "SW8006",
  slug: "syntax/json-form",
  title: "A JSON form that does not hold strings alone",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "The builder refuses it, or hands it to a shell as a text.",
  sources: ["https://docs.docker.com/reference/dockerfile/#shell-and-exec-form"],
  aka: ["dockadvisor:VolumeInvalidJsonForm"],
  examples: [
    { bad: 'FROM debian:13\nCMD ["a", 1]\n', good: 'FROM debian:13\nCMD ["a", "1"]\n' },
    { bad: "FROM debian:13\nVOLUME ['/data']\n", good: 'FROM debian:13\nVOLUME ["/data"]\n' },
  ],
  quiet: ["FROM debian:13\nVOLUME /data\n"],
  message: (a: { said: string }) => a.said,
  check({ view, each, report }) {
    errorsOf(view, "bad-json").forEach(report);
    each("volume", (volume) => {
      if (volume.form === "words" && volume.rest.text.startsWith("["))
        report({ span: volume.rest, args: { said: "This is no JSON, so it is read as the names of paths." } });
    });
  },
});
