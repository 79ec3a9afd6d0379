import { hasFlag, subcommand, operands } from "../calls.ts";
import { defineRule } from "../define.ts";
import { removeCalls, removePackage } from "../call-edits.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW3122",
  slug: "languages/bundler-installed-twice",
  title: "Bundler installed on an image that has it",
  severity: "info",
  dimension: "size",
  profile: "strict",
  points: 0.25,
  fix: "suggested",
  since: "0.1.0",
  why: "The ruby images ship Bundler, which fetches the version that the lock names by itself.",
  sources: ["https://hub.docker.com/_/ruby"],
  aka: ["tally:ruby/redundant-bundler-install"],
  examples: [
    {
      bad: "FROM ruby:3.4-slim\nRUN gem install bundler\n",
      good: "FROM ruby:3.4-slim\nRUN bundle install\n",
      fixed: "FROM ruby:3.4-slim\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN gem install bundler\n", "FROM ruby:3.4-slim\nRUN gem install bundler -v 2.6.2\n"],
  message: () => "This image has Bundler already.",
  check({ view, eachCall, report }) {
    eachCall("gem", (call) => {
      const stage = view.stageOf(call.run);
      const word = call.words.find((one) => one.value === "bundler");
      if (
        word === undefined ||
        stage === null ||
        hasFlag(call, "-v", "--version") ||
        imageName(view.root(stage) ?? "").name !== "ruby" ||
        subcommand(call)?.value !== "install"
      )
        return;
      const alone = operands(call).length === 2;
      report({
        span: word,
        args: {},
        fix: alone ? removeCalls(view, call.run, [call]) : removePackage(view, call, word, operands(call).length),
      });
    });
  },
});
