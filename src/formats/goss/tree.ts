import type { FileProblem } from "../yaml-file/index.ts";

/** Plain data as YAML and JSON know it. */
export type GossValue = string | number | boolean | null | readonly GossValue[] | { readonly [key: string]: GossValue };

/** What a value must be like. `lines`: one pattern of a text that is read line by line. */
export type GossMatcher =
  | { readonly op: "equal"; readonly value: GossValue }
  | { readonly op: "have-prefix" | "have-suffix" | "contain-substring"; readonly text: string }
  | { readonly op: "match-regexp"; readonly pattern: RegExp; readonly text: string }
  | { readonly op: "lines"; readonly negated: boolean; readonly pattern: RegExp | null; readonly text: string }
  | { readonly op: "gt" | "ge" | "lt" | "le" | "have-len"; readonly number: number }
  | { readonly op: "have-key"; readonly text: string }
  | { readonly op: "not" | "contain-element"; readonly of: GossMatcher }
  | { readonly op: "and" | "or" | "contain-elements" | "consist-of"; readonly all: readonly GossMatcher[] }
  | { readonly op: "semver-constraint"; readonly text: string }
  | { readonly op: "gjson"; readonly paths: Readonly<Record<string, GossMatcher>> };

/** One expected attribute, such as `exists` or `mode`. */
export interface GossAttribute {
  readonly name: string;
  readonly matcher: GossMatcher;
  readonly line: number;
}

export const gossKinds = [
  "addr",
  "command",
  "dns",
  "file",
  "gossfile",
  "group",
  "http",
  "interface",
  "kernel-param",
  "matching",
  "mount",
  "package",
  "port",
  "process",
  "service",
  "user",
] as const;

export type GossKind = (typeof gossKinds)[number];

/** One tested thing: a file, a port, a URL … */
export interface GossResource {
  readonly kind: GossKind;
  /** The key, or what the file says in its place (`path`, `exec`, `url` …). */
  readonly name: string;
  readonly title: string | null;
  readonly line: number;
  readonly skip: boolean;
  readonly attributes: readonly GossAttribute[];
  /** What says how to look rather than what to find, as texts. */
  readonly settings: Readonly<Record<string, string>>;
  readonly requestHeaders: readonly string[];
}

export interface GossFile {
  readonly resources: readonly GossResource[];
  readonly problems: readonly FileProblem[];
}
