import type { Span } from "../../core/span.ts";
import type { LabelKind } from "../settings.ts";
import type { FileView } from "../view.ts";
import { OfLast } from "../../core/of-last.ts";

/** What the image specification says of its own labels. */
const known: Readonly<Record<string, LabelKind>> = {
  "org.opencontainers.image.url": "url",
  "org.opencontainers.image.documentation": "url",
  "org.opencontainers.image.source": "url",
  "org.opencontainers.image.created": "rfc3339",
  "org.opencontainers.image.licenses": "spdx",
};

interface Label {
  readonly key: string;
  readonly value: string;
  readonly span: Span;
}

const ofFile = new OfLast<
  FileView,
  readonly (Label & { readonly kind: LabelKind | null; readonly asked: boolean })[]
>();

/** Labels with a known value that somebody says something of. */
function labelsIn(view: FileView) {
  const { requiredLabels: all } = view.settings;
  const found: (Label & { kind: LabelKind | null; asked: boolean })[] = [];
  view.each("label", ({ pairs }) => {
    for (const { name, value } of pairs) {
      const key = name.value;
      if (key === null) continue;
      const asked = Object.hasOwn(all, key) ? (all[key] ?? null) : null;
      const kind = asked ?? (Object.hasOwn(known, key) ? (known[key] ?? null) : null);
      if (kind === null) continue;
      const text = value?.value ?? null;
      if (value !== null && text !== null) found.push({ key, value: text, span: value, kind, asked: asked !== null });
    }
  });
  return found;
}

/** Labels with a known value that the team asks for; with a kind, those of that kind, the specification's own too. Empty ones only without a kind. */
export function requiredLabels(view: FileView, kind?: LabelKind): readonly Label[] {
  return ofFile
    .of(view, labelsIn)
    .filter((label) => (kind === undefined ? label.asked : label.kind === kind && label.value !== ""));
}
