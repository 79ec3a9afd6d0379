import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";
import { errorsOf } from "../syntax/errors.ts";

const milliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

function durationProblem(text: string): string | null {
  if (/^[+-]?0$/.test(text)) return null;
  if (/^[\d.]+$/.test(text)) return `"${text}" has no unit: write ${text}s.`;
  const pieces = text.match(/[\d.]+|[^\d.]+/g) ?? [];
  let total = 0;
  for (let at = 0; at < pieces.length; at += 2) {
    const number = Number(pieces[at]);
    const unit = milliseconds[pieces[at + 1] ?? ""];
    if (!Number.isFinite(number) || unit === undefined) return `"${text}" is no duration such as 30s or 1m30s.`;
    total += number * unit;
  }
  return total !== 0 && total < 1 ? `"${text}" is less than a millisecond.` : null;
}

export default defineRule({
  id: "SW6009",
  slug: "runtime/healthcheck-options",
  title: "HEALTHCHECK with options that it does not take",
  severity: "error",
  dimension: "operability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "The builder refuses it: durations have a unit and are at least one millisecond, retries is a whole number, and a command follows.",
  sources: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  aka: [
    "dockerfile-utils:FLAG_INVALID_DURATION",
    "dockerfile-utils:FLAG_LESS_THAN_1MS",
    "dockerfile-utils:FLAG_MISSING_DURATION",
    "dockerfile-utils:FLAG_UNKNOWN_UNIT",
    "dockerfile-utils:FLAG_AT_LEAST_ONE",
    "dockerfile-utils:HEALTHCHECK_CMD_ARGUMENT_MISSING",
    "dockerfilelint:healthcheck_options_missing_args",
    "dockadvisor:HealthcheckMissingCmd",
  ],
  examples: [
    {
      bad: "FROM debian:13\nHEALTHCHECK --interval=30 CMD a\n",
      good: "FROM debian:13\nHEALTHCHECK --interval=30s CMD a\n",
      fixed: "FROM debian:13\nHEALTHCHECK --interval=30s CMD a\n",
    },
    {
      bad: "FROM debian:13\nHEALTHCHECK --timeout=10us CMD a\n",
      good: "FROM debian:13\nHEALTHCHECK --timeout=10s CMD a\n",
    },
    {
      bad: "FROM debian:13\nHEALTHCHECK --retries=many CMD a\n",
      good: "FROM debian:13\nHEALTHCHECK --retries=3 CMD a\n",
    },
    { bad: "FROM debian:13\nHEALTHCHECK CMD\n", good: "FROM debian:13\nHEALTHCHECK CMD a\n" },
  ],
  quiet: [
    "FROM debian:13\nHEALTHCHECK --interval=1m30s --timeout=0s --start-period=1.5s CMD a\n",
    "ARG T\nFROM debian:13\nHEALTHCHECK NONE\n",
  ],
  message: (a: { said: string }) => a.said,
  check({ view, each, report }) {
    for (const found of errorsOf(view, "missing-arguments", "bad-arguments", "too-many-arguments"))
      if (found.args.said.startsWith("HEALTHCHECK")) report(found);
    each("healthcheck", (health) => {
      for (const word of [health.interval, health.timeout, health.startPeriod, health.startInterval]) {
        const said = word?.value == null || word.value.includes("$") ? null : durationProblem(word.value);
        if (word !== null && said !== null)
          report({ span: word, args: { said }, fix: /^\d+$/.test(word.text) ? [insert(word.end, "s")] : undefined });
      }
      const { retries } = health;
      if (retries?.value != null && !/^\+?\d+$/.test(retries.value))
        report({ span: retries, args: { said: `"${retries.value}" is no number of retries.` } });
    });
  },
});
