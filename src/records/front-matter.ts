import type { FrontMatter } from "../core/record.ts";

/** A value of the front matter as it was written: text, a list, or a map of one level. `null` where the file says null or nothing. */
export type FrontValue = string | null | readonly string[] | Readonly<Record<string, string | null>>;

/** Fields by name, in the order of the file. Values are verbatim: no escapes, dates or numbers are guessed, so Windows paths stay whole. */
export type FrontFields = ReadonlyMap<string, FrontValue>;

const key = /^([A-Za-z_][\w-]*):/;

/**
 * Reads the small part of YAML that records use: scalars, flow lists, block lists and one level of map. Tolerant on purpose: such files are
 * written by hand, with `:` and `\` in plain text, where a strict YAML reader gives up on the whole file.
 */
export function readFrontFields(lines: readonly string[]): FrontFields {
  const fields = new Map<string, FrontValue>();
  let open: { name: string; list: string[]; map: Record<string, string | null> } | null = null;
  const close = (): void => {
    if (open === null) return;
    if (open.list.length > 0) fields.set(open.name, open.list);
    else if (Object.keys(open.map).length > 0) fields.set(open.name, open.map);
    else fields.set(open.name, null);
    open = null;
  };
  for (const line of lines) {
    const top = key.exec(line);
    if (top?.[1] !== undefined) {
      close();
      const rest = line.slice(top[0].length).trim();
      if (rest === "") open = { name: top[1], list: [], map: {} };
      else fields.set(top[1], flowList(rest) ?? scalar(rest));
      continue;
    }
    if (open === null) continue;
    const text = line.trim();
    const pair = key.exec(text);
    if (text === "-" || /^-[ \t]/.test(text)) open.list.push(scalar(text.slice(1).trim()) ?? "");
    else if (pair?.[1] !== undefined) open.map[pair[1]] = scalar(text.slice(pair[0].length).trim());
  }
  close();
  return fields;
}

function scalar(text: string): string | null {
  if (text === "" || text === "null" || text === "~") return null;
  if (text.length >= 2 && text.startsWith("'") && text.endsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (text.length >= 2 && text.startsWith('"') && text.endsWith('"')) {
    if (/^"[A-Za-z]:\\[^\\]/.test(text)) return text.slice(1, -1); // a Windows path: its `\t` is no tab
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === "string") return value;
    } catch {
      return text.slice(1, -1);
    }
  }
  return text;
}

function flowList(text: string): readonly string[] | null {
  if (!text.startsWith("[") || !text.endsWith("]")) return null;
  const parts: string[] = [""];
  let quote = "";
  const inside = text.slice(1, -1);
  for (let at = 0; at < inside.length; at += 1) {
    const char = inside.charAt(at);
    const part = parts.at(-1) ?? "";
    if (quote === "" && char === ",") parts.push("");
    else {
      if (quote === "" && (char === '"' || char === "'") && part.trim() === "") quote = char;
      else if (char === quote) quote = "";
      parts[parts.length - 1] = part + char + (quote === '"' && char === "\\" ? inside.charAt((at += 1)) : "");
    }
  }
  return parts.map((part) => scalar(part.trim()) ?? "").filter((part) => part !== "");
}

function isList(value: readonly string[] | Readonly<Record<string, string | null>>): value is readonly string[] {
  return Array.isArray(value);
}

/** The fields under their types; what the file lacks is empty, and named in `missing`. */
export function typedFront(fields: FrontFields): { readonly front: FrontMatter; readonly missing: readonly string[] } {
  const text = (name: string): string => {
    const value = fields.get(name);
    return typeof value === "string" ? value : "";
  };
  const list = (name: string): readonly string[] => {
    const value = fields.get(name) ?? [];
    if (typeof value === "string") return [value];
    return isList(value) ? value : [];
  };
  const links = fields.get("links") ?? "";
  const link = (name: string): string | null =>
    typeof links === "string" || isList(links) ? null : (links[name] ?? null);
  const id = Number.parseInt(text("id"), 10);
  const front: FrontMatter = {
    id: Number.isSafeInteger(id) ? id : 0,
    title: text("title"),
    stage: text("stage"),
    date: text("date"),
    surface: text("surface"),
    model: text("model"),
    feature: text("feature"),
    branch: text("branch"),
    user: text("user"),
    command: text("command"),
    labels: list("labels"),
    links: { spec: link("spec"), ticket: link("ticket"), adr: link("adr"), pr: link("pr") },
    files: list("files"),
    tests: list("tests"),
  };
  return { front, missing: Object.keys(front).filter((name) => !fields.has(name)) };
}

/** Front matter as YAML that a strict reader takes too, in the order of the record's shape, without the `---` lines. */
export function writeFront(front: FrontMatter): string {
  const block = (name: string, items: readonly string[]): string[] =>
    items.length === 0 ? [`${name}: []`] : [`${name}:`, ...items.map((entry) => ` - ${plain(entry)}`)];
  const { links } = front;
  return [
    `id: ${front.id}`,
    `title: ${plain(front.title)}`,
    `stage: ${plain(front.stage)}`,
    `date: ${front.date}`,
    `surface: ${plain(front.surface)}`,
    `model: ${plain(front.model)}`,
    `feature: ${plain(front.feature)}`,
    `branch: ${plain(front.branch)}`,
    `user: ${plain(front.user)}`,
    `command: ${plain(front.command)}`,
    `labels: [${front.labels.map((label) => flow(label)).join(",")}]`,
    "links:",
    `  spec: ${orNull(links.spec)}`,
    `  ticket: ${orNull(links.ticket)}`,
    `  adr: ${orNull(links.adr)}`,
    `  pr: ${orNull(links.pr)}`,
    ...block("files", front.files),
    ...block("tests", front.tests),
    "",
  ].join("\n");
}

const orNull = (text: string | null): string => (text === null ? "null" : plain(text));

/** A text as a YAML scalar: as it is where YAML would read the same text back, quoted otherwise. */
function plain(text: string): string {
  const risky =
    text === "" ||
    text !== text.trim() ||
    /^[-?:,[\]{}#&*!|>'"%@`=<]/.test(text) ||
    /: |:$| #|[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]|[\ud800-\udfff]/.test(text) ||
    /^(?:null|~|true|false|yes|no|on|off|[-+.\d][\d_.:eExXoO+a-fA-F-]*)$/i.test(text) ||
    /^(?:---|\.\.\.)/.test(text);
  return risky ? JSON.stringify(text) : text;
}

function flow(text: string): string {
  return /[,[\]{}]/.test(text) ? JSON.stringify(text) : plain(text);
}
