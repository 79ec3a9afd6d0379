import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW3118",
  slug: "languages/php-xdebug",
  title: "Xdebug in the image that runs",
  severity: "warning",
  dimension: "security",
  profile: "default",
  points: 1,
  fix: "none",
  since: "0.1.0",
  why: "It slows each request and can hand a debugger to whoever asks. It belongs in a stage of its own for development.",
  sources: ["https://xdebug.org/docs/"],
  aka: ["tally:php/no-xdebug-in-final-image"],
  examples: [
    { bad: "FROM php:8.4-fpm\nRUN pecl install xdebug\n", good: "FROM php:8.4-fpm\nRUN pecl install redis\n" },
  ],
  quiet: [
    "FROM php:8.4-fpm AS base\nFROM base AS dev\nRUN pecl install xdebug\nFROM base\n",
    'FROM php:8.4-fpm\nARG DEBUG\nRUN if [ -n "$DEBUG" ]; then pecl install xdebug; fi\n',
  ],
  message: () => "Xdebug ends up in the image that runs.",
  check({ view, report }) {
    for (const stage of view.shipped()) {
      if (/dev|debug|test/.test(stage.name ?? "")) continue;
      for (const run of view.inStage(stage, "run")) {
        for (const call of view.callsIn(run)) {
          if (
            call.nested ||
            !/^(pecl|docker-php-ext-enable|docker-php-ext-install|install-php-extensions|apt-get|apk)$/.test(call.name)
          )
            continue;
          const word = call.words.find((one) => /(^|-)xdebug(-|$)/.test(one.value ?? ""));
          if (word !== undefined) return report({ span: word, args: {} });
        }
      }
    }
  },
});
