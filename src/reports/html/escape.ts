/** A piece of HTML that is safe to put into a page. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | null | readonly Part[];

/**
 * HTML from a template: texts are escaped, HTML and lists of it are put in as they are. Not called `html`, because formatters lay out templates of
 * that name anew, and inside `pre` every space counts.
 */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return {
    html: pieces.reduce((out, piece, at) => out + piece + (at < parts.length ? render(parts[at] ?? null) : ""), ""),
  };
}

/** Data for a script element of a type that is no program: nothing in it can end the element. */
export function json(value: unknown): Html {
  const text = JSON.stringify(value);
  return { html: text.replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`) };
}

function render(part: Part): string {
  if (part === null) return "";
  if (typeof part === "string") return escapeText(part);
  if (typeof part === "number") return String(part);
  if ("html" in part) return part.html;
  return part.map(render).join("");
}

function escapeText(text: string): string {
  return text
    .replace(/\u001b(?:\[[0-9;:?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)/g, "")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
