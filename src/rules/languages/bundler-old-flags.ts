import { flagWord, subcommand } from "../calls.ts";
import { defineRule } from "../define.ts";
import { lineAbove, removeWord } from "../edits.ts";

/** What says the same as the flag, for every command. */
const variables: Readonly<Record<string, string>> = {
  "--without": "BUNDLE_WITHOUT",
  "--with": "BUNDLE_WITH",
  "--deployment": "BUNDLE_DEPLOYMENT",
  "--path": "BUNDLE_PATH",
};

export default defineRule({
  id: "SW3121",
  slug: "languages/bundler-old-flags",
  title: "bundle install with flags that are going away",
  severity: "info",
  dimension: "maintainability",
  profile: "strict",
  points: 0.5,
  fix: "suggested",
  since: "0.1.0",
  why: "--deployment, --without and --path are remembered from one command to the next, which is why Bundler asks for `bundle config` or BUNDLE_* instead and will drop them.",
  sources: ["https://bundler.io/man/bundle-install.1.html"],
  aka: ["tally:ruby/deprecated-bundler-install-flags"],
  examples: [
    {
      bad: "FROM ruby:3.4-slim\nRUN bundle install --without development test\n",
      good: "FROM ruby:3.4-slim\nENV BUNDLE_WITHOUT=development:test\nRUN bundle install\n",
      fixed: "FROM ruby:3.4-slim\nENV BUNDLE_WITHOUT=development:test\nRUN bundle install\n",
    },
  ],
  message: (a: { flag: string }) => `${a.flag} is going away: use bundle config or a BUNDLE_ variable.`,
  check({ view, eachCall, report }) {
    eachCall("bundle", (call) => {
      const word = flagWord(call, "--without", "--deployment", "--path", "--with", "--binstubs", "--system");
      if (word === null || subcommand(call, ["--jobs", "-j", "--retry", "--path", "--without"])?.value !== "install")
        return;
      const at = call.words.indexOf(word);
      const [flag = "", given] = word.text.split("=");
      const next = call.words.slice(at + 1).findIndex((one) => one.text.startsWith("-"));
      const values =
        given === undefined && flag !== "--deployment"
          ? call.words.slice(at + 1, next === -1 ? undefined : at + 1 + next).filter((one) => one.value !== null)
          : [];
      const name = variables[flag];
      const value = flag === "--deployment" ? "1" : (given ?? values.map((one) => one.value).join(":"));
      const last = values.at(-1) ?? word;
      const plain =
        name !== undefined && /^[\w./:-]+$/.test(value) && call.shell && !(flag === "--path" && values.length > 1);
      report({
        span: word,
        args: { flag: word.text },
        fix: plain
          ? [
              lineAbove(view.text, call.run, `ENV ${name}=${value}`),
              removeWord(view.text, { start: word.start, end: last.end }),
            ]
          : undefined,
      });
    });
  },
});
