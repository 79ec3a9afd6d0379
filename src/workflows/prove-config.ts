import { SeaworthyError } from "../core/errors/index.ts";
import type { Limits } from "../core/ports/trial.ts";
import type { ClaimChoice } from "../core/ports/workflows.ts";
import { allClaims } from "../claims/all.gen.ts";
import type { ProveConfig } from "../claims/config/read.ts";
import type { Claim } from "../claims/define.ts";
import type { OwnSpec } from "../claims/own/index.ts";
import type { AppService } from "./application.ts";
import type { Context } from "./context.ts";
import { isTop, parentOf } from "./rate-config.ts";

/** Upper bounds where nobody says otherwise. */
export const defaultLimits: Limits = { readySeconds: 30, stopSeconds: 10, buildSeconds: 900, claimSeconds: 900 };

/** How one service is to be proved: what the command line leaves open, its nearest config says. */
export interface ProveSettings {
  readonly limits: Limits;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** The claims that its own files make. */
  readonly claims: readonly Claim[];
}

interface FoundConfig extends ProveConfig {
  readonly file: string;
  readonly folder: string;
}

/** @throws SeaworthyError `config` or `claims-file` where a file has a mistake */
export async function proveSettings(
  context: Context,
  service: AppService,
  choice: ClaimChoice,
): Promise<ProveSettings> {
  const found = await nearest(context, service.folder);
  const prove = found?.prove ?? {};
  return {
    limits: { ...defaultLimits, ...limitsOf(prove), ...choice.limits },
    only: choice.only.length > 0 ? choice.only : (prove.only ?? []),
    skip: choice.skip.length > 0 ? choice.skip : (prove.skip ?? []),
    claims: await ownClaims(context, service, found, choice.tests ?? []),
  };
}

/**
 * Reads the settings of all services before anything is built, so that a mistake costs no build.
 * @throws SeaworthyError also `claim-unknown` for ids that no claim of any service has
 */
export async function checkSettings(
  context: Context,
  services: readonly AppService[],
  choice: ClaimChoice,
): Promise<void> {
  const known = new Set(allClaims.map((claim) => claim.id));
  const asked = new Set([...choice.only, ...choice.skip]);
  for (const service of services) {
    const { claims, only, skip } = await proveSettings(context, service, choice);
    for (const { id } of claims) known.add(id);
    for (const id of [...only, ...skip]) asked.add(id);
  }
  const unknown = [...asked].filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  throw new SeaworthyError("claim-unknown", {
    what: `There is no claim ${unknown.join(", ")}.`,
    why: "Claims are named by their ids.",
    todo: `Name some of: ${[...known].join(", ")}.`,
  });
}

const limitKeys = [
  ["ready-seconds", "readySeconds"],
  ["stop-seconds", "stopSeconds"],
  ["build-seconds", "buildSeconds"],
  ["claim-seconds", "claimSeconds"],
  ["recovery-seconds", "recoverySeconds"],
  ["rebuild-seconds", "rebuildSeconds"],
  ["smaller-ratio", "smallerRatio"],
] as const;

function limitsOf(prove: ProveConfig["prove"]): Partial<Limits> {
  const said = limitKeys.flatMap(([key, name]) => (prove[key] === undefined ? [] : [[name, prove[key]] as const]));
  return Object.fromEntries(said);
}

/** The config of a folder: the nearest file upwards that says anything of proving, up to the top of the repository. */
async function nearest(context: Context, folder: string): Promise<FoundConfig | null> {
  for (const name of ["seaworthy.toml", "package.json"]) {
    const file = `${folder === "/" ? "" : folder}/${name}`;
    if ((await context.files.kind(file)) !== "file") continue;
    const text = await context.files.readText(file);
    const { readProveConfig } = await import("../claims/config/read.ts");
    const read = await readProveConfig(file, text);
    if (read === null) continue;
    const taken = read.config.claims.filter(({ table }) => allClaims.some((claim) => claim.id === table.id));
    refuse(context, "config", file, [
      ...read.problems,
      ...taken.map(({ table, line }) => ({ line, says: `${table.id} is the id of a claim that seaworthy has itself` })),
    ]);
    return { ...read.config, file, folder };
  }
  const parent = parentOf(folder);
  return parent === null || (await isTop(context, folder)) ? null : nearest(context, parent);
}

async function ownClaims(
  context: Context,
  service: AppService,
  found: FoundConfig | null,
  named: readonly string[],
): Promise<readonly Claim[]> {
  const tables = (found?.claims ?? []).filter(
    ({ table }) => table.service === undefined || table.service === service.plan.service,
  );
  const configured = (found?.prove.tests ?? []).map((path) => `${found?.folder ?? ""}/${path}`);
  const here = await context.files.list(service.folder);
  const names = here.flatMap(({ name, kind }) => (kind === "file" && /\.(?:ya?ml|json)$/.test(name) ? [name] : []));
  if (tables.length === 0 && configured.length === 0 && named.length === 0 && names.length === 0) return [];
  const { ownClaim, readTestFile, specOfTable, testFileKind, withOwnIds } = await import("../claims/own/index.ts");
  const specs: OwnSpec[] = [];
  for (const { table, line } of tables) specs.push(specOfTable(table, `${shown(context, found?.file ?? "")}:${line}`));
  const conventional = names.filter((name) => testFileKind(name) !== null).map((name) => `${service.folder}/${name}`);
  const files = [...conventional, ...configured, ...named.map((path) => context.absolute(path))];
  for (const file of new Set(files)) {
    if ((await context.files.kind(file)) !== "file") throw noFile(shown(context, file));
    const { specs: read, problems } = readTestFile(shown(context, file), await context.files.readText(file));
    refuse(context, "claims-file", file, problems);
    specs.push(...read);
  }
  const taken = allClaims.map((claim) => claim.id);
  return withOwnIds(specs, taken).map(ownClaim);
}

interface Problem {
  readonly line: number;
  readonly column?: number;
  readonly says: string;
}

function refuse(context: Context, code: "config" | "claims-file", file: string, problems: readonly Problem[]): void {
  const said = problems.map(
    ({ line, column, says }) => `${shown(context, file)}:${line}${column === undefined ? "" : `:${column}`}: ${says}`,
  );
  const [first, ...more] = said;
  if (first === undefined) return;
  if (code === "config") {
    throw new SeaworthyError("config", {
      what: `The config has a mistake: ${first}`,
      why: ["A claim or a limit that does not hold as written would go unnoticed.", ...more].join("\n"),
      todo: "Correct it. docs/own-claims.md lists the keys.",
    });
  }
  throw new SeaworthyError("claims-file", {
    what: `The file of tests has a mistake: ${first}`,
    why: ["A test that is not made as written would go unnoticed.", ...more].join("\n"),
    todo: "Correct it, or take the file away. docs/own-claims.md says what is read of it.",
  });
}

function noFile(path: string): SeaworthyError {
  return new SeaworthyError("claims-file", {
    what: `There is no file of tests ${path}.`,
    why: "--tests, and tests under [prove], name container-structure-test and goss files.",
    todo: "Check the path: --tests is relative to the working folder, the config's to the config's own.",
  });
}

/** As a person in the working folder would write it. */
function shown(context: Context, file: string): string {
  const here = `${context.options.cwd}/`;
  return file.startsWith(here) ? file.slice(here.length) : file;
}
