import { defineRule } from "../define.ts";
import { lineAtEnd } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW3125",
  slug: "languages/ruby-jit-off",
  title: "Ruby without its compiler",
  severity: "style",
  dimension: "efficiency",
  profile: "all",
  points: 0,
  fix: "suggested",
  since: "0.1.0",
  why: "From 3.3 on YJIT is ready for production and makes most applications faster for some memory; Rails 7.2 switches it on, plain Ruby does not.",
  sources: ["https://docs.ruby-lang.org/en/master/yjit/yjit_md.html"],
  aka: ["tally:ruby/yjit-not-enabled-on-supported-runtime"],
  examples: [
    {
      bad: 'FROM ruby:3.4-slim\nCMD ["ruby", "app.rb"]\n',
      good: 'FROM ruby:3.4-slim\nENV RUBY_YJIT_ENABLE=1\nCMD ["ruby", "app.rb"]\n',
      fixed: 'FROM ruby:3.4-slim\nENV RUBY_YJIT_ENABLE=1\nCMD ["ruby", "app.rb"]\n',
    },
  ],
  quiet: ['FROM ruby:3.2-slim\nCMD ["ruby", "app.rb"]\n', 'FROM ruby:3.4-slim\nCMD ["rails", "server"]\n'],
  message: () => "Set RUBY_YJIT_ENABLE=1.",
  check({ view, report }) {
    const stage = view.final;
    const { name, tag } = imageName(stage === null ? "" : (view.root(stage) ?? ""));
    if (
      stage === null ||
      stage.from.image === null ||
      name !== "ruby" ||
      !/^(3\.[3-9]|4)/.test(tag ?? "") ||
      /yjit/i.test(view.text)
    )
      return;
    const command = view.last(stage, "cmd");
    if (command !== null && /^\[?\s*"?ruby"?[\s,]/.test(command.rest.text))
      report({ span: command, args: {}, fix: [lineAtEnd(view.text, stage, "ENV RUBY_YJIT_ENABLE=1")] });
  },
});
