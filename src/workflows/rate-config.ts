import { SeaworthyError } from "../core/errors/index.ts";
import type { ConfigChoice } from "../core/ports/workflows.ts";
import { rules } from "../rules/all.gen.ts";
import { unknownNames } from "../rules/config/apply.ts";
import type { ConfigProblem, RateConfig } from "../rules/config/config.ts";
import { configNames } from "../rules/config/names.ts";
import type { Context } from "./context.ts";

/** A config with where it was found. */
export interface FoundConfig {
  readonly config: RateConfig;
  /** Absolute. */
  readonly file: string;
  /** Absolute; what the config's patterns are relative to. */
  readonly folder: string;
}

export interface ConfigOptions {
  readonly choice: ConfigChoice;
  /** Every problem is told and none ends the run. */
  readonly lenient: boolean;
  readonly note: (text: string) => void;
}

/** The config of each folder: the nearest upwards to the top of the repository, each file read once. The files are not merged. */
export class Configs {
  private readonly folders = new Map<string, Promise<FoundConfig | null>>();
  private chosen: Promise<FoundConfig | null> | undefined;

  private readonly context: Context;
  private readonly options: ConfigOptions;

  constructor(context: Context, options: ConfigOptions) {
    this.context = context;
    this.options = options;
  }

  /** @throws SeaworthyError `config` where the config that counts has a mistake */
  async of(folder: string): Promise<FoundConfig | null> {
    const { choice } = this.options;
    if (choice === "none") return null;
    if (choice === "nearest") return this.nearest(folder);
    return (this.chosen ??= this.given(choice.file));
  }

  private nearest(folder: string): Promise<FoundConfig | null> {
    let found = this.folders.get(folder);
    if (found === undefined) this.folders.set(folder, (found = this.search(folder)));
    return found;
  }

  private async search(folder: string): Promise<FoundConfig | null> {
    for (const name of configNames) {
      const file = `${folder === "/" ? "" : folder}/${name}`;
      if ((await this.context.files.kind(file)) !== "file") continue;
      const found = await this.read(file);
      if (found !== null) return found;
      // A misspelt table would leave all of it unread without a word.
      if (name === "seaworthy.toml" && !/^\[\[?(?:prove|claim)\b/m.test(await this.context.files.readText(file)))
        this.options.note(`${this.shown(file)} says nothing of rating: that stands under [rate]`);
    }
    const parent = parentOf(folder);
    return parent === null || (await isTop(this.context, folder)) ? null : this.nearest(parent);
  }

  private async given(path: string): Promise<FoundConfig> {
    const file = this.context.absolute(path);
    if ((await this.context.files.kind(file)) !== "file") {
      throw new SeaworthyError("config", {
        what: `There is no config file ${path}.`,
        why: "--config names a seaworthy.toml, a package.json or a .hadolint.yaml.",
        todo: "Check the path, or leave the option out: the nearest config is found by itself.",
      });
    }
    const found = await this.read(file);
    if (found !== null) return found;
    throw new SeaworthyError("config", {
      what: `${path} says nothing of rating.`,
      why: "A .toml has its words under [rate], a package.json under seaworthy.rate; a .yaml is read as hadolint's.",
      todo: "Add them, or give another file. docs/config.md lists the keys.",
    });
  }

  /** Null where the file says nothing of rating. */
  private async read(file: string): Promise<FoundConfig | null> {
    const text = await this.context.files.readText(file);
    // Most package.json say nothing; the reader need not be loaded to know it.
    if (file.endsWith(".json") && !hasOwnKey(text)) return null;
    const { readConfig } = await import("../rules/config/read.ts");
    const read = readConfig(file, text);
    if (read === null) return null;
    const unknown = unknownNames(read.config, rules).map((name) => unknownName(file, text, name));
    this.tell([...read.problems, ...unknown]);
    return { config: read.config, file, folder: parentOf(file) ?? "/" };
  }

  private tell(problems: readonly ConfigProblem[]): void {
    const said = (one: ConfigProblem): string => `${this.shown(one.file)}:${one.line}: ${one.message}`;
    const errors = this.options.lenient ? [] : problems.filter((one) => one.level === "error");
    for (const one of problems) if (!errors.includes(one)) this.options.note(said(one));
    const [first, ...more] = errors.map(said);
    if (first === undefined) return;
    throw new SeaworthyError("config", {
      what: `The config has a mistake: ${first}`,
      why: ["A bar or a rule that is not in force as written would go unnoticed.", ...more].join("\n"),
      todo: "Correct it, or rate without it: --no-config.",
    });
  }

  /** As a person in the working folder would write it. */
  private shown(file: string): string {
    const here = `${this.context.options.cwd}/`;
    return file.startsWith(here) ? file.slice(here.length) : file;
  }
}

/** The folder above; null for the root of the file system. */
export function parentOf(path: string): string | null {
  const slash = path.lastIndexOf("/");
  if (slash === -1 || path === "/") return null;
  return slash === 0 ? "/" : path.slice(0, slash);
}

/** Whether a folder is the top of a repository: `.git` is a folder, or a file in a worktree or submodule. */
export function isTop(context: Context, folder: string): Promise<boolean> {
  return context.files.exists(`${folder}/.git`);
}

/** Whether a package.json has the object `seaworthy`. */
function hasOwnKey(text: string): boolean {
  if (!text.includes('"seaworthy"')) return false;
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === "object" && manifest !== null && "seaworthy" in manifest;
  } catch {
    return false; // npm would not read it either
  }
}

function unknownName(file: string, text: string, name: string): ConfigProblem {
  const line = text.split("\n").findIndex((one) => one.includes(name)) + 1;
  return { file, line: Math.max(1, line), message: `no rule is called ${name}`, level: "warning" };
}
