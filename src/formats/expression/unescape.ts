const simple: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
  "\n": "",
};

/** The characters that the escapes of a string literal's body stand for; unknown escapes keep their character. */
export function unescapeString(body: string): string {
  if (!body.includes("\\")) return body;
  return body.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\s\S]))/g, (_, hex, unicode, other) => {
    if (typeof hex === "string") return String.fromCharCode(Number.parseInt(hex, 16));
    if (typeof unicode === "string") return String.fromCharCode(Number.parseInt(unicode, 16));
    return simple[String(other)] ?? String(other);
  });
}
