import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type ParsedNode,
  visit,
  type YAMLMap,
} from "yaml";
import type { Span } from "../../core/span.ts";
import type { ComposeError, ComposeKey, ComposeText } from "./tree.ts";

/** One entry of a mapping: its key, and its value with aliases followed. */
export interface Entry {
  readonly name: string;
  readonly keySpan: Span;
  readonly value: unknown;
  /** Of the value as it stands here, so of the alias where there is one. */
  readonly valueSpan: Span;
}

const noEntries: ReadonlyMap<string, Entry> = new Map();
const deepestMerge = 8;
const mostMerges = 10_000;

/** Reads YAML nodes as compose does: aliases followed, `<<` merged, scalars as texts. What has the wrong shape is reported and passed over. */
export class NodeReader {
  private readonly targets = new Map<Alias, unknown>();
  private readonly read = new Map<YAMLMap, ReadonlyMap<string, Entry>>();
  private readonly report: (error: ComposeError) => void;
  private merges = 0;

  constructor(document: Document.Parsed, report: (error: ComposeError) => void) {
    this.report = report;
    const anchors = new Map<string, unknown>();
    visit(document, {
      Alias: (_key, alias) => void this.targets.set(alias, anchors.get(alias.source)),
      Value: (_key, node) => void (node.anchor !== undefined && anchors.set(node.anchor, node)),
    });
  }

  private follow(node: unknown): unknown {
    return isAlias(node) ? this.targets.get(node) : node;
  }

  entries(node: unknown): readonly Entry[] {
    return [...this.map(node).values()];
  }

  find(node: unknown, name: string): Entry | undefined {
    return this.map(node).get(name);
  }

  private map(node: unknown): ReadonlyMap<string, Entry> {
    const map = this.follow(node);
    if (!isMap(map)) return noEntries;
    let entries = this.read.get(map);
    if (entries === undefined) this.read.set(map, (entries = this.readMap(map)));
    return entries;
  }

  private readMap(map: YAMLMap): ReadonlyMap<string, Entry> {
    const entries = new Map<string, Entry>();
    const merged: Entry[] = [];
    for (const entry of this.ownEntries(map)) {
      if (entry.name === "<<") merged.push(...this.mergeSources(entry.value, 0));
      else if (entries.has(entry.name))
        this.report({ code: "bad-yaml", message: `the key ${entry.name} stands here twice`, ...entry.keySpan });
      else entries.set(entry.name, entry);
    }
    for (const entry of merged) if (!entries.has(entry.name)) entries.set(entry.name, entry);
    return entries;
  }

  private ownEntries(map: YAMLMap): Entry[] {
    const entries: Entry[] = [];
    for (const pair of map.items) {
      if (!isPair(pair)) continue;
      const name = this.text(pair.key);
      if (name === null) continue;
      const keySpan = spanOf(pair.key) ?? { start: 0, end: 0 };
      entries.push({
        name,
        keySpan,
        value: this.follow(pair.value),
        valueSpan: spanOf(pair.value) ?? { start: keySpan.end, end: keySpan.end },
      });
    }
    return entries;
  }

  /** What `<<` brings in may itself merge; depth and number are bounded, so that no file can make this grow without end. */
  private mergeSources(value: unknown, depth: number): Entry[] {
    const sources = isSeq(value) ? value.items.map((item) => this.follow(item)) : [this.follow(value)];
    return sources.filter(isMap).flatMap((map) => {
      if (depth > deepestMerge || ++this.merges > mostMerges) return [];
      const own = this.ownEntries(map);
      return [
        ...own.filter((entry) => entry.name !== "<<"),
        ...own.filter((entry) => entry.name === "<<").flatMap((entry) => this.mergeSources(entry.value, depth + 1)),
      ];
    });
  }

  /** A scalar as it is written, without its quotes; null for an empty one and for lists and mappings. */
  text(node: unknown): string | null {
    const scalar = this.follow(node);
    if (!isScalar(scalar) || scalar.value === null) return null;
    return typeof scalar.value === "string" ? scalar.value : (scalar.source ?? null);
  }

  field(node: unknown, name: string): string | null {
    return this.text(this.find(node, name)?.value);
  }

  flag(node: unknown, name: string): boolean {
    return this.field(node, name)?.toLowerCase() === "true";
  }

  /** The items of a list, each with its node and place; a scalar or mapping where a list should stand is reported. */
  items(node: unknown, what: string): readonly { readonly node: unknown; readonly span: Span }[] {
    const list = this.follow(node);
    if (isSeq(list))
      return list.items.map((item) => ({ node: this.follow(item), span: spanOf(item) ?? { start: 0, end: 0 } }));
    if (list !== null && list !== undefined && !(isScalar(list) && list.value === null)) {
      this.report({ code: "bad-shape", message: `${what} is a list`, ...(spanOf(list) ?? { start: 0, end: 0 }) });
    }
    return [];
  }

  /** The texts of a list, or the one text that stands in its place. */
  texts(node: unknown, what: string): readonly ComposeText[] {
    const only = this.text(node);
    if (only !== null) return [{ text: only, ...(spanOf(node) ?? { start: 0, end: 0 }) }];
    return this.items(node, what).flatMap(({ node: item, span }) => {
      const text = this.text(item) ?? this.field(item, "path") ?? this.field(item, "source");
      return text === null ? [] : [{ text, ...span }];
    });
  }

  /** The texts of a list, or the names of a mapping. */
  names(node: unknown, what: string): readonly ComposeText[] {
    const map = this.follow(node);
    return isMap(map)
      ? this.entries(map).map((entry) => ({ text: entry.name, ...entry.keySpan }))
      : this.texts(node, what);
  }

  isMap(node: unknown): boolean {
    return isMap(this.follow(node));
  }

  keys(node: unknown): ReadonlyMap<string, ComposeKey> {
    return new Map(
      this.entries(node).map(({ name, keySpan, value, valueSpan }) => [
        name,
        { key: keySpan, value: valueSpan, scalar: this.text(value) },
      ]),
    );
  }
}

export function spanOf(node: unknown): Span | null {
  const range = isRanged(node) ? node.range : undefined;
  return range === undefined || range === null ? null : { start: range[0], end: range[1] };
}

function isRanged(node: unknown): node is ParsedNode {
  return isAlias(node) || isMap(node) || isScalar(node) || isSeq(node);
}
