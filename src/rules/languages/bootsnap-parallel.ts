import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";

const named = new OfLast<RunInstruction, boolean>();
const isNamed = (run: RunInstruction): boolean => run.rest.text.includes("bootsnap");

export default defineRule({
  id: "SW3123",
  slug: "languages/bootsnap-parallel",
  title: "bootsnap precompile in parallel",
  severity: "info",
  dimension: "reproducibility",
  profile: "strict",
  points: 0.5,
  fix: "safe",
  since: "0.1.0",
  why: "Under emulation of another architecture its workers crash; -j 1 keeps builds for several platforms alive.",
  sources: ["https://github.com/rails/bootsnap"],
  aka: ["tally:ruby/bootsnap-precompile-without-j1"],
  examples: [
    {
      bad: "FROM ruby:3.4-slim\nRUN bundle exec bootsnap precompile --gemfile\n",
      good: "FROM ruby:3.4-slim\nRUN bundle exec bootsnap precompile -j 1 --gemfile\n",
      fixed: "FROM ruby:3.4-slim\nRUN bundle exec bootsnap precompile -j 1 --gemfile\n",
    },
  ],
  message: () => "Add -j 1.",
  check({ eachCall, report }) {
    eachCall(["bundle", "bootsnap"], (call) => {
      const word = call.words.find((one) => one.value === "precompile");
      if (
        word === undefined ||
        call.words.some((one) => /^(-j\d*|--jobs.*)$/.test(one.text)) ||
        !named.of(call.run, isNamed)
      )
        return;
      report({ span: word, args: {}, fix: call.shell ? [insert(word.end, " -j 1")] : undefined });
    });
  },
});
