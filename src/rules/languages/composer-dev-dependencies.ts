import { hasFlag, subcommand } from "../calls.ts";
import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW3116",
  slug: "languages/composer-dev-dependencies",
  title: "Composer installs the development packages",
  severity: "warning",
  dimension: "size",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "Test tools and debug bars in the image that runs: more bytes, and pages that show what nobody should see.",
  sources: ["https://getcomposer.org/doc/03-cli.md#install-i"],
  aka: ["tally:php/composer-no-dev-in-production"],
  examples: [
    {
      bad: "FROM php:8.4-fpm\nRUN composer install\n",
      good: "FROM php:8.4-fpm\nRUN composer install --no-dev\n",
      fixed: "FROM php:8.4-fpm\nRUN composer install --no-dev\n",
    },
  ],
  quiet: [
    "FROM php:8.4-fpm\nENV COMPOSER_NO_DEV=1\nRUN composer install\n",
    "FROM php:8.4-fpm AS dev\nRUN composer install\nFROM php:8.4-fpm\nRUN composer install --no-dev\n",
  ],
  message: () => "Add --no-dev.",
  check({ view, eachCall, report }) {
    let elsewhere: boolean | null = null;
    eachCall("composer", (call) => {
      const what = subcommand(call);
      const stage = view.stageOf(call.run);
      if (
        what?.value !== "install" ||
        hasFlag(call, "--no-dev", "--dev") ||
        view.env(call.run).has("COMPOSER_NO_DEV") ||
        call.assigned.has("COMPOSER_NO_DEV")
      )
        return;
      if (stage === null || !view.reachable().has(stage) || /test|dev/.test(stage.name ?? "")) return;
      elsewhere ??= leavesOut(view.text);
      if (elsewhere) return;
      report({ span: what, args: {}, fix: call.shell ? [insert(what.end, " --no-dev")] : undefined });
    });
  },
});

/** Whether any composer of the file gets --no-dev, also one that is written by a script. */
function leavesOut(text: string): boolean {
  if (!text.includes("--no-dev")) return false;
  return text.split(/[&;|]/).some((command) => {
    const at = command.search(/composer\s/);
    return at !== -1 && command.includes("--no-dev", at + "composer ".length);
  });
}
