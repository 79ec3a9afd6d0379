import { defineRule } from "../define.ts";
import { removeCalls, removePackage } from "../call-edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import { operands, type Call, type CallWord } from "../calls.ts";
import type { FileView } from "../view.ts";

const installers = [
  "pecl",
  "docker-php-ext-enable",
  "docker-php-ext-install",
  "install-php-extensions",
  "apt-get",
  "apk",
];

export default defineRule({
  id: "SW3118",
  slug: "languages/php-xdebug",
  title: "Xdebug in the image that runs",
  severity: "warning",
  dimension: "security",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "It slows each request and can hand a debugger to whoever asks. It belongs in a stage of its own for development.",
  sources: ["https://xdebug.org/docs/"],
  aka: ["tally:php/no-xdebug-in-final-image"],
  examples: [
    {
      bad: "FROM php:8.4-fpm\nRUN pecl install xdebug\n",
      good: "FROM php:8.4-fpm\nRUN pecl install redis\n",
      fixed: "FROM php:8.4-fpm\n",
    },
  ],
  quiet: [
    "FROM php:8.4-fpm AS base\nFROM base AS dev\nRUN pecl install xdebug\nFROM base\n",
    'FROM php:8.4-fpm\nARG DEBUG\nRUN if [ -n "$DEBUG" ]; then pecl install xdebug; fi\n',
  ],
  message: () => "Xdebug ends up in the image that runs.",
  check({ view, report }) {
    if (!view.text.includes("xdebug") || view.calls(installers).length === 0) return;
    const found: { readonly call: Call; readonly word: CallWord }[] = [];
    for (const stage of view.shipped()) {
      if (/dev|debug|test/.test(stage.name ?? "")) continue;
      for (const run of view.inStage(stage, "run")) {
        for (const call of view.callsIn(run)) {
          if (call.nested || !installers.includes(call.name)) continue;
          const word = call.words.find((one) => /(^|-)xdebug(-|$)/.test(one.value ?? ""));
          if (word !== undefined) found.push({ call, word });
        }
      }
    }
    const first = found[0];
    // All of it or nothing: what is not installed cannot be switched on.
    if (first !== undefined) report({ span: first.word, args: {}, fix: allGone(view, found) });
  },
});

function allGone(
  view: FileView,
  found: readonly { readonly call: Call; readonly word: CallWord }[],
): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  const byRun = new Map<RunInstruction, { readonly call: Call; readonly word: CallWord }[]>();
  for (const one of found) {
    const here = byRun.get(one.call.run);
    if (here === undefined) byRun.set(one.call.run, [one]);
    else here.push(one);
  }
  for (const [run, here] of byRun) {
    const whole = here.filter(({ call, word }) =>
      operands(call).every((one) => one === word || one.value === "install"),
    );
    const all = new Set(whole);
    const gone =
      whole.length === 0
        ? []
        : removeCalls(
            view,
            run,
            whole.map(({ call }) => call),
          );
    const words = here
      .filter((one) => !all.has(one))
      .map(({ call, word }) => removePackage(view, call, word, operands(call).length));
    if (gone === undefined || words.includes(undefined)) return undefined;
    edits.push(...gone, ...words.flatMap((one) => one ?? []));
  }
  // Its settings would be read by nobody.
  const installing = found.reduce((sum, { call }) => sum + mentions(view.text.slice(call.start, call.end)), 0);
  return mentions(view.text) > installing ? undefined : edits;
}

function mentions(text: string): number {
  return text.match(/xdebug/gi)?.length ?? 0;
}
