import { SeaworthyError } from "../core/errors/index.ts";
import type { Fleet, FleetService } from "../core/fleet.ts";
import type { FolderEntry } from "../core/ports/host.ts";
import type { Run } from "../core/ports/workflows.ts";
import type { FleetRecord } from "../records/fleet-point.ts";
import type { Context } from "./context.ts";
import { recordsFolder } from "./record-files.ts";

/** Folders below the one that was asked for; repositories lie a few deep, and a circle of mounts must end. */
const deepest = 12;
/** Files that are read at a time. */
const together = 16;

interface Found extends FleetRecord {
  readonly record: string;
  readonly report: string | null;
}

/**
 * Reads every record below a folder. One that cannot be read is named and left out. Heavy and hidden folders and links
 * are not entered.
 * @throws SeaworthyError `no-record` where there is none
 */
export async function fleet(context: Context, options: { path: string }, run: Run): Promise<Fleet> {
  const root = context.absolute(options.path);
  if ((await context.files.kind(root)) !== "directory") {
    throw new SeaworthyError("no-such-folder", {
      what: `There is no folder ${options.path}.`,
      why: "a page over all records is made from the records below a folder.",
      todo: "Give the folder of a repository, or one that holds several.",
    });
  }
  const services: FleetService[] = [];
  const unread: { file: string; why: string }[] = [];
  let records = 0;
  for (const folder of await foldersWithRecords(context, root, run)) {
    const found = await readFolder(context, root, folder, unread, run);
    records += found.length;
    services.push(...grouped(folder, found));
  }
  if (services.length === 0) {
    throw new SeaworthyError("no-record", {
      what: `There is no record below ${options.path}.`,
      why: `Records lie in ${recordsFolder} of each folder that seaworthy ran on.`,
      todo: "Make one with a run of: seaworthy",
      tried: unread.map((one) => `${one.file}: ${one.why}`),
    });
  }
  return { name: root.replace(/^.*[/\\]/, "") || root, services, records, unread };
}

/** Relative to the root, `.` for itself, sorted. */
async function foldersWithRecords(context: Context, root: string, run: Run): Promise<readonly string[]> {
  const found: string[] = [];
  let level = ["."];
  for (let depth = 0; depth <= deepest && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      run.signal.throwIfAborted();
      const entries = await listed(context, joined(root, folder));
      for (const { name, kind, heavy } of entries) {
        if (kind !== "directory") continue;
        if (name === ".seaworthy") found.push(folder);
        else if (!heavy && !name.startsWith(".")) next.push(folder === "." ? name : `${folder}/${name}`);
      }
    }
    level = next;
  }
  return found.toSorted((a, b) => (a < b ? -1 : 1));
}

/** A folder that may not be listed holds nothing for us. */
function listed(context: Context, folder: string): Promise<readonly FolderEntry[]> {
  return context.files.list(folder).catch((error: unknown) => {
    if (error instanceof SeaworthyError) return [];
    throw error;
  });
}

async function readFolder(
  context: Context,
  root: string,
  folder: string,
  unread: { file: string; why: string }[],
  run: Run,
): Promise<readonly Found[]> {
  const { readFleetRecord } = await import("../records/fleet-point.ts");
  const own = folder === "." ? recordsFolder : `${folder}/${recordsFolder}`;
  const names = (await listed(context, joined(root, own))).filter((one) => one.kind === "file").map((one) => one.name);
  const there = new Set(names);
  const found: Found[] = [];
  const read = async (name: string): Promise<void> => {
    const file = `${own}/${name}`;
    const stem = name.replace(/\.json$/, "");
    try {
      const record = readFleetRecord(await context.files.readText(joined(root, file)), file);
      const report = there.has(`${stem}.html`) ? `${own}/${stem}.html` : null;
      found.push({ ...record, record: there.has(`${stem}.md`) ? `${own}/${stem}.md` : file, report });
    } catch (error) {
      if (!(error instanceof SeaworthyError)) throw error;
      unread.push({ file, why: error.why });
    }
  };
  const jsons = names.filter((name) => name.endsWith(".json"));
  for (let at = 0; at < jsons.length; at += together) {
    run.signal.throwIfAborted();
    await Promise.all(jsons.slice(at, at + together).map(read));
  }
  for (const name of names) {
    const alone = name.endsWith(".md") && !there.has(name.replace(/\.md$/, ".json"));
    if (alone) unread.push({ file: `${own}/${name}`, why: "no evidence (.json) lies beside it" });
  }
  unread.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  return found;
}

/** The services of one folder by name, each with its records by number. */
function grouped(folder: string, found: readonly Found[]): readonly FleetService[] {
  const byName = new Map<string, Found[]>();
  for (const one of found.toSorted((a, b) => a.point.id - b.point.id || (a.record < b.record ? -1 : 1))) {
    const list = byName.get(one.service) ?? [];
    list.push(one);
    byName.set(one.service, list);
  }
  return [...byName].flatMap(([service, records]) => {
    const newest = records.at(-1);
    if (newest === undefined) return [];
    const { framework, claims, skipped, record } = newest;
    const reports = records.toReversed().flatMap(({ point, report }) => {
      return report === null ? [] : [{ id: point.id, date: point.date, path: report }];
    });
    return [{ folder, service, framework, points: records.map((one) => one.point), claims, skipped, record, reports }];
  });
}

const joined = (root: string, path: string): string => (path === "." ? root : `${root}/${path}`);
