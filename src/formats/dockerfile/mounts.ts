import type { SplitFlag } from "./flags.ts";
import type { Mount, MountOption, ParseError } from "./tree.ts";

const aliases: Readonly<Record<string, string>> = {
  src: "source",
  dst: "target",
  destination: "target",
  ro: "readonly",
  rw: "readwrite",
};
const types = new Set(["bind", "cache", "tmpfs", "secret", "ssh"]);
const bare = new Set(["readonly", "readwrite", "required"]);
const known = new Set([
  "type",
  "from",
  "source",
  "target",
  "readonly",
  "readwrite",
  "id",
  "sharing",
  "required",
  "size",
  "mode",
  "uid",
  "gid",
  "env",
]);

/** Reads a `--mount` flag: fields of a CSV line, each `key=value` or a bare key. */
export function parseMount(flag: SplitFlag, report: (error: ParseError) => void): Mount | null {
  const { mapped } = flag;
  if (mapped === null) return null;
  const options: MountOption[] = [];
  for (const [from, to, quoted] of fields(mapped.text)) {
    const field = quoted ? mapped.text.slice(from, to).replaceAll('""', '"') : mapped.text.slice(from, to);
    const equals = field.indexOf("=");
    const key = (equals === -1 ? field : field.slice(0, equals)).toLowerCase();
    const span = mapped.span(from, to);
    const name = Object.hasOwn(aliases, key) ? (aliases[key] ?? key) : key;
    options.push({
      name,
      value: equals === -1 ? null : field.slice(equals + 1),
      valueSpan: equals === -1 ? null : mapped.span(from + equals + 1, to),
      ...span,
    });
  }
  const mount = mountOf(flag, options);
  check(mount, report);
  return mount;
}

function mountOf(flag: SplitFlag, options: readonly MountOption[]): Mount {
  const last = (name: string): MountOption | undefined => options.findLast((option) => option.name === name);
  const text = (name: string): string | null => last(name)?.value ?? null;
  const type = text("type")?.toLowerCase() ?? "bind";
  const required = last("required");
  return {
    type,
    options,
    target: text("target"),
    source: text("source"),
    from: text("from"),
    id: text("id"),
    sharing: text("sharing")?.toLowerCase() ?? null,
    env: text("env"),
    readonly: isReadonly(type, options),
    required: required !== undefined && truth(required.value),
    start: flag.start,
    end: flag.end,
  };
}

function isReadonly(type: string, options: readonly MountOption[]): boolean {
  const said = options.findLast((option) => option.name === "readonly" || option.name === "readwrite");
  if (said === undefined) return type !== "cache" && type !== "tmpfs";
  return (said.name === "readonly") === truth(said.value);
}

function truth(value: string | null): boolean {
  return value === null || ["1", "t", "T", "true", "TRUE", "True"].includes(value);
}

function check(mount: Mount, report: (error: ParseError) => void): void {
  const refuse = (at: { start: number; end: number }, message: string): void =>
    report({ code: "bad-mount", message, start: at.start, end: at.end });
  for (const option of mount.options) {
    const { name, value } = option;
    if (!known.has(name)) refuse(option, `a mount has no option "${name}"`);
    else if (value === null && !bare.has(name)) refuse(option, `the mount option "${name}" needs a value`);
    else if (name === "from" && value !== null && value.includes("$") && value.indexOf("$") !== value.length - 1)
      refuse(option, "from takes no variable: name a stage instead");
    else if (name === "type" && value !== null && !value.includes("$") && !types.has(value.toLowerCase()))
      refuse(option, `there is no mount type "${value}"`);
    else if (name === "required" && mount.type !== "secret" && mount.type !== "ssh" && types.has(mount.type))
      refuse(option, `a ${mount.type} mount takes no "required"`);
    else if (name === "sharing" && mount.type !== "cache" && types.has(mount.type))
      refuse(option, `a ${mount.type} mount takes no "sharing"`);
    else if (
      name === "sharing" &&
      value !== null &&
      !value.includes("$") &&
      !["shared", "private", "locked"].includes(value.toLowerCase())
    )
      refuse(option, `there is no sharing "${value}"`);
  }
  if (mount.type !== "secret") return;
  if (mount.from !== null) refuse(mount, "a secret mount takes no from");
  if (mount.source === null && mount.target === null && mount.id === null)
    refuse(mount, "a secret mount needs an id or a target");
  if (mount.source !== null && mount.id !== null) refuse(mount, "a secret mount takes a source or an id, not both");
}

/** The stretches of a CSV line's fields; a quoted one without its quotes. */
function fields(text: string): (readonly [number, number, boolean])[] {
  const found: (readonly [number, number, boolean])[] = [];
  for (let at = 0; at <= text.length; at++) {
    if (text.charCodeAt(at) === 34) {
      let close = text.indexOf('"', at + 1);
      while (close !== -1 && text.charCodeAt(close + 1) === 34) close = text.indexOf('"', close + 2);
      if (close === -1) close = text.length;
      found.push([at + 1, close, true]);
      const comma = text.indexOf(",", close);
      at = comma === -1 ? text.length : comma;
      continue;
    }
    const comma = text.indexOf(",", at);
    const to = comma === -1 ? text.length : comma;
    found.push([at, to, false]);
    at = to;
  }
  return found;
}
