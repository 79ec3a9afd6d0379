import type { Span } from "../../core/span.ts";
import type { Entry, NodeReader } from "./nodes.ts";
import { shortMount, shortPort } from "./ports.ts";
import type {
  ComposeBuild,
  ComposeDependency,
  ComposeHealthcheck,
  ComposeLimits,
  ComposeMount,
  ComposePort,
  ComposeService,
  ComposeVariable,
} from "./tree.ts";

/** Reads one service of `services:`. */
export function readService(reader: NodeReader, entry: Entry): ComposeService {
  const node = entry.value;
  const value = (name: string): unknown => reader.find(node, name)?.value;
  const list = (name: string) => reader.texts(value(name), name);
  return {
    name: entry.name,
    nameSpan: entry.keySpan,
    start: entry.keySpan.start,
    end: Math.max(entry.keySpan.end, entry.valueSpan.end),
    keys: reader.keys(node),
    image: reader.field(node, "image"),
    build: buildOf(reader, reader.find(node, "build")),
    ports: portsOf(reader, value("ports")),
    environment: variablesOf(reader, value("environment"), "environment"),
    envFiles: list("env_file"),
    dependsOn: dependenciesOf(reader, value("depends_on")),
    networks: reader.names(value("networks"), "networks"),
    networkMode: reader.field(node, "network_mode"),
    volumes: mountsOf(reader, value("volumes")),
    tmpfs: list("tmpfs"),
    secrets: list("secrets"),
    healthcheck: healthOf(reader, reader.find(node, "healthcheck")),
    user: reader.field(node, "user"),
    privileged: reader.flag(node, "privileged"),
    readOnly: reader.flag(node, "read_only"),
    init: reader.flag(node, "init"),
    capAdd: list("cap_add"),
    capDrop: list("cap_drop"),
    securityOpt: list("security_opt"),
    devices: list("devices"),
    pid: reader.field(node, "pid"),
    ipc: reader.field(node, "ipc"),
    usernsMode: reader.field(node, "userns_mode"),
    restart: reader.field(node, "restart"),
    limits: limitsOf(reader, node),
  };
}

function buildOf(reader: NodeReader, entry: Entry | undefined): ComposeBuild | null {
  if (entry === undefined) return null;
  const { value, valueSpan } = entry;
  const context = reader.text(value);
  if (context === null && !reader.isMap(value)) return null;
  return {
    context: context ?? reader.field(value, "context") ?? ".",
    dockerfile: reader.field(value, "dockerfile"),
    target: reader.field(value, "target"),
    args: variablesOf(reader, reader.find(value, "args")?.value, "args"),
    ...valueSpan,
  };
}

function variablesOf(reader: NodeReader, node: unknown, what: string): readonly ComposeVariable[] {
  if (reader.isMap(node)) {
    return reader.entries(node).map(({ name, keySpan, value, valueSpan }) => ({
      name,
      value: reader.text(value),
      start: keySpan.start,
      end: Math.max(keySpan.end, valueSpan.end),
    }));
  }
  return reader.items(node, what).flatMap(({ node: item, span }): ComposeVariable[] => {
    const text = reader.text(item);
    if (text === null) return [];
    const equals = text.indexOf("=");
    return [
      {
        name: equals === -1 ? text : text.slice(0, equals),
        value: equals === -1 ? null : text.slice(equals + 1),
        ...span,
      },
    ];
  });
}

function portsOf(reader: NodeReader, node: unknown): readonly ComposePort[] {
  return reader.items(node, "ports").flatMap(({ node: item, span }): ComposePort[] => {
    const text = reader.text(item);
    if (text !== null) return [shortPort(text, span)];
    const target = reader.field(item, "target");
    if (target === null) return [];
    return [
      {
        hostAddress: reader.field(item, "host_ip"),
        published: reader.field(item, "published"),
        target,
        protocol: reader.field(item, "protocol") ?? "tcp",
        ...span,
      },
    ];
  });
}

function mountsOf(reader: NodeReader, node: unknown): readonly ComposeMount[] {
  return reader.items(node, "volumes").flatMap(({ node: item, span }): ComposeMount[] => {
    const text = reader.text(item);
    if (text !== null) return [shortMount(text, span)];
    const target = reader.field(item, "target");
    if (target === null) return [];
    return [
      {
        type: reader.field(item, "type") ?? "volume",
        source: reader.field(item, "source"),
        target,
        readOnly: reader.flag(item, "read_only"),
        ...span,
      },
    ];
  });
}

function dependenciesOf(reader: NodeReader, node: unknown): readonly ComposeDependency[] {
  if (!reader.isMap(node))
    return reader
      .texts(node, "depends_on")
      .map(({ text, start, end }) => ({ service: text, condition: "service_started", start, end }));
  return reader.entries(node).map(({ name, keySpan, value, valueSpan }) => ({
    service: name,
    condition: reader.field(value, "condition") ?? "service_started",
    start: keySpan.start,
    end: Math.max(keySpan.end, valueSpan.end),
  }));
}

function healthOf(reader: NodeReader, entry: Entry | undefined): ComposeHealthcheck | null {
  if (entry === undefined || !reader.isMap(entry.value)) return null;
  const node = entry.value;
  const one = reader.field(node, "test");
  const many = reader.texts(reader.find(node, "test")?.value, "test").map((item) => item.text);
  const test = one !== null ? ["CMD-SHELL", one] : many.length > 0 ? many : null;
  const span: Span = { start: entry.keySpan.start, end: Math.max(entry.keySpan.end, entry.valueSpan.end) };
  return {
    disabled: reader.flag(node, "disable") || one === "NONE" || test?.[0] === "NONE",
    test,
    interval: reader.field(node, "interval"),
    timeout: reader.field(node, "timeout"),
    retries: reader.field(node, "retries"),
    startPeriod: reader.field(node, "start_period"),
    ...span,
  };
}

function limitsOf(reader: NodeReader, node: unknown): ComposeLimits {
  const resources = reader.find(reader.find(node, "deploy")?.value, "resources")?.value;
  const limits = reader.find(resources, "limits")?.value;
  return {
    cpus: reader.field(node, "cpus") ?? reader.field(limits, "cpus"),
    memory: reader.field(node, "mem_limit") ?? reader.field(limits, "memory"),
    pids: reader.field(node, "pids_limit") ?? reader.field(limits, "pids"),
  };
}
