import type { ComposeMount, ComposePort } from "./tree.ts";
import type { Span } from "../../core/span.ts";

/** Reads `[address:][published:]target[/protocol]`; an address of version 6 stands in brackets. */
export function shortPort(text: string, span: Span): ComposePort {
  const slash = text.lastIndexOf("/");
  const protocol = slash === -1 ? "tcp" : text.slice(slash + 1);
  const parts = splitColons(slash === -1 ? text : text.slice(0, slash));
  const target = parts.at(-1) ?? "";
  const published = parts.length > 1 ? (parts.at(-2) ?? "") : null;
  const address = parts.length > 2 ? parts.slice(0, -2).join(":") : null;
  return { hostAddress: address, published: published === "" ? null : published, target, protocol, ...span };
}

/** Reads `[source:]target[:options]` of a service's volumes. */
export function shortMount(text: string, span: Span): ComposeMount {
  const parts = splitColons(text);
  const [first = "", second, options = ""] = parts;
  if (second === undefined) return { type: "volume", source: null, target: first, readOnly: false, ...span };
  const path = /^([./~]|[A-Za-z]:[\\/]|\$)/.test(first);
  return {
    type: path ? "bind" : "volume",
    source: first,
    target: second,
    readOnly: options.split(",").includes("ro"),
    ...span,
  };
}

/** Splits on colons outside `${…}` and `[…]`, and not after a drive letter. */
function splitColons(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") depth--;
    else if (
      character === ":" &&
      depth <= 0 &&
      !(at - from === 1 && /[A-Za-z]/.test(text.charAt(from)) && /[\\/]/.test(text.charAt(at + 1)))
    ) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
