import { runScript, type ShellCommand } from "../../formats/shell/index.ts";
import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

/** Commands whose failure is no matter, or that cannot fail. */
const harmless = new Set([":", "true", "echo", "printf", "export", "set", "cd", "exit", "["]);

/** A semicolon with a command behind it: not the end of a compound command, or a part of one. */
const joins = /;(?![\s\\]*(?:$|[;})]|(?:then|elif|else|fi|do|done|esac)(?:[\s;&|)]|$)))/;

export default defineRule({
  id: "SW5006",
  slug: "shell/semicolon-chain",
  title: "Commands joined by a semicolon",
  severity: "info",
  dimension: "reproducibility",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "After a semicolon the next command runs although the one before failed, and the step succeeds with the last: a half-made image. Join them by `&&`, or begin with `set -e`.",
  sources: [
    "https://docs.docker.com/build/building/best-practices/#run",
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
  ],
  aka: ["dockerfile_lint:no_ampersand_usage"],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update; apt-get install -y curl\n",
      good: "FROM debian:13\nRUN apt-get update && apt-get install -y curl\n",
      fixed: "FROM debian:13\nRUN apt-get update && apt-get install -y curl\n",
    },
    {
      bad: "FROM debian:13\nRUN make; fix-up\n",
      good: "FROM debian:13\nRUN make && fix-up\n",
      fixed: "FROM debian:13\nRUN make && fix-up\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN set -eux; apt-get update; apt-get install -y curl\n",
    'FROM debian:13\nSHELL ["/bin/bash", "-euo", "pipefail", "-c"]\nRUN a; b\n',
    "FROM debian:13\nRUN if a; then b; fi; c || true; d\n",
    "FROM debian:13\nRUN X=1; echo $X; true\n",
    "FROM debian:13\nRUN make;\n",
  ],
  message: (a: { first: string }) => `When ${a.first} fails the rest goes on: join them by &&.`,
  check({ view, each, report }) {
    each("run", (run) => {
      if (run.command?.form !== "shell" || !joins.test(run.rest.text)) return;
      let last: ShellCommand | undefined;
      for (const command of runScript(view.file, run)?.commands ?? []) {
        if (command.inside.length > 0) continue;
        const before = last;
        last = command;
        if (
          command.separator !== ";" ||
          before === undefined ||
          before.name === null ||
          before.background ||
          harmless.has(before.name.value ?? "")
        )
          continue;
        const between = view.text.slice(before.end, command.start);
        // What stands between two plain commands is a semicolon alone; anything else belongs to a compound command.
        if (!/^\s*;[\s\\]*$/.test(between) || before.separator === "||") continue;
        if (
          /\bset\s+-\w*e|set\s+-o\s+errexit/.test(run.rest.text) ||
          view.shell(run).some((word) => /^-\w+$/.test(word) && word.includes("e"))
        )
          return;
        const at = before.end + between.indexOf(";");
        report({
          span: before.name,
          args: { first: before.name.value ?? "this" },
          fix: [replace({ start: at, end: at + 1 }, at > before.end ? "&&" : " &&")],
        });
        return;
      }
    });
  },
});
