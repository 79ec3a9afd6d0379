import type { Finding } from "../../src/core/finding.ts";
import { parseDockerfile, printDockerfile } from "../../src/formats/dockerfile/index.ts";
import { fixText, rateText, type FixResult, type RateOptions, type Rule } from "../../src/rules/index.ts";

// Files put out of shape, and what must hold for any of them. Also used by bench/mutate.mjs.

/** Numbers from 0 up to below 1, always the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What readers stumble over: ends of lines, escapes, quotes, openers of every kind, characters that are no text. */
const inserted =
  "\0|\r|\r\n|\n|\\|\\\n|`|`\n|'|\"|$|${|}|$(|)|((|[|]|{|<<|<<EOF\n|<<-'E'\n|EOF\n|#|# escape=`\n|&&|\\||;|=| |\t|--|--mount=|--from=|FROM |\nRUN |\nONBUILD |\ufeff|\ufffd|\ud800|\u2028|\u00a0|é|😀".split(
    /(?<!\\)\|/,
  );

/** The mutant of one number: one to eight changes of one of the texts, now and then with lines of another. */
export function mutant(texts: readonly string[], number: number): string {
  const random = chance(Math.imul(number + 1, 0x9e3779b1));
  const below = (end: number): number => Math.floor(random() * end);
  const pick = <T>(list: readonly T[], other: T): T => list[below(list.length)] ?? other;
  let text = pick(texts, "");
  for (let left = 1 + below(8); left > 0; left--) {
    const at = below(text.length + 1);
    const end = Math.min(text.length, at + 1 + below(random() < 0.8 ? 8 : 400));
    switch (below(7)) {
      case 0: // One bit of one character.
        text =
          text.slice(0, at) + String.fromCharCode((text.charCodeAt(at) || 32) ^ (1 << below(8))) + text.slice(at + 1);
        break;
      case 1:
        text = text.slice(0, at) + text.slice(end);
        break;
      case 2:
        text = text.slice(0, end) + text.slice(at, end).repeat(1 + below(3)) + text.slice(end);
        break;
      case 3: {
        const other = pick(texts, "").split("\n");
        const from = below(other.length);
        const lines = text.split("\n");
        lines.splice(below(lines.length + 1), below(3), ...other.slice(from, from + 1 + below(6)));
        text = lines.join("\n");
        break;
      }
      case 4: {
        // The bytes as they are read from a damaged file.
        const bytes = Buffer.from(text);
        if (bytes.length > 0) bytes[below(bytes.length)] = below(256);
        text = bytes.toString();
        break;
      }
      default:
        text = text.slice(0, at) + pick(inserted, "\0") + text.slice(at);
    }
  }
  return text;
}

/** What does not hold for a text: reading gives it back, no rule fails, fixing ends, parses no worse, and is done at once. */
export function faultsOf(text: string, rules?: readonly Rule[]): readonly string[] {
  const rated: RateOptions = { profile: "all", ...(rules === undefined ? {} : { rules }) };
  const fixing = { ...rated, kind: "suggested" } as const;
  try {
    const faults: string[] = [];
    if (printDockerfile(parseDockerfile(text)) !== text) faults.push("printed, it is another text");
    const rating = rateText("Dockerfile", text, rated);
    faults.push(...rating.findings.filter(failed).map(({ message }) => message));
    const fixed = fixText("Dockerfile", text, fixing);
    if (fixed.after.errors > fixed.before.errors) faults.push("fixed, it has more errors");
    faults.push(...fixed.after.findings.filter(failed).map(({ message }) => `fixed: ${message}`));
    const again = fixText("Dockerfile", fixed.text, fixing);
    if (again.text !== fixed.text) faults.push(`fixed twice, it is another text: ${rulesOf(again)}`);
    return faults;
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

function failed(finding: Finding): boolean {
  return finding.slug === "internal";
}

function rulesOf(result: FixResult): string {
  return result.applied.map(({ slug }) => slug).join(", ");
}
