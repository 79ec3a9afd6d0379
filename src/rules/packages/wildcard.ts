import { defineRule } from "../define.ts";
import { installsOf, systemManagers } from "../knowledge/packages.ts";

export default defineRule({
  id: "SW3012",
  slug: "packages/wildcard",
  title: "Packages by wildcard",
  severity: "warning",
  dimension: "size",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "What matches is what the mirror has that day: all of it is installed.",
  sources: ["https://manpages.debian.org/apt-get.8"],
  aka: ["dockerfile-doctor:DD069"],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get install -y php8.4-*\n",
      good: "FROM debian:13\nRUN apt-get install -y php8.4-cli php8.4-mbstring\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN apt-get install -y curl=8.14.* ./*.deb /tmp/*.deb\n"],
  message: (a: { word: string }) => `${a.word} installs whatever matches.`,
  check({ eachCall, report }) {
    eachCall(systemManagers, (call) => {
      for (const word of installsOf(call) ?? []) {
        if (!word.text.includes("*")) continue;
        const name = (word.value ?? word.text).split(/[=~<>]/)[0] ?? "";
        if (name.includes("*") && !name.includes("/") && !/\.(deb|rpm|apk)$/.test(name))
          report({ span: word, args: { word: word.text } });
      }
    });
  },
});
