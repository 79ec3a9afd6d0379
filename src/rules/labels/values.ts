import type { Span } from "../../core/span.ts";
import type { LabelKind, Settings } from "../settings.ts";
import type { FileView } from "../view.ts";

/** What the image specification says of its own labels. */
const known: Readonly<Record<string, LabelKind>> = {
  "org.opencontainers.image.url": "url",
  "org.opencontainers.image.documentation": "url",
  "org.opencontainers.image.source": "url",
  "org.opencontainers.image.created": "rfc3339",
  "org.opencontainers.image.licenses": "spdx",
};

/** Labels with a known value that the team asks for; with a kind, those of that kind, the specification's own too. Empty ones only without a kind. */
export function requiredLabels(
  view: FileView,
  settings: Settings,
  kind?: LabelKind,
): readonly { readonly key: string; readonly value: string; readonly span: Span }[] {
  const found: { key: string; value: string; span: Span }[] = [];
  view.each("label", ({ pairs }) => {
    for (const { name, value } of pairs) {
      const key = name.value;
      if (key === null || value?.value == null || (kind !== undefined && value.value === "")) continue;
      const asked = Object.hasOwn(settings.requiredLabels, key) ? settings.requiredLabels[key] : undefined;
      const is =
        kind === undefined
          ? asked !== undefined
          : (asked ?? (Object.hasOwn(known, key) ? known[key] : undefined)) === kind;
      if (is) found.push({ key, value: value.value, span: value });
    }
  });
  return found;
}
