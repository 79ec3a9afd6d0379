import { type YamlEntry, YamlFile } from "../yaml-file/index.ts";
import { matcher, textMatcher } from "./matcher.ts";
import { type GossAttribute, type GossFile, type GossKind, gossKinds, type GossResource } from "./tree.ts";

interface Shape {
  /** The key that may stand in place of the resource's own. */
  readonly name: string;
  readonly attributes: readonly string[];
  /** Attributes that are texts of many lines. */
  readonly texts?: readonly string[];
  readonly settings?: readonly string[];
}

/** The resources that can be looked at in an image or a running service. */
const shapes: Partial<Record<GossKind, Shape>> = {
  command: { name: "exec", attributes: ["exit-status"], texts: ["stdout", "stderr"], settings: ["timeout"] },
  file: {
    name: "path",
    attributes: [
      "exists",
      "mode",
      "size",
      "owner",
      "uid",
      "group",
      "gid",
      "filetype",
      "linked-to",
      "md5",
      "sha256",
      "sha512",
    ],
    texts: ["contents", "contains"],
  },
  group: { name: "groupname", attributes: ["exists", "gid"] },
  http: {
    name: "url",
    attributes: ["status"],
    texts: ["headers", "body"],
    settings: [
      "allow-insecure",
      "no-follow-redirects",
      "timeout",
      "request-body",
      "username",
      "password",
      "ca-file",
      "cert-file",
      "key-file",
      "proxy",
      "method",
    ],
  },
  package: { name: "name", attributes: ["installed", "versions"] },
  port: { name: "port", attributes: ["listening", "ip"] },
  process: { name: "comm", attributes: ["running"] },
  user: { name: "username", attributes: ["exists", "uid", "gid", "groups", "home", "shell"] },
};

/** Reads a goss file, YAML or JSON. Never throws for what the text holds. */
export function readGossFile(text: string): GossFile {
  const template = /\{\{/.exec(text);
  if (template !== null) {
    const before = text.slice(0, template.index).split("\n");
    const says = "a template ({{ … }}) is not filled in here; render it first with `goss render`";
    return {
      resources: [],
      problems: [{ line: before.length, column: (before.at(-1) ?? "").length + 1, says }],
    };
  }
  const file = new YamlFile(text);
  const resources = file.entries(file.root, "the file", gossKinds).flatMap((table) => {
    const kind = gossKinds.find((one) => one === table.name);
    return kind === undefined ? [] : file.entries(table.value, table.name).map((entry) => resource(file, kind, entry));
  });
  return { resources, problems: file.problems };
}

function resource(file: YamlFile, kind: GossKind, entry: YamlEntry): GossResource {
  const shape = shapes[kind];
  const what = `${kind} ${entry.name}`;
  const bare = { kind, name: entry.name, title: null, line: entry.line, requestHeaders: [] };
  if (shape === undefined) return { ...bare, skip: false, attributes: [], settings: {} };
  const known = [
    shape.name,
    ...shape.attributes,
    ...(shape.texts ?? []),
    ...(shape.settings ?? []),
    ...(kind === "http" ? ["request-headers"] : []),
    "title",
    "meta",
    "skip",
  ];
  const attributes: GossAttribute[] = [];
  const settings: Record<string, string> = {};
  let found: GossResource = { ...bare, skip: false, attributes, settings };
  for (const { name, value, line } of file.entries(entry.value, what, known)) {
    const says = `${name} of ${what}`;
    if (name === "skip") found = { ...found, skip: file.boolean(value, says) === true };
    else if (name === "title") found = { ...found, title: file.text(value, says) };
    else if (name === shape.name) found = { ...found, name: file.text(value, says) ?? entry.name };
    else if (name === "request-headers") found = { ...found, requestHeaders: file.texts(value, says) };
    else if (shape.texts?.includes(name) === true)
      attributes.push({ name: name === "contains" ? "contents" : name, matcher: textMatcher(file, value, says), line });
    else if (shape.attributes.includes(name)) attributes.push({ name, matcher: matcher(file, value, says), line });
    else if (shape.settings?.includes(name) === true) settings[name] = file.text(value, says) ?? "";
  }
  if (attributes.length === 0 && !found.skip)
    file.problems.push({ line: entry.line, column: entry.column, says: `${what} expects nothing` });
  return found;
}
