import { parseDocument } from "yaml";
import { LineMap } from "../../core/span.ts";
import { NodeReader } from "./nodes.ts";
import { readService } from "./service.ts";
import type { ComposeError, ComposeFile, ComposeResource } from "./tree.ts";

/** Reads a compose file. Never throws: what is no YAML or has the wrong shape is in `errors`, and the rest is read all the same. */
export function parseCompose(text: string): ComposeFile {
  const errors: ComposeError[] = [];
  try {
    return read(text, errors);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      ...nothing(text),
      errors: [...errors, { code: "bad-yaml", message: `the file can not be read: ${message}`, start: 0, end: 0 }],
    };
  }
}

function nothing(text: string): ComposeFile {
  return {
    text,
    lines: new LineMap(text),
    name: null,
    keys: new Map(),
    services: [],
    networks: [],
    volumes: [],
    secrets: [],
    configs: [],
    errors: [],
  };
}

function read(text: string, errors: ComposeError[]): ComposeFile {
  const document = parseDocument(text, { logLevel: "silent", prettyErrors: false, uniqueKeys: false });
  for (const { message, pos } of document.errors)
    errors.push({ code: "bad-yaml", message, start: pos[0], end: Math.min(pos[1], text.length) });
  const reader = new NodeReader(document, (error) => errors.push(error));
  const root = document.contents;
  if (root !== null && !reader.isMap(root))
    errors.push({
      code: "bad-shape",
      message: "a compose file is a mapping",
      start: root.range[0],
      end: root.range[1],
    });
  const services = reader.find(root, "services");
  if (services !== undefined && !reader.isMap(services.value) && services.valueSpan.end > services.valueSpan.start) {
    errors.push({ code: "bad-shape", message: "services is a mapping", ...services.valueSpan });
  }
  const resources = (name: string): ComposeResource[] =>
    reader.entries(reader.find(root, name)?.value).map(({ name: own, keySpan, value, valueSpan }) => ({
      name: own,
      external: reader.flag(value, "external") || reader.isMap(reader.find(value, "external")?.value),
      internal: reader.flag(value, "internal"),
      keys: reader.keys(value),
      start: keySpan.start,
      end: Math.max(keySpan.end, valueSpan.end),
    }));
  return {
    text,
    lines: new LineMap(text),
    name: reader.field(root, "name"),
    keys: reader.keys(root),
    services: reader.entries(services?.value).map((entry) => readService(reader, entry)),
    networks: resources("networks"),
    volumes: resources("volumes"),
    secrets: resources("secrets"),
    configs: resources("configs"),
    errors,
  };
}
