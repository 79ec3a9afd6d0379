import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync } from "node:fs";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Owner } from "../core/ports/owner.ts";
import { fileError } from "./file-error.ts";

/**
 * Temporary files and folders of this run, written down before they are made: one list a process, in a folder that only
 * this user may write. The next run removes what the lists of dead processes name.
 */
export class TemporaryRegistry {
  private readonly owner: Owner;
  private readonly base: string;
  private readonly paths = new Set<string>();
  private list: string | null = null;
  private writing: Promise<void> = Promise.resolve();

  /** `base` is where temporary folders go; the system's own place where absent. */
  constructor(owner: Owner, base: string = tmpdir()) {
    this.owner = owner;
    this.base = base;
  }

  /** A fresh folder that only this user may enter. */
  async folder(prefix: string): Promise<string> {
    const random = crypto.randomUUID().slice(0, 6);
    const folder = join(this.base, `seaworthy-${prefix.replaceAll(/[^A-Za-z0-9.-]/g, "-")}-${random}`);
    try {
      await this.add(folder);
      await mkdir(folder, { mode: 0o700 });
      return folder;
    } catch (error) {
      await this.drop(folder).catch(() => {});
      throw fileError("make a temporary folder in", this.base, error);
    }
  }

  async add(path: string): Promise<void> {
    this.paths.add(path);
    const list = this.ownList();
    await this.inTurn(() => appendFile(list, `${JSON.stringify(path)}\n`));
  }

  async drop(path: string): Promise<void> {
    if (!this.paths.delete(path)) return;
    const list = this.ownList();
    await this.inTurn(async () => {
      const left = (await readFile(list, "utf8"))
        .split("\n")
        .filter((line) => line !== "" && line !== JSON.stringify(path));
      if (left.length === 0) await rm(list, { force: true });
      else await writeFile(list, left.map((line) => `${line}\n`).join(""));
    });
  }

  /** Removes all that this run made and its list. To be called at the end, also after Ctrl-C. */
  async removeOwn(): Promise<void> {
    for (const path of this.paths) {
      await rm(path, { recursive: true, force: true }).catch(() => {});
      await this.drop(path).catch(() => {});
    }
  }

  /** Removes what the lists of dead processes name; answers the paths. */
  sweep(): readonly string[] {
    let folder: string;
    try {
      folder = this.listFolder();
    } catch {
      return []; // Nothing can be written there, and so nothing was left there; what needs the folder says so itself.
    }
    const removed: string[] = [];
    for (const name of readdirSync(folder)) {
      if (this.owner.isAlive(decodeURIComponent(name))) continue;
      const list = join(folder, name);
      for (const path of readList(list)) if (removeMarked(path)) removed.push(path);
      unlinkSync(list);
    }
    return removed;
  }

  private ownList(): string {
    this.list ??= join(this.listFolder(), encodeURIComponent(this.owner.token));
    return this.list;
  }

  /** `seaworthy-UID` below the base. One that belongs to someone else is not used: its lists could name anything. */
  private listFolder(): string {
    const uid = process.getuid?.() ?? 0;
    const folder = join(this.base, `seaworthy-${uid}`);
    makeFolder(folder, this.base);
    const status = lstatSync(folder);
    if (!status.isDirectory() || (process.getuid !== undefined && status.uid !== uid)) {
      throw fileError("use", folder, Object.assign(new Error("it belongs to another user"), { code: "EPERM" }));
    }
    return folder;
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const next = this.writing.then(work);
    this.writing = next.catch(() => {});
    return next;
  }
}

/** Not with `recursive`, which never comes back from a base such as /proc/missing (Node 20). */
function makeFolder(folder: string, base: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return;
    throw fileError("make a temporary folder in", base, error);
  }
}

function readList(path: string): string[] {
  const out: string[] = [];
  for (const line of readFileSync(path, "utf8").split("\n")) {
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === "string") out.push(value);
    } catch {
      // An empty last line, or half a line from a process that was killed while it wrote: nothing was made yet.
    }
  }
  return out;
}

/** Only names that seaworthy gives are removed, whatever a list says. */
function removeMarked(path: string): boolean {
  const name = basename(path);
  if (!/^seaworthy-.+-[A-Za-z0-9]{6}$/.test(name) && !/^\..+\.seaworthy-[0-9a-f]{12}$/.test(name)) return false;
  try {
    lstatSync(path);
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
