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

const anchors = new RegExp(secretPatterns.map((pattern) => pattern.anchor).join("|"), "g");
const libraryAnchors = new RegExp(
  secretPatterns
    .filter((pattern) => pattern.inLibraries)
    .map((pattern) => pattern.anchor)
    .join("|"),
  "g",
);

/** Characters before an anchor that may belong to its match, and the longest match. */
const before = 160;
export const longestMatch = 4096;

/** Finds tokens of published forms and private keys in a piece of a file. */
export function scanTokens(text: string, path: string): readonly TextSecret[] {
  const library = inLibrary(path);
  const selfTests = isSharedLibrary(path);
  const anchor = library ? libraryAnchors : anchors;
  anchor.lastIndex = 0;
  const found = new Map<string, TextSecret>();
  for (let hit = anchor.exec(text); hit !== null; hit = anchor.exec(text)) {
    const from = Math.max(0, hit.index - before);
    const window = text.slice(from, hit.index + longestMatch);
    for (const pattern of secretPatterns) {
      if ((library && !pattern.inLibraries) || (selfTests && pattern.id === "private-key")) continue;
      for (const match of window.matchAll(pattern.regex)) {
        const value = match[1] ?? match[0];
        if (isPlaceholder(value)) continue;
        const at = from + match.index;
        found.set(`${pattern.id} ${at}`, { rule: pattern.id, title: pattern.title, value: redacted(value), at });
      }
    }
    // What lies in the window has been looked at.
    anchor.lastIndex = Math.max(anchor.lastIndex, hit.index + longestMatch - before * 2);
  }
  return [...found.values()];
}

const programText = /\.(?:py|js|mjs|cjs|ts|tsx|jsx|rb|php|go|java|cs|rs|json|ya?ml|toml|ini|cfg|conf|properties|xml)$/;
const environmentFile = /(?:^|\/)(?:\.env(?:\.[\w.-]+)?|[\w.-]+\.env|\.npmrc|\.pypirc|\.netrc|credentials)$/;

/** Finds secrets by the names they are assigned to, in the application's own files. */
export function scanAssignments(text: string, path: string): readonly TextSecret[] {
  if (inLibrary(path)) return [];
  const found: TextSecret[] = [];
  const add = (name: string, value: string, at: number, random: boolean): void => {
    if (!secretName.test(name) || isPlaceholder(value)) return;
    if (random && (entropy(value) < 3.2 || !/\d/.test(value) || !/[A-Za-z]/.test(value))) return;
    found.push({ rule: "assigned-secret", title: `value of ${name}`, value: redacted(value), at });
  };
  if (environmentFile.test(path)) {
    for (const match of text.matchAll(plainAssignment)) add(match[1] ?? "", match[2] ?? "", match.index, false);
  } else if (programText.test(path)) {
    for (const match of text.matchAll(quotedAssignment)) add(match[1] ?? "", match[2] ?? "", match.index, true);
  }
  return found;
}

/** Finds secrets in a variable of the image's configuration, or in a recorded instruction. A weak password is one too. */
export function scanDeclared(text: string): readonly TextSecret[] {
  const found: TextSecret[] = [...scanTokens(text, "")];
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
