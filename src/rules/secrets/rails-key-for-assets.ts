import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW1307",
  slug: "secrets/rails-key-for-assets",
  title: "Rails assets built without a dummy key",
  severity: "info",
  dimension: "security",
  profile: "strict",
  fix: "suggested",
  since: "0.1.0",
  why: "Without SECRET_KEY_BASE_DUMMY the task asks for the real key, which then finds its way into the build.",
  sources: ["https://guides.rubyonrails.org/7_1_release_notes.html"],
  aka: ["tally:ruby/asset-precompile-without-dummy-key"],
  examples: [
    {
      bad: "FROM ruby:3.4-slim\nRUN bundle exec rails assets:precompile\n",
      good: "FROM ruby:3.4-slim\nRUN SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile\n",
      fixed: "FROM ruby:3.4-slim\nRUN SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile\n",
    },
  ],
  quiet: ["FROM ruby:3.4-slim\nENV SECRET_KEY_BASE_DUMMY=1\nRUN rails assets:precompile\n"],
  message: () => "Set SECRET_KEY_BASE_DUMMY=1 for this task.",
  check({ view, eachCall, report }) {
    eachCall(["bundle", "rails", "rake", "bin/rails"], (call) => {
      const word = call.words.find((one) => one.value === "assets:precompile");
      if (
        word === undefined ||
        /SECRET_KEY_BASE/.test(call.run.rest.text) ||
        view.env(call.run).has("SECRET_KEY_BASE_DUMMY")
      )
        return;
      report({ span: word, args: {}, fix: call.shell ? [insert(call.start, "SECRET_KEY_BASE_DUMMY=1 ")] : undefined });
    });
  },
});
