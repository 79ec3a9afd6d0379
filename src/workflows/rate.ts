import { SeaworthyError } from "../core/errors/index.ts";
import { inOneLine } from "../core/errors/in-one-line.ts";
import type { Bar, RatedFile, RateOptions, Ratings, Run, WireOptions } from "../core/ports/workflows.ts";
// From their own files: through the room's door the readers of configs would be loaded with every rating.
import type { RateConfig } from "../rules/config/config.ts";
import { fileKindOf } from "../rules/file-name.ts";
import { type ComposeReader, type RateOptions as RuleOptions, rateWith } from "../rules/rate-with.ts";
import type { RepositoryFacts } from "../rules/repository.ts";
import type { Context } from "./context.ts";
import { Configs, parentOf } from "./rate-config.ts";
import { readAhead } from "./rate-read.ts";
import { RateShell } from "./rate-shell.ts";
import { Surroundings } from "./rate-surroundings.ts";
import { noDockerfile, type Target, targetsOf } from "./rate-targets.ts";

export { repositoryOf } from "./rate-surroundings.ts";

/** A rating with what it was made by, so that a fix can be made by the same. */
export interface Judged {
  readonly file: RatedFile;
  /** Whether the text came from standard input. */
  readonly piped: boolean;
  readonly by: RuleOptions;
}

/** Rates files, standard input (`-`), patterns and whole folders. One unreadable file does not end the others. */
export async function rate(context: Context, options: RateOptions, run: Run): Promise<Ratings> {
  return { files: (await judge(context, options, run)).map((one) => one.file) };
}

/** The same with what each rating was made by. */
export async function judge(
  context: Context,
  options: RateOptions,
  run: Run,
  shell: RateShell = new RateShell(context, options, run),
): Promise<readonly Judged[]> {
  const note = (text: string): void => run.observer.on({ kind: "note", level: "warning", text });
  const configs = configsFor(context, options, run);
  const around = surroundings(context, options.remembered === true);
  const out: Judged[] = [];
  const paths = options.paths.length === 0 ? ["."] : options.paths;
  const done = new Set<string>();
  const judgeAll = async (targets: readonly Target[], root: string | null): Promise<void> => {
    if (targets.length === 0) return;
    const elsewhere = await inThreads(context, targets, root, options, run);
    for (const file of elsewhere ?? []) out.push({ file, piped: false, by: {} });
    if (elsewhere !== null) await shell.tell(root === null ? undefined : (await configs.of(root))?.config);
    else out.push(...(await judgeTargets(context, targets, root, options, configs, around, run, shell)));
  };
  /** Files that were named one after the other, as a shell's pattern names them: they are read ahead like a folder's. */
  const named: Target[] = [];
  for (const path of paths) {
    run.signal.throwIfAborted();
    if (path === "-") {
      await judgeAll(named.splice(0), null);
      out.push(await fromStdin(context, options, configs, around, shell));
      continue;
    }
    const { files, root } = await targetsOf(context, path, configs, note);
    if (files.length === 0 && paths.length === 1) throw noDockerfile(path);
    const fresh = files.filter(({ absolute }) => !done.has(absolute));
    for (const { absolute } of fresh) done.add(absolute);
    if (root === null) named.push(...fresh);
    else {
      await judgeAll(named.splice(0), null);
      await judgeAll(fresh, root);
    }
  }
  await judgeAll(named, null);
  return out;
}

async function judgeTargets(
  context: Context,
  targets: readonly Target[],
  root: string | null,
  options: RateOptions,
  configs: Configs,
  around: Surroundings,
  run: Run,
  shell: RateShell,
): Promise<readonly Judged[]> {
  const out: Judged[] = [];
  const config = root === null ? undefined : (await configs.of(root))?.config;
  if (root !== null && targets.length > 1) await around.prime(root);
  for await (const { target, text } of shell.ahead(config, readAhead(context, targets))) {
    run.signal.throwIfAborted();
    out.push(await fromFile(target, text, options, configs, around, shell));
  }
  return out;
}

/** Part of a rating, for a thread. */
export interface RateTask {
  readonly wire: WireOptions;
  readonly options: RateOptions;
  readonly targets: readonly Target[];
  readonly root: string | null;
}

/** Whether a message is a task; both ends are of one build, so its parts need no look. */
export function isRateTask(task: unknown): task is RateTask {
  return typeof task === "object" && task !== null && "wire" in task && "targets" in task;
}

/** The thread's side of a rating. */
export async function rateTask(context: Context, task: RateTask, run: Run): Promise<readonly RatedFile[]> {
  const { targets, root, options } = task;
  const configs = configsFor(context, options, run);
  const around = surroundings(context, true);
  const shell = new RateShell(context, options, run);
  const judgements = await judgeTargets(context, targets, root, options, configs, around, run, shell);
  return judgements.map((one) => one.file);
}

/** So many files make up for the start of the threads. */
const worthThreads = 200;

/** The ratings of files by several threads; null where one does as well. */
async function inThreads(
  context: Context,
  targets: readonly Target[],
  root: string | null,
  options: RateOptions,
  run: Run,
): Promise<readonly RatedFile[] | null> {
  const { jobs = 1 } = options;
  if (jobs < 2 || targets.length < worthThreads || context.rateInThreads === undefined) return null;
  // Several tasks for each thread, so that none waits long for the last.
  const size = Math.ceil(targets.length / (jobs * 4));
  const tasks: RateTask[] = [];
  for (let at = 0; at < targets.length; at += size) {
    const part = targets.slice(at, at + size);
    tasks.push({ wire: context.options, options: { ...options, lenient: true }, targets: part, root });
  }
  return (await context.rateInThreads(tasks, jobs, run.signal)).flat();
}

const remembered = new WeakMap<Context, Surroundings>();

function surroundings(context: Context, again: boolean): Surroundings {
  const known = again ? remembered.get(context) : undefined;
  if (known !== undefined) return known;
  const fresh = new Surroundings(context);
  remembered.set(context, fresh);
  return fresh;
}

/** The configs that an option chose, told of through the observer. */
export function configsFor(context: Context, options: Pick<RateOptions, "config" | "lenient">, run: Run): Configs {
  const note = (text: string): void => run.observer.on({ kind: "note", level: "warning", text });
  return new Configs(context, { choice: options.config ?? "nearest", lenient: options.lenient === true, note });
}

let readCompose: ComposeReader = () => {
  throw new TypeError("the reader of compose files was not loaded before one was rated");
};

/** Loads what rating a file takes: for a Dockerfile nothing more than is here. */
async function readyFor(path: string): Promise<void> {
  if (fileKindOf(path) === "compose") readCompose = (await import("../formats/compose/index.ts")).parseCompose;
}

async function fromStdin(
  context: Context,
  options: RateOptions,
  configs: Configs,
  around: Surroundings,
  shell: RateShell,
): Promise<Judged> {
  const text = options.stdin ?? "";
  if (options.stdinName === undefined) {
    const found = await configs.of(context.options.cwd);
    const rules = await shell.rulesFor(found?.config, { path: "-", text });
    return { ...judged("-", text, { profile: options.profile, config: found?.config, rules }, null), piped: true };
  }
  const absolute = context.absolute(options.stdinName);
  return { ...(await inPlace(options.stdinName, absolute, text, options, configs, around, shell)), piped: true };
}

async function fromFile(
  { shown, absolute }: Target,
  text: string | SeaworthyError,
  options: RateOptions,
  configs: Configs,
  around: Surroundings,
  shell: RateShell,
): Promise<Judged> {
  if (text instanceof SeaworthyError) {
    const problem = inOneLine(text);
    const file = { path: shown, parsed: false, problem, scores: null, findings: [], text: null };
    return { file, piped: false, by: {} };
  }
  return inPlace(shown, absolute, text, options, configs, around, shell);
}

/**
 * Rates a text as the file at a path. Its folder is taken for the build context; where files that it copies are not there, the
 * folder above is that has the most of them, up to the top of the repository: `docker build -f docker/Dockerfile .` is usual.
 */
async function inPlace(
  shown: string,
  absolute: string,
  text: string,
  options: RateOptions,
  configs: Configs,
  around: Surroundings,
  shell: RateShell,
): Promise<Judged> {
  await readyFor(shown);
  const folder = parentOf(absolute) ?? "/";
  const name = absolute.slice(absolute.lastIndexOf("/") + 1);
  const config = (await configs.of(folder))?.config;
  const asked = { profile: options.profile, config, rules: await shell.rulesFor(config, { path: shown, text }) };
  let best = judged(shown, text, asked, await around.facts(folder, name));
  let least = missingFiles(best);
  if (least === 0) return best;
  for (const above of await around.above(folder)) {
    const other = judged(shown, text, asked, await around.facts(above, name));
    const missing = missingFiles(other);
    if (missing < least) [best, least] = [other, missing];
    if (least === 0) break;
  }
  return best;
}

function missingFiles({ file }: Judged): number {
  return file.findings.filter((finding) => finding.slug === "context/missing-file").length;
}

/** What a person or a program asks of a rating. `profile` null: the config's. */
export interface Asked {
  readonly profile: RateOptions["profile"];
  readonly config?: RateConfig | undefined;
  /** Where ShellCheck was asked too. */
  readonly rules?: RuleOptions["rules"] | undefined;
}

export function rated(path: string, text: string, asked: Asked, repository: RepositoryFacts | null): RatedFile {
  return judged(path, text, asked, repository).file;
}

function judged(
  path: string,
  text: string,
  { profile, config, rules }: Asked,
  repository: RepositoryFacts | null,
): Judged {
  const by: RuleOptions = {
    ...(profile !== null && { profile }),
    ...(config !== undefined && { config }),
    ...(rules !== undefined && { rules }),
    ...(repository !== null && { repository }),
  };
  return { file: ratedBy(path, text, by), piped: false, by };
}

/** Rates a text by what another rating was made by. */
export function ratedBy(path: string, text: string, by: RuleOptions): RatedFile {
  const { parsed, scores, findings, reason, suppressed } = rateWith(readCompose, path, text, by);
  const off = suppressed.map(({ finding, reason: said }) => ({
    rule: finding.rule,
    slug: finding.slug,
    line: finding.from.line,
    reason: said,
  }));
  const bar = by.config === undefined ? undefined : barOf(by.config);
  return { path, parsed, problem: reason, scores, findings, suppressed: off, text, ...(bar !== undefined && { bar }) };
}

function barOf({ minSecurity, minEfficiency, failOn }: RateConfig): Bar | undefined {
  if (minSecurity === undefined && minEfficiency === undefined && failOn === undefined) return undefined;
  return {
    ...(minSecurity !== undefined && { minSecurity }),
    ...(minEfficiency !== undefined && { minEfficiency }),
    ...(failOn !== undefined && { failOn }),
  };
}
