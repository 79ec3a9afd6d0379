import type { EnvVariable } from "../core/facts.ts";
import type { ServicePlan, StackPlan } from "../core/plan.ts";
import { comment } from "./words.ts";

/** The text of compose.yaml for a stack: health-gated, hardened, on one named network, with nothing secret in it. */
export function renderCompose(stack: StackPlan): string {
  const ports = hostPorts(stack.services);
  const volumes = stack.services.flatMap((service) => volumesOf(service).map(([name]) => name));
  const what =
    stack.services.length === 1
      ? `${stack.services[0]?.service ?? "The service"}.`
      : `${stack.services.map((s) => s.service).join(", ")}, each started when what it needs is healthy.`;
  return [
    ...comment(`${stack.name}: ${what} \`docker compose up --wait\` returns when all of it is healthy.`),
    `name: ${stack.name}`,
    "services:",
    ...stack.services.flatMap((service, i) => renderService(stack, service, stack.services.slice(0, i), ports)),
    "networks:",
    `  ${stack.network}: { name: ${stack.network} }`,
    ...(volumes.length === 0 ? [] : ["volumes:", ...volumes.map((name) => `  ${name}:`)]),
    "",
  ].join("\n");
}

function renderService(
  stack: StackPlan,
  service: ServicePlan,
  earlier: readonly ServicePlan[],
  ports: ReadonlyMap<ServicePlan, number>,
): string[] {
  const needed = earlier.filter((other) => service.upstreams.some((u) => u.name === other.service));
  const volumes = volumesOf(service);
  const passing = service.writable.filter((w) => !w.lasting);
  const { uid, gid } = service.user;
  const tmpfs = passing.map((w) => quoted(w.path === "/tmp" ? "/tmp" : `${w.path}:uid=${uid},gid=${gid}`));
  return [
    `  ${service.service}:`,
    `    image: ${service.image}:latest`,
    `    build: ${quoted(service.path === "." ? "." : service.path.startsWith("..") ? service.path : `./${service.path}`)}`,
    service.published
      ? `    ports: ["${ports.get(service) ?? service.port}:${service.port}"]`
      : `    expose: ["${service.port}"]`,
    ...environment(stack, service),
    ...(needed.length === 0
      ? []
      : ["    depends_on:", ...needed.map((other) => `      ${other.service}: { condition: service_healthy }`)]),
    ...(volumes.length === 0
      ? []
      : [
          ...comment(`Kept: ${reasons(service, true)}.`, "    "),
          `    volumes: [${volumes.map(([name, path]) => quoted(`${name}:${path}`)).join(", ")}]`,
        ]),
    "    read_only: true",
    ...(tmpfs.length === 0 ? [] : [`    tmpfs: [${tmpfs.join(", ")}]`]),
    ...(service.init === true
      ? ["    # The application has no handler for SIGTERM: as process 1 it would not end on it.", "    init: true"]
      : []),
    "    cap_drop: [ALL]",
    '    security_opt: ["no-new-privileges:true"]',
    "    pids_limit: 256",
    `    networks: [${stack.network}]`,
  ];
}

function reasons(service: ServicePlan, lasting: boolean): string {
  return service.writable
    .filter((w) => w.lasting === lasting)
    .map((w) => `${w.path} (${w.why})`)
    .join(", ");
}

/** Addresses of siblings, what must be given, and what is passed on where it is set. Never a value that is secret. */
function environment(stack: StackPlan, service: ServicePlan): string[] {
  const lines: string[] = [];
  const optional: EnvVariable[] = [];
  for (const upstream of service.upstreams) {
    const sibling = stack.services.find((other) => other.service === upstream.name && other !== service);
    if (upstream.env !== null && sibling !== undefined)
      lines.push(`      ${upstream.env}: ${scalar(addressOf(upstream.default, sibling))}`);
  }
  const given = new Set(lines.map((line) => line.trim().split(":")[0]));
  for (const variable of service.env) {
    if (given.has(variable.name) || !/^[A-Za-z_]\w*$/.test(variable.name)) continue;
    if (variable.required && variable.default === null)
      lines.push(`      ${variable.name}: "\${${variable.name}:?is required (${place(variable)})}"`);
    else if (!/^(?:PORT|HOST)$/.test(variable.name)) optional.push(variable);
  }
  const passed =
    optional.length === 0
      ? []
      : [
          "      # Passed on where it is set; the defaults are the code's own.",
          ...optional.map((v) => `      ${v.name}:`),
        ];
  return lines.length + passed.length === 0 ? [] : ["    environment:", ...lines, ...passed];
}

function place(variable: EnvVariable): string {
  return `${variable.evidence.file}:${variable.evidence.line}`.replaceAll(/[^\w./: -]/g, "_");
}

/** The sibling's address in the form that the code's default has: its scheme and path are kept. */
function addressOf(fallback: string | null, sibling: ServicePlan): string {
  const match = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*([/?#].*)?$/i.exec(fallback ?? "");
  return `${match?.[1] ?? "http://"}${sibling.service}:${sibling.port}${match?.[2] ?? ""}`;
}

function volumesOf(service: ServicePlan): [string, string][] {
  const seen = new Map<string, number>();
  return service.writable
    .filter((w) => w.lasting)
    .map((w) => {
      const last = w.path.split("/").findLast((part) => part !== "") ?? "data";
      const name = `${service.service}-${last.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return [count === 1 ? name : `${name}-${count}`, w.path];
    });
}

/** Two services cannot have one port of the host: the later one takes the next that is free. */
function hostPorts(services: readonly ServicePlan[]): Map<ServicePlan, number> {
  const taken = new Set<number>();
  const ports = new Map<ServicePlan, number>();
  for (const service of services.filter((s) => s.published)) {
    let port = service.port < 1024 ? service.port + 8000 : service.port;
    while (taken.has(port)) port += 1;
    taken.add(port);
    ports.set(service, port);
  }
  return ports;
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) && !/^[.\d]*$/.test(text) ? text : JSON.stringify(text).replaceAll("$", "$$$$");
}

function scalar(text: string): string {
  return /^[A-Za-z][\w.:/-]*$/.test(text) ? text : JSON.stringify(text).replaceAll("$", "$$$$");
}
