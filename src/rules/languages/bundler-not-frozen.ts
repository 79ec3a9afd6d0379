import { subcommand } from "../calls.ts";
import { defineRule } from "../define.ts";
import { lineAbove } from "../edits.ts";

export default defineRule({
  id: "SW3119",
  slug: "languages/bundler-not-frozen",
  title: "bundle install may change the lock",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "Outside deployment mode Bundler writes another Gemfile.lock where it does not fit, and the image holds versions that nobody tested.",
  sources: ["https://bundler.io/man/bundle-install.1.html#DEPLOYMENT-MODE"],
  aka: ["tally:ruby/missing-bundle-deployment"],
  examples: [
    {
      bad: "FROM ruby:3.4-slim\nRUN bundle install\n",
      good: "FROM ruby:3.4-slim\nENV BUNDLE_DEPLOYMENT=1\nRUN bundle install\n",
      fixed: "FROM ruby:3.4-slim\nENV BUNDLE_FROZEN=1\nRUN bundle install\n",
    },
    {
      bad: "FROM ruby:3.4-slim\nRUN bundle install\nRUN bundle install --jobs 4\n",
      good: "FROM ruby:3.4-slim\nENV BUNDLE_FROZEN=1\nRUN bundle install\nRUN bundle install --jobs 4\n",
      fixed: "FROM ruby:3.4-slim\nENV BUNDLE_FROZEN=1\nRUN bundle install\nRUN bundle install --jobs 4\n",
    },
  ],
  quiet: [
    "FROM ruby:3.4-slim\nRUN bundle config set --local frozen true && bundle install\n",
    "FROM ruby:3.4-slim\nRUN bundle install --deployment\n",
  ],
  message: () => "Set BUNDLE_DEPLOYMENT=1 or BUNDLE_FROZEN=1.",
  check({ view, eachCall, report }) {
    if (view.calls("bundle").length === 0) return;
    if (/BUNDLE_(DEPLOYMENT|FROZEN)|frozen|deployment/.test(view.text)) return;
    // One ENV serves all that follow in its stage.
    const mended = new Set<number>();
    eachCall("bundle", (call) => {
      if (subcommand(call, ["--jobs", "-j", "--retry", "--without", "--path"])?.value !== "install") return;
      const once = mended.has(call.run.stage) ? undefined : [lineAbove(view.text, call.run, "ENV BUNDLE_FROZEN=1")];
      mended.add(call.run.stage);
      report({ span: call, args: {}, fix: once });
    });
  },
});
