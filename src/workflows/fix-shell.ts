import { dimensions } from "../core/finding.ts";
import { type AppliedFix, fixText, type FixOptions } from "../rules/fix.ts";
import type { RateOptions } from "../rules/rate-with.ts";
import type { RateShell } from "./rate-shell.ts";

/** A fixed text with what was done, and what to rate it by. */
export interface Fixed {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
  readonly by: RateOptions;
  /** Whether some fixes were never tried: the file has too many for its length. */
  readonly stopped: boolean;
}

/** A script that a fix changed is asked about again; more rounds than this were never needed. */
const maxRounds = 8;

/** `fixText`, and where ShellCheck was asked too, again and again until it has nothing new to say of the changed scripts. */
export async function fixedBy(
  path: string,
  text: string,
  by: RateOptions,
  kind: NonNullable<FixOptions["kind"]>,
  shell: RateShell,
): Promise<Fixed> {
  const first = fixText(path, text, { ...by, kind });
  if (by.rules === undefined) return { text: first.text, applied: first.applied, by, stopped: first.stopped };
  const known = async (of: string): Promise<RateOptions> => {
    const rules = await shell.rulesFor(by.config, { path, text: of });
    return rules === undefined ? by : { ...by, rules };
  };
  const applied = [...first.applied];
  let now = first;
  let rules = await known(now.text);
  for (let round = 1; round < maxRounds; round++) {
    const next = fixText(path, now.text, { ...rules, kind });
    if (next.text === now.text) {
      now = next;
      break;
    }
    applied.push(...next.applied);
    now = next;
    rules = await known(now.text);
  }
  const was = first.before.scores;
  const is = now.after.scores;
  if (was === null || is === null || dimensions.every((one) => is[one] >= was[one])) {
    return { text: now.text, applied, by: rules, stopped: now.stopped };
  }
  // What ShellCheck says of the new scripts weighs more than what was mended: only our own fixes then.
  const { rules: _shell, ...alone } = by;
  const own = fixText(path, text, { ...alone, kind });
  return { text: own.text, applied: own.applied, by: await known(own.text), stopped: own.stopped };
}
