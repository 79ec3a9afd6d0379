import type { ContainerState } from "../core/ports/engine.ts";
import type { Json } from "./json.ts";

const statuses = ["created", "running", "paused", "restarting", "exited", "dead"] as const;

/** A container from one element of `container inspect`. */
export function containerState(container: Json): ContainerState {
  const state = container.at("State");
  const status = statusOf(state.at("Status").text);
  // Podman 4.3 calls it Healthcheck before a first run of it, docker Health always.
  const health = state.at("Health").present ? state.at("Health") : state.at("Healthcheck");
  return {
    id: container.at("Id").text,
    name: container.at("Name").text.replace(/^\//, ""),
    image: container.at("Config", "Image").text || container.at("ImageName").text,
    status,
    exitCode: status === "exited" || status === "dead" ? state.at("ExitCode").number : null,
    oomKilled: state.at("OOMKilled").truth,
    health: healthOf(health.at("Status").text),
    healthLog: health.at("Log").items.map((entry) => ({
      exitCode: entry.at("ExitCode").number,
      output: entry.at("Output").text,
    })),
    pid: state.at("Pid").number,
    startedAt: state.at("StartedAt").text,
    addresses: addresses(container.at("NetworkSettings")),
    ports: ports(container.at("NetworkSettings", "Ports")),
    labels: container.at("Config", "Labels").record,
  };
}

/** Podman has more words: `configured` and `initialized` before the start, `stopping`, `stopped` and `removing` about the end. */
function statusOf(word: string): ContainerState["status"] {
  const known = statuses.find((status) => status === word);
  if (known !== undefined) return known;
  if (word === "configured" || word === "initialized") return "created";
  if (word === "stopping") return "running";
  return word === "removing" ? "dead" : "exited";
}

function healthOf(word: string): ContainerState["health"] {
  return word === "starting" || word === "healthy" || word === "unhealthy" ? word : "none";
}

function addresses(settings: Json): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [network, there] of settings.at("Networks").entries) {
    const address = there.at("IPAddress").text;
    if (address !== "") out[network] = address;
  }
  return out;
}

function ports(published: Json): Record<number, number> {
  const out: Record<number, number> = {};
  for (const [port, hosts] of published.entries) {
    const host = hosts.items[0]?.at("HostPort").text ?? "";
    if (host !== "") out[Number.parseInt(port, 10)] = Number(host);
  }
  return out;
}
