const libraries =
  /(?:^|\/)(?:site-packages|dist-packages|node_modules)\/|^(?:usr\/)?(?:local\/)?(?:lib|lib64|libexec|share|include|bin|sbin)\//;
const examples =
  /^usr\/(?:local\/)?share\/(?:doc|man|info|doc-base|help)\/|^usr\/(?:local\/)?lib\/python3[^/]*\/(?:test|idlelib)\/|(?:site-packages|dist-packages|node_modules)\/(?:.*\/)?(?:tests?|testing|__tests__|examples?|docs?|fixtures|testdata|test_data)\//;

/** Whether a path lies in a folder of installed software rather than of the application. */
export function inLibrary(path: string): boolean {
  return libraries.test(path);
}

/** Whether a path holds test data or documentation of installed software, such as Python's own test certificates. */
export function isExamplePath(path: string): boolean {
  return examples.test(path);
}

/** Cryptographic libraries carry the keys of their own self-tests (GnuTLS and others, for FIPS). */
export function isSharedLibrary(path: string): boolean {
  return inLibrary(path) && /\.so(?:\.[\d.]+)?$/.test(path);
}

/** Whether a value stands for a secret without being one: a placeholder, a reference, the examples of manuals. */
export function isPlaceholder(value: string): boolean {
  if (/^[$%<{[]|\$\{|\{\{|^\*+$|^(?:process\.env|os\.environ|env\.)/.test(value)) return true;
  if (
    /EXAMPLE|example\.(?:com|org|net)|^(?:your|my|the|some|dummy|fake|test|sample|change|replace|insert|todo|xxx|none|null|undefined|true|false|user|username|pass|password|secret|postgres|placeholder|localhost)[\w-]*$/i.test(
      value,
    )
  )
    return true;
  return new Set(value).size <= 3;
}

/** Bits per character; words of a language stay below 3.2, random tokens come above it. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Enough to find it again, too little to use it. */
export function redacted(value: string): string {
  const shown = value.length >= 20 ? value.slice(0, 4) : "";
  return `${shown}… (${value.length} characters)`;
}
