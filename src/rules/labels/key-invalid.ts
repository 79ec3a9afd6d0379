import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW7101",
  slug: "labels/key-invalid",
  title: "Label key that is none",
  severity: "info",
  dimension: "maintainability",
  profile: "strict",
  fix: "suggested",
  since: "0.1.0",
  why: "Keys are lower case with dots and dashes, without a dash at an end; `com.docker.*`, `io.docker.*` and `org.dockerproject.*` are Docker's own.",
  sources: ["https://docs.docker.com/engine/manage-resources/labels/"],
  aka: ["hadolint:DL3048", "tally:labels/valid-key"],
  examples: [
    { bad: "FROM debian:13\nLABEL com.docker.team=a\n", good: "FROM debian:13\nLABEL org.example.team=a\n" },
    {
      bad: 'FROM debian:13\nLABEL "my key"=a\n',
      good: "FROM debian:13\nLABEL my-key=a\n",
      fixed: "FROM debian:13\nLABEL my-key=a\n",
    },
  ],
  quiet: [
    "FROM debian:13\nLABEL org.opencontainers.image.title=a maintainer=b org.example.sub_key=c\n",
    "FROM debian:13\nLABEL com.docker.compose.project=x com.docker.extension.icon=y com.docker.desktop.extension.api.version=z\n",
  ],
  message: (a: { key: string; because: string }) => `"${a.key}" ${a.because}.`,
  check({ each, report }) {
    each("label", ({ pairs }) => {
      for (const { name } of pairs) {
        const key = name.value ?? null;
        if (key === null || /^com\.docker\.(compose|extension|desktop)\./.test(key)) continue;
        if (/^(com\.docker|io\.docker|org\.dockerproject)\./.test(key))
          report({ span: name, args: { key, because: "lies in a name space that is Docker's own" } });
        else if (!/^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$/.test(key) || /[.-]{2}/.test(key)) {
          const right = key
            .trim()
            .replace(/[^A-Za-z0-9._/-]+/g, "-")
            .replace(/([.-])[.-]+/g, "$1")
            .replace(/^[._/-]+/, "")
            .replace(/(?<![._/-])[._/-]+$/, "");
          report({
            span: name,
            args: { key, because: "is no label key such as org.example.name" },
            fix: right === "" || name.dynamic ? undefined : [replace(name, right)],
          });
        }
      }
    });
  },
});
