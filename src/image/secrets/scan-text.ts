import { entropy, inLibrary, isExamplePath, isPlaceholder, isSharedLibrary, redacted } from "./known.ts";
import { plainAssignment, quotedAssignment, secretName, secretPatterns } from "./patterns.ts";

/** A secret in a text. `value` is redacted. */
export interface TextSecret {
  readonly rule: string;
  readonly title: string;
  readonly value: string;
  /** Where it starts in the text. */
  readonly at: number;
}

/** Characters before an anchor that may belong to its match, and the longest match. */
const before = 160;
export const longestMatch = 4096;

/** What stands in installed software as a matter of course is told apart by where it stands. */
export interface Place {
  readonly library: boolean;
  /** A library with the keys of its own self-tests. */
  readonly selfTests: boolean;
}

export function placeOf(path: string): Place {
  return { library: inLibrary(path), selfTests: isSharedLibrary(path) };
}

/** Literals of which every token contains one. */
export function anchorsIn({ library }: Pick<Place, "library">): readonly string[] {
  return secretPatterns.filter((pattern) => pattern.inLibraries || !library).flatMap((pattern) => pattern.anchors);
}

/** A text in which anchors are looked up: a string, or a piece of a file. */
export interface Searched {
  /** Where the first anchor at `from` or later begins, or -1. */
  next(from: number): number;
  slice(from: number, to: number): string;
}

/** Finds tokens of published forms and private keys. */
export function scanTokens(text: Searched, { library, selfTests }: Place): readonly TextSecret[] {
  let found: Map<string, TextSecret> | null = null;
  // What lies in the window has been looked at.
  for (let hit = text.next(0); hit !== -1; hit = text.next(hit + longestMatch - before * 2)) {
    const from = Math.max(0, hit - before);
    const window = text.slice(from, hit + longestMatch);
    found ??= new Map();
    for (const pattern of secretPatterns) {
      if ((library && !pattern.inLibraries) || (selfTests && pattern.id === "private-key")) continue;
      for (const match of window.matchAll(pattern.regex)) {
        const value = match[1] ?? match[0];
        if (isPlaceholder(value)) continue;
        const at = from + match.index;
        found.set(`${pattern.id} ${at}`, { rule: pattern.id, title: pattern.title, value: redacted(value), at });
      }
    }
  }
  return found === null ? [] : [...found.values()];
}

const anchors = new RegExp(
  anchorsIn({ library: false })
    .map((literal) => literal.replaceAll(".", "\\."))
    .join("|"),
  "g",
);

function searchedText(text: string): Searched {
  return {
    next(from) {
      anchors.lastIndex = from;
      return anchors.exec(text)?.index ?? -1;
    },
    slice: (from, to) => text.slice(from, to),
  };
}

const programText = /\.(?:py|js|mjs|cjs|ts|tsx|jsx|rb|php|go|java|cs|rs|json|ya?ml|toml|ini|cfg|conf|properties|xml)$/;
const environmentFile = /(?:^|\/)(?:\.env(?:\.[\w.-]+)?|[\w.-]+\.env|\.npmrc|\.pypirc|\.netrc|credentials)$/;

/** Whether a file is of a kind in which secrets are found by the names they are assigned to: one of the application's own. */
export function hasAssignments(path: string): boolean {
  return (environmentFile.test(path) || programText.test(path)) && !inLibrary(path);
}

/** Finds secrets by the names they are assigned to, in a file that has assignments. */
export function scanAssignments(text: string, path: string): readonly TextSecret[] {
  const found: TextSecret[] = [];
  const add = (name: string, value: string, at: number, random: boolean): void => {
    if (!secretName.test(name) || isPlaceholder(value)) return;
    if (random && (entropy(value) < 3.2 || !/\d/.test(value) || !/[A-Za-z]/.test(value))) return;
    found.push({ rule: "assigned-secret", title: `value of ${name}`, value: redacted(value), at });
  };
  if (environmentFile.test(path)) {
    for (const match of text.matchAll(plainAssignment)) add(match[1] ?? "", match[2] ?? "", match.index, false);
  } else {
    for (const match of text.matchAll(quotedAssignment)) add(match[1] ?? "", match[2] ?? "", match.index, true);
  }
  return found;
}

/** Finds secrets in a variable of the image's configuration, or in a recorded instruction. A weak password is one too. */
export function scanDeclared(text: string): readonly TextSecret[] {
  const found: TextSecret[] = [...scanTokens(searchedText(text), { library: false, selfTests: false })];
  for (const match of text.matchAll(plainAssignment)) {
    const [, name = "", value = ""] = match;
    if (!secretName.test(name) || /^[$<{]|\$\{/.test(value)) continue;
    found.push({ rule: "declared-secret", title: `value of ${name}`, value: redacted(value), at: match.index });
  }
  return found;
}

export function worthScanning(path: string): boolean {
  return !isExamplePath(path);
}
