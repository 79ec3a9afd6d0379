import { subcommand } from "../calls.ts";
import { defineRule } from "../define.ts";
import { lineAbove } from "../edits.ts";

export default defineRule({
  id: "SW3120",
  slug: "languages/bundler-dev-gems",
  title: "Development gems in the image",
  severity: "info",
  dimension: "size",
  profile: "strict",
  points: 0.5,
  fix: "suggested",
  since: "0.1.0",
  why: "Test and development groups are of no use at run time, and some open doors for debuggers.",
  sources: ["https://bundler.io/man/bundle-config.1.html"],
  aka: ["tally:ruby/missing-bundle-without-development"],
  examples: [
    {
      bad: "FROM ruby:3.4-slim\nRUN bundle install\n",
      good: "FROM ruby:3.4-slim\nENV BUNDLE_WITHOUT=development:test\nRUN bundle install\n",
      fixed: "FROM ruby:3.4-slim\nENV BUNDLE_WITHOUT=development:test\nRUN bundle install\n",
    },
  ],
  quiet: ["FROM ruby:3.4-slim\nRUN bundle config set without 'development test' && bundle install\n"],
  message: () => "Leave development and test out: BUNDLE_WITHOUT=development:test.",
  check({ view, eachCall, report }) {
    if (view.calls("bundle").length === 0) return;
    if (/BUNDLE_(WITHOUT|ONLY)|\bwithout\b|\bonly\b/.test(view.text)) return;
    // One ENV serves all that follow in its stage.
    const mended = new Set<number>();
    eachCall("bundle", (call) => {
      const stage = view.stageOf(call.run);
      if (
        stage !== null &&
        view.reachable().has(stage) &&
        subcommand(call, ["--jobs", "-j", "--retry", "--path"])?.value === "install"
      ) {
        const line = "ENV BUNDLE_WITHOUT=development:test";
        const once = mended.has(call.run.stage) ? undefined : [lineAbove(view.text, call.run, line)];
        mended.add(call.run.stage);
        report({ span: call, args: {}, fix: once });
      }
    });
  },
});
