import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

const open = /^(?:0?[0-7]?777|(?:a|ugo)?\+r?wx?|(?:a|o|ugo)[+=][rxXst]*w[rwxXst]*)$/;

export default defineRule({
  id: "SW1205",
  slug: "user/world-writable",
  title: "chmod 777",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Everyone may change these files, so whoever gets in at all can change what runs next. Give the one user who writes there the ownership.",
  sources: ["https://cwe.mitre.org/data/definitions/732.html"],
  aka: ["droast:DF034", "dockerfile-doctor:DD050", "tally:world-writable-state-path-workaround"],
  examples: [
    {
      bad: "FROM debian:13\nRUN mkdir /data && chmod -R 777 /data\n",
      good: "FROM debian:13\nRUN install -d -o 10001 -g 10001 /data\n",
    },
    {
      bad: "FROM debian:13\nCOPY --chmod=777 run.sh /\n",
      good: "FROM debian:13\nCOPY --chmod=755 run.sh /\n",
      fixed: "FROM debian:13\nCOPY --chmod=755 run.sh /\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN chmod +x /run.sh && chmod 755 /a && chmod u+w /b && chmod 1777 /tmp\n"],
  message: (a: { mode: string }) => `Mode ${a.mode} lets everyone write.`,
  check({ eachCall, each, report }) {
    eachCall("chmod", (call) => {
      for (const word of call.words) {
        if (word.text.startsWith("-") && !word.text.startsWith("-w")) continue;
        if (
          open.test(word.text) &&
          word.text !== "1777" &&
          !call.words.slice(1).some((path) => /te?mp/i.test(path.text))
        ) {
          // A program is read and started, not written; of a directory nobody here knows who writes there.
          const programs = call.words.every(
            (path) =>
              path === word || /^[^*$]*(\.(sh|bash|py|pl)|\/s?bin\/[\w.-]+|entrypoint|gradlew|mvnw)$/.test(path.text),
          );
          const fix = programs && /^0?777$/.test(word.text) && call.shell ? [replace(word, "755")] : undefined;
          report({ span: word, args: { mode: word.text }, fix });
        }
        break;
      }
    });
    each(["copy", "add"], (copy) => {
      if (copy.chmod !== null && /^0?777$/.test(copy.chmod.text)) {
        const files = copy.sources.every((one) =>
          /\.\w{1,9}$|(^|\/)(bin\/[\w-]+|gradlew|mvnw)$|entrypoint$/.test(one.text),
        );
        report({
          span: copy.chmod,
          args: { mode: copy.chmod.text },
          fix: files ? [replace(copy.chmod, "755")] : undefined,
        });
      }
    });
  },
});
