import type { Comment } from "./answers.ts";
import { rangeOf } from "./places.ts";
import type { RunSource } from "./scripts.ts";

/** Codes that ShellCheck need not look for: what they tell of is not here, is ours, or is right as it is in a RUN. */
export const excludedCodes: readonly number[] = [
  1003, // a backslash before a closing quote, as sed scripts have it
  1010, // `do` that belongs to no loop, as in `mix do`
  1017, // carriage returns: BuildKit reads lines with either end
  1075, // `else if`: continuations join lines that the author wrote apart
  1090, // a sourced file whose name is a variable
  1091, // a sourced file: it lies in the image
  1128, // where the #! line stands
  2148, // no #! line: the head has it
  2185, // find without a path, which every image's find takes for `.`
  2187, // ash: the head says dash
];

/** What BusyBox's ash understands although POSIX does not have it. */
const knownToAsh: ReadonlySet<number> = new Set([
  3001, 3003, 3010, 3014, 3020, 3028, 3036, 3037, 3039, 3040, 3045, 3046, 3051, 3054, 3057, 3060,
]);

interface Around {
  /** What the comment is at. */
  readonly at: string;
  readonly before: string;
  readonly after: string;
  readonly variables: RunSource["variables"];
}

/** Commands that print one word. */
const oneWord =
  /^(?:\$\(|`)\s*(?:nproc|uname|arch|id|whoami|hostname|dpkg|dpkg-architecture|apk --print-arch|lsb_release|getconf|date|mktemp|pwd|go env|python\d? -c|php -r|node -[pe]|ruby -e|readlink|realpath|dirname|basename|which|command -v|xcrun|rpm -E|git (?:rev-parse|describe)|npm (?:root|prefix|bin)|wc)\b/;
/** An argument that is left out under a condition: quoted, an empty one would be left. */
const optional = /^(?:\$\(|`)\s*(?:\[|test\b|if\b|case\b)/;
const takesList =
  /(?:^|[\s;&|({])(?:apt-get|apt|apt-mark|apk|yum|dnf|microdnf|zypper|pip\d?|npm|yarn|pnpm|pecl|docker-php-ext-install|dpkg|gem|kill|echo|printf|for\s+\w+\s+in)\b[^;&|]*$/;
const listName = /(?:deps?|packages?|pkgs?|flags?|args?|opts?|options|list|files|mark|modules|extensions)\}?$/i;

/** What is noise for one code; a code without an entry never is. */
const noise: Readonly<Record<number, (around: Around) => boolean>> = {
  // `A= B= command`: an empty value on purpose.
  1007: ({ after }) => /^\s*(?:[A-Za-z_]\w*=|[;&|\n]|$)/.test(after),
  // Braces of a template that is no Dockerfile yet.
  1083: ({ before, after }) => /\{\{/.test(before + after),
  // `A && B || true`, `|| exit`: said on purpose.
  2015: ({ after }) => /\|\|\s*(?:true|:|exit|return|echo|\{[^}]*\b(?:exit|return|echo)\b)/.test(after),
  // In single quotes the text of a file for later; only a build argument is gone by then.
  2016: ({ at, variables }) =>
    ![...at.matchAll(/\$\{?(\w+)/g)].some(([, name = ""]) => variables.get(name)?.origin === "arg"),
  // A list of one today, two tomorrow; a pattern or a list in quotes is a mistake.
  2043: ({ at }) => /^[\w./:@+-]+$/.test(at),
  2046: ({ at, before }) => oneWord.test(at) || optional.test(at) || takesList.test(before),
  2086: ({ at, before, after }) =>
    listName.test(at) || (/(?:^|\s)$/.test(before) && /^(?:\s|[;&|)]|$)/.test(after) && takesList.test(before)),
  // The commands that cannot fail, and what hands the failure on at once.
  2155: ({ after }) => /^=["']?(?:\$\(|`)\s*(?:mktemp|nproc|dpkg|uname|date|getconf|id|pwd|arch)\b/.test(after),
  // A variable that ENV or ARG sets is no special one of bash.
  3028: ({ at, variables }) => variables.has(at.replace(/[${}]/g, "")),
  // The program and not the shell's own.
  3036: ({ before }) => /\/echo\s+$/.test(before),
  3037: ({ before }) => /\/echo\s+$/.test(before),
};

/** Whether a comment is wrong or of no use for this script, by what is known of its shell, its variables and its place. */
export function knownNoise(comment: Comment, source: RunSource): boolean {
  const { code } = comment;
  const { shell, text, variables } = source;
  if (code >= 3000 && (shell === null || shell === "bash" || (shell === "ash" && knownToAsh.has(code)))) return true;
  const range = rangeOf(text, comment);
  const test = noise[code];
  if (range === null || test === undefined) return false;
  const { start, end } = range;
  // Enough of both sides to see the command; the whole script would cost its square.
  const before = text.slice(Math.max(0, start - 500), start);
  return test({ at: text.slice(start, end), before, after: text.slice(end, end + 500), variables });
}
