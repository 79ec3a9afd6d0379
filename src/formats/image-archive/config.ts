import { archiveError } from "./errors.ts";
import { list, number, object, string, strings, textMap } from "./json.ts";

/** One row of the history, oldest first. */
export interface ImageHistory {
  readonly createdBy: string;
  /** True for instructions that made no layer. */
  readonly emptyLayer: boolean;
  readonly comment: string;
}

export interface ImageHealthcheck {
  /** As written: `["CMD", …]`, `["CMD-SHELL", line]` or `["NONE"]`. */
  readonly test: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly startPeriodSeconds: number;
  readonly retries: number;
}

/** What an image says about how it is run. Absent texts are empty. */
export interface ImageConfig {
  readonly platform: string;
  /** RFC 3339, as written. */
  readonly created: string;
  readonly user: string;
  readonly env: readonly string[];
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly workdir: string;
  /** `8000/tcp`, sorted. */
  readonly exposed: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly healthcheck: ImageHealthcheck | null;
  readonly stopSignal: string;
  readonly history: readonly ImageHistory[];
  /** Digests of the uncompressed layers, lowest first. */
  readonly diffIds: readonly string[];
}

/** Reads the configuration document of an image (docker and OCI write the same fields). */
export function readConfig(value: unknown): ImageConfig {
  const root = object(value);
  const rootfs = object(root?.["rootfs"]);
  if (root === null || rootfs === null) {
    throw archiveError(
      "image-archive-malformed",
      "The image configuration is not what it should be.",
      "It has no rootfs.",
    );
  }
  const config = object(root["config"]) ?? {};
  const health = object(config["Healthcheck"]);
  return {
    platform: [string(root["os"]), string(root["architecture"]), string(root["variant"])]
      .filter((part) => part !== "")
      .join("/"),
    created: string(root["created"]),
    user: string(config["User"]),
    env: strings(config["Env"], "Env"),
    entrypoint: command(config["Entrypoint"], "Entrypoint"),
    cmd: command(config["Cmd"], "Cmd"),
    workdir: string(config["WorkingDir"]),
    exposed: Object.keys(object(config["ExposedPorts"]) ?? {}).sort(),
    volumes: Object.keys(object(config["Volumes"]) ?? {}).sort(),
    labels: textMap(config["Labels"]),
    healthcheck: health === null ? null : healthcheck(health),
    stopSignal: string(config["StopSignal"]),
    history: list(root["history"], "history").map(historyRow),
    diffIds: strings(rootfs["diff_ids"], "rootfs.diff_ids"),
  };
}

function command(value: unknown, where: string): readonly string[] | null {
  return value === null || value === undefined ? null : strings(value, where);
}

function healthcheck(health: Readonly<Record<string, unknown>>): ImageHealthcheck {
  const seconds = (key: string): number => number(health[key]) / 1e9;
  return {
    test: strings(health["Test"], "Healthcheck.Test"),
    intervalSeconds: seconds("Interval"),
    timeoutSeconds: seconds("Timeout"),
    startPeriodSeconds: seconds("StartPeriod"),
    retries: number(health["Retries"]),
  };
}

function historyRow(value: unknown): ImageHistory {
  const row = object(value) ?? {};
  return {
    createdBy: string(row["created_by"]),
    emptyLayer: row["empty_layer"] === true,
    comment: string(row["comment"]),
  };
}

/** The instruction that made each layer, by matching the history's rows that made one; empty where the history does not fit. */
export function layerInstructions(config: ImageConfig): readonly string[] {
  const rows = config.history.filter((row) => !row.emptyLayer);
  if (rows.length !== config.diffIds.length) return config.diffIds.map(() => "");
  return rows.map((row) => instructionText(row.createdBy));
}

/** An instruction as a person wrote it: without the builder's `/bin/sh -c #(nop)` and `# buildkit`. */
export function instructionText(createdBy: string): string {
  const text = createdBy.replace(/# buildkit$/, "").trim();
  const nop = /^\/bin\/sh -c #\(nop\)\s(.*)$/s.exec(text);
  if (nop?.[1] !== undefined) return nop[1].trim();
  const run = /^(?:RUN )?(?:\|\d+ .*?)?\/bin\/(?:ba)?sh (?:-o pipefail )?-c (.*)$/s.exec(text);
  return run?.[1] === undefined ? text : `RUN ${run[1].trim()}`;
}
