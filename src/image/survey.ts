import type { ImageInspection, InspectedLinks, InspectedSecret } from "../core/inspection.ts";
import { machineOfArchitecture } from "../formats/elf/index.ts";
import type { FinalView, ImageArchive, ViewChange } from "../formats/image-archive/index.ts";
import { commandsOf } from "./checks/history.ts";
import { runChecks } from "./checks/run.ts";
import { emptyPasswords } from "./checks/users.ts";
import { ChangeTable, wasteOf } from "./contents/changes.ts";
import { DiveTable } from "./contents/dive.ts";
import { dangerousModes } from "./contents/modes.ts";
import type { SystemFiles } from "./contents/text-files.ts";
import { inspectImage } from "./inspect.ts";
import { closure } from "./links/closure.ts";
import { interpreters, startOf, variable } from "./links/interpreters.ts";
import { distributionOf, purl } from "./packages/purl.ts";
import { type Program, ProgramCollector } from "./programs/collect.ts";

export interface SurveyOptions {
  /** False leaves out the search for secrets, the slowest part. */
  readonly secrets: boolean;
  /** Told of every change that a layer makes. */
  readonly onChange?: (change: ViewChange) => void;
}

/** An inspection, and the merged view of the image that it was made from. */
export interface Survey {
  readonly inspection: ImageInspection;
  readonly view: FinalView;
}

/** Reads an image once and answers everything about it. @throws SeaworthyError as openImage does */
export async function surveyImage(name: string, image: ImageArchive, options: SurveyOptions): Promise<Survey> {
  const changes = new ChangeTable();
  const dive = new DiveTable();
  const collector = new ProgramCollector();
  const found = await inspectImage(image, {
    secrets: options.secrets,
    ahead: true,
    collectors: [dive, collector],
    onChange: (change) => {
      changes.take(change);
      options.onChange?.(change);
    },
  });
  const { view, files, bytes, wastedBytes, user } = found;
  const { config, manifest } = image;
  const { programs, gaps } = await collector.programs(image, view);
  const dead = await changes.deadContent(image);
  const text = (path: string): string => files.text(path, view);
  const distribution = distributionOf(text("etc/os-release") || text("usr/lib/os-release"));
  const packages = [...found.packages, ...inside(programs)].toSorted(byKindAndName);
  const links = linksOf(programs, view, image, files);
  const accounts = { passwd: text("etc/passwd"), group: text("etc/group"), shadow: text("etc/shadow") };
  const modes = dangerousModes(view);
  const secrets = options.secrets ? found.secrets.map((one): InspectedSecret => ({ ...one })) : null;
  const findings = runChecks({
    image,
    view,
    user,
    accounts,
    ...modes,
    secrets,
    packages,
    links,
    dead,
    machine: machineOfArchitecture(config.platform.split("/")[1] ?? ""),
    commands: image.layers.map((layer) => commandsOf(layer.instruction)),
  });
  const inspection: ImageInspection = {
    image: {
      name,
      tags: manifest.tags,
      id: manifest.imageId,
      digest: manifest.digest,
      format: manifest.format,
      platform: config.platform,
      created: wholeSeconds(config.created),
      bytes,
      entrypoint: config.entrypoint,
      cmd: config.cmd,
      workdir: config.workdir,
      exposed: config.exposed,
      volumes: config.volumes,
      healthcheck: config.healthcheck?.test ?? null,
      distribution: distribution === null ? null : `${distribution.id} ${distribution.version}`.trim(),
    },
    layers: image.layers.map((layer, at) => ({
      digest: layer.digest,
      size: found.layers[at]?.size ?? 0,
      storedBytes: layer.storedBytes,
      compression: layer.compression,
      instruction: layer.instruction,
      files: found.layers[at]?.files ?? 0,
      ...changes.changes(at),
      wastedBytes: found.layers[at]?.wastedBytes ?? 0,
    })),
    wastedBytes,
    efficiency: bytes === 0 ? 1 : 1 - wastedBytes / bytes,
    waste: wasteOf(dead),
    dive: dive.figures(dead, wastedBytes),
    user: {
      declared: user.declared,
      uid: user.uid,
      gid: user.gid,
      name: user.name,
      root: user.root,
      problem: user.problem,
    },
    secrets,
    ...modes,
    emptyPasswords: emptyPasswords(accounts.passwd, accounts.shadow),
    packages: packages.map((one) => ({ ...one, purl: purl(one.kind, one.name, one.version, distribution) })),
    links,
    findings,
    errors: [...gaps, ...found.unreadPackages],
  };
  await found.verify();
  return { inspection, view };
}

/** `2026-01-02T03:04:05.678Z` -> `2026-01-02T03:04:05Z`; null for anything that is no time. */
function wholeSeconds(created: string): string | null {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(created) ? new Date(created) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString().replace(/\.\d+Z$/, "Z");
}

function inside(programs: readonly Program[]): readonly Omit<ImageInspection["packages"][number], "purl">[] {
  return programs.flatMap(({ packages, final }) =>
    packages.map((one) => ({ ...one, path: final.path, layer: final.layer })),
  );
}

function linksOf(
  programs: readonly Program[],
  view: FinalView,
  image: ImageArchive,
  files: SystemFiles,
): InspectedLinks {
  const machines = new Map<string, number>();
  for (const { elf } of programs) if (elf !== null) machines.set(elf.machine, (machines.get(elf.machine) ?? 0) + 1);
  const folders = (variable(image.config, "LD_LIBRARY_PATH") ?? "").split(":").filter((one) => one.startsWith("/"));
  return {
    machines: Object.fromEntries([...machines].toSorted(([, a], [, b]) => b - a)),
    ...closure(programs, view, { libraryPath: folders, configured: files.loaderFolders(view) }),
    interpreters: interpreters(programs, view, image.config),
    start: startOf(programs, view, image.config),
  };
}

function byKindAndName(
  a: { readonly kind: string; readonly name: string; readonly path: string },
  b: { readonly kind: string; readonly name: string; readonly path: string },
): number {
  const [one, other] = [`${a.kind}\0${a.name}\0${a.path}`, `${b.kind}\0${b.name}\0${b.path}`];
  return one < other ? -1 : one > other ? 1 : 0;
}
