import { defineRule } from "../define.ts";
import { lineBelow } from "../edits.ts";
import { installsOf, packageName, systemManagers } from "../knowledge/packages.ts";

export default defineRule({
  id: "SW3124",
  slug: "languages/jemalloc-not-used",
  title: "jemalloc is installed and not used",
  severity: "info",
  dimension: "efficiency",
  profile: "strict",
  points: 0.5,
  fix: "suggested",
  since: "0.1.0",
  why: "The library changes nothing until it is loaded: set LD_PRELOAD, or leave the package out.",
  sources: ["https://guides.rubyonrails.org/tuning_performance_for_deployment.html"],
  aka: ["tally:ruby/jemalloc-installed-but-not-preloaded"],
  examples: [
    {
      bad: "FROM ruby:3.4-slim\nRUN apt-get install -y libjemalloc2\n",
      good: "FROM ruby:3.4-slim\nRUN apt-get install -y libjemalloc2\nENV LD_PRELOAD=libjemalloc.so.2\n",
      fixed: "FROM ruby:3.4-slim\nRUN apt-get install -y libjemalloc2\nENV LD_PRELOAD=libjemalloc.so.2\n",
    },
  ],
  quiet: ['FROM ruby:3.4-slim\nRUN apt-get install -y libjemalloc2\nENTRYPOINT ["/rails/bin/docker-entrypoint"]\n'],
  message: () => "Nothing loads jemalloc: set LD_PRELOAD.",
  check({ view, report }) {
    if (
      view.final === null ||
      !view.text.includes("jemalloc") ||
      view.calls(systemManagers).length === 0 ||
      /LD_PRELOAD|MALLOC_CONF|with-jemalloc/.test(view.text) ||
      view.last(view.final, "entrypoint") !== null
    )
      return;
    for (const stage of view.shipped()) {
      for (const run of view.inStage(stage, "run")) {
        for (const call of view.callsIn(run)) {
          const word = (installsOf(call) ?? []).find((one) => /^(libjemalloc2|jemalloc)$/.test(packageName(one)));
          if (word !== undefined)
            return report({
              span: word,
              args: {},
              fix: [lineBelow(view.text, run, "ENV LD_PRELOAD=libjemalloc.so.2")],
            });
        }
      }
    }
  },
});
