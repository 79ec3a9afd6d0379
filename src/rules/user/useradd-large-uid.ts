import { defineRule } from "../define.ts";
import { flagWord, hasFlag } from "../calls.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW1206",
  slug: "user/useradd-large-uid",
  title: "useradd with a high number and without -l",
  severity: "info",
  dimension: "size",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "useradd writes a sparse /var/log/lastlog as long as the number is high; the layer stores it in full.",
  sources: ["https://github.com/golang/go/issues/13548", "https://docs.docker.com/build/building/best-practices/#user"],
  aka: ["hadolint:DL3046", "parfum:DL3046", "droast:DF064", "tally:hadolint/DL3046"],
  examples: [
    {
      bad: "FROM debian:13\nRUN useradd -u 1234567 app\n",
      good: "FROM debian:13\nRUN useradd -l -u 1234567 app\n",
      fixed: "FROM debian:13\nRUN useradd -l -u 1234567 app\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN useradd -u 1000 app\n", "FROM debian:13\nRUN useradd --no-log-init -u 1234567 app\n"],
  message: (a: { number: string }) => `User ${a.number} makes lastlog large: add -l.`,
  check({ eachCall, report }) {
    eachCall("useradd", (call) => {
      const flag = flagWord(call, "-u", "--uid");
      if (flag === null || hasFlag(call, "-l", "--no-log-init")) return;
      const number = flag.text.includes("=")
        ? flag.text.split("=")[1]
        : call.words[call.words.indexOf(flag) + 1]?.value;
      if (number == null || !/^\d{6,}$/.test(number)) return;
      report({ span: flag, args: { number }, fix: call.shell ? [insert(call.nameSpan.end, " -l")] : undefined });
    });
  },
});
