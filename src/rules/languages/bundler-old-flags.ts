import { flagWord, subcommand } from "../calls.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW3121",
  slug: "languages/bundler-old-flags",
  title: "bundle install with flags that are going away",
  severity: "info",
  dimension: "maintainability",
  profile: "strict",
  points: 0.5,
  fix: "none",
  since: "0.1.0",
  why: "--deployment, --without and --path are remembered from one command to the next, which is why Bundler asks for `bundle config` or BUNDLE_* instead and will drop them.",
  sources: ["https://bundler.io/man/bundle-install.1.html"],
  aka: ["tally:ruby/deprecated-bundler-install-flags"],
  examples: [
    {
      bad: "FROM ruby:3.4-slim\nRUN bundle install --without development test\n",
      good: "FROM ruby:3.4-slim\nENV BUNDLE_WITHOUT=development:test\nRUN bundle install\n",
    },
  ],
  message: (a: { flag: string }) => `${a.flag} is going away: use bundle config or a BUNDLE_ variable.`,
  check({ eachCall, report }) {
    eachCall("bundle", (call) => {
      const word = flagWord(call, "--without", "--deployment", "--path", "--with", "--binstubs", "--system");
      if (word !== null && subcommand(call)?.value === "install") report({ span: word, args: { flag: word.text } });
    });
  },
});
