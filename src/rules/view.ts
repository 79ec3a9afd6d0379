import type { LineMap } from "../core/span.ts";
import {
  baseOf,
  effective,
  effectiveEnv,
  effectiveShell,
  effectiveUser,
  effectiveWorkdir,
  expandFrom,
  finalStage,
  lineage,
  reachableStages,
  rootImage,
  type Dockerfile,
  type Instruction,
  type InstructionKind,
  type InstructionOf,
  type RunInstruction,
  type Source,
  type Stage,
  type Variable,
} from "../formats/dockerfile/index.ts";
import { callsOf, type Call } from "./calls.ts";
import type { RepositoryFacts } from "./repository.ts";
import { defaultSettings, type Settings } from "./settings.ts";

const windowsShell = /powershell|pwsh|cmd(\.exe)?$/i;
const windowsImage = /(^|\/)(windows|servercore|nanoserver)([/:@-]|$)|windowsservercore|nanoserver/i;

/** One parsed file with what the rules ask of it, each answer computed once. */
export class FileView {
  readonly on = "dockerfile";
  readonly lines: LineMap;
  readonly file: Dockerfile;
  readonly text: string;
  readonly repository: RepositoryFacts | null;
  /** The day (`YYYY-MM-DD`) that ends of life are judged by. */
  readonly today: string;
  readonly settings: Settings;
  readonly final: Stage | null;
  private readonly byKind = new Map<InstructionKind, Instruction[]>();
  private readonly byStage = new Map<Stage, Map<InstructionKind, readonly Instruction[]>>();
  private byName: Map<string, Call[]> | null = null;
  private allCalls: readonly Call[] = [];
  private unreadRun: RunInstruction | null = null;
  /** The first instruction that is not looked at, because the file has too many. */
  private readonly past: Instruction | null;
  private readonly callsByRun = new Map<RunInstruction, readonly Call[]>();
  private reachableSet: ReadonlySet<Stage> | null = null;
  // By the stage's index, as the next one.
  private readonly roots: (string | null)[] = [];
  private readonly shells = new Map<Stage, boolean>();
  private readonly bases: Source[] = [];
  private readonly users = new Map<
    Instruction | Stage,
    { readonly user: string | null; readonly by: Instruction } | null
  >();
  private readonly workdirs = new Map<Instruction | Stage, string | null>();
  private readonly envs = new Map<Instruction | Stage, ReadonlyMap<string, Variable>>();
  private shippedStages: readonly Stage[] | null = null;
  private shippedIndexes: ReadonlySet<number> | null = null;

  constructor(
    file: Dockerfile,
    repository: RepositoryFacts | null,
    today: string,
    settings: Settings = defaultSettings,
  ) {
    this.file = file;
    this.text = file.text;
    this.lines = file.lines;
    this.repository = repository;
    this.today = today;
    this.settings = settings;
    this.final = finalStage(file);
    this.past = file.instructions[settings.lookAtMost] ?? null;
    for (const instruction of file.instructions) {
      if (instruction === this.past) break;
      this.index(instruction);
      if (instruction.kind === "onbuild" && instruction.inner !== null) this.index(instruction.inner);
    }
  }

  private index(instruction: Instruction): void {
    const list = this.byKind.get(instruction.kind);
    if (list === undefined) this.byKind.set(instruction.kind, [instruction]);
    else list.push(instruction);
  }

  // Rules take these three out of the view by name, so they are bound to it.

  /** Every instruction of a kind in order, those inside ONBUILD too. */
  readonly each = <K extends InstructionKind>(
    kinds: K | readonly K[],
    visit: (instruction: InstructionOf<K>) => void,
  ): void => {
    if (typeof kinds === "string") this.eachOf(kinds, visit);
    else for (const kind of kinds) this.eachOf(kind, visit);
  };

  readonly eachStage = (visit: (stage: Stage) => void): void => {
    for (const stage of this.file.stages) {
      if (this.past !== null && stage.from.start >= this.past.start) return;
      visit(stage);
    }
  };

  /** Every command of these names in the shell of RUN, in the order of the file. */
  readonly eachCall = (names: string | readonly string[], visit: (call: Call) => void): void => {
    for (const call of this.calls(names)) visit(call);
  };

  private eachOf<K extends InstructionKind>(kind: K, visit: (instruction: InstructionOf<K>) => void): void {
    const list = this.byKind.get(kind);
    if (list !== undefined) for (const instruction of list) if (isOf(instruction, kind)) visit(instruction);
  }

  /** The instructions of a kind in one stage, without those inside ONBUILD. */
  inStage<K extends InstructionKind>(stage: Stage, kind: K): readonly InstructionOf<K>[] {
    if (!this.byKind.has(kind)) return [];
    let lists = this.byStage.get(stage);
    if (lists === undefined) this.byStage.set(stage, (lists = new Map<InstructionKind, readonly Instruction[]>()));
    const known = lists.get(kind);
    if (known !== undefined && areOf(known, kind)) return known;
    const list: InstructionOf<K>[] = [];
    for (const instruction of this.readIn(stage)) if (isOf(instruction, kind)) list.push(instruction);
    lists.set(kind, list);
    return list;
  }

  /** The instructions of a stage that are looked at. */
  readIn(stage: Stage): readonly Instruction[] {
    const { past } = this;
    if (past === null || stage.end <= past.start) return stage.instructions;
    return stage.instructions.filter((one) => one.start < past.start);
  }

  /** The calls of these names in all RUNs, in the order of the file. */
  calls(names: string | readonly string[]): readonly Call[] {
    const index = this.indexCalls();
    if (typeof names === "string") return index.get(names) ?? none;
    let found: readonly Call[] | null = null;
    let several: Call[] | null = null;
    for (const name of names) {
      const list = index.get(name);
      if (list === undefined) continue;
      if (found === null) found = list;
      else if (several === null) several = [...found, ...list];
      else several.push(...list);
    }
    return several === null ? (found ?? none) : several.sort((a, b) => a.start - b.start);
  }

  callsIn(run: RunInstruction): readonly Call[] {
    this.indexCalls();
    return this.callsByRun.get(run) ?? [];
  }

  everyCall(): readonly Call[] {
    this.indexCalls();
    return this.allCalls;
  }

  /** The first instruction that is not looked at, or whose commands are not, because the file has too many; null where all are. */
  get unread(): Instruction | null {
    this.indexCalls();
    return this.unreadRun ?? this.past;
  }

  private indexCalls(): Map<string, Call[]> {
    if (this.byName !== null) return this.byName;
    const index = new Map<string, Call[]>();
    const all: Call[] = [];
    const most = this.settings.lookAtMost;
    this.each("run", (run) => {
      if (this.unreadRun !== null) return;
      const stage = this.file.stages[run.stage];
      if (stage !== undefined && this.isWindows(stage)) return;
      const calls = callsOf(this.file, run);
      // All of a script or nothing: what the rest of it does may be what a rule asks for.
      if (all.length + calls.length > most) {
        this.unreadRun = run;
        return;
      }
      this.callsByRun.set(run, calls);
      for (const call of calls) {
        all.push(call);
        const list = index.get(call.name);
        if (list === undefined) index.set(call.name, [call]);
        else list.push(call);
      }
    });
    this.byName = index;
    this.allCalls = all;
    return index;
  }

  /** Windows containers have another shell and another file system: most of the rules leave them alone. */
  isWindows(stage: Stage): boolean {
    let known = this.shells.get(stage);
    if (known === undefined) {
      known =
        this.file.escape === "`" ||
        windowsImage.test(this.root(stage) ?? "") ||
        stage.instructions.some((i) => i.kind === "shell" && windowsShell.test(i.words[0]?.value ?? ""));
      this.shells.set(stage, known);
    }
    return known;
  }

  stageOf(instruction: Instruction): Stage | null {
    return this.file.stages[instruction.stage] ?? null;
  }

  /** The image at the end of the stage's FROM chain, variables filled in; null where it is not known. */
  root(stage: Stage): string | null {
    let image = this.roots[stage.index];
    if (image === undefined) this.roots[stage.index] = image = rootImage(this.file, stage);
    return image;
  }

  base(stage: Stage): Source {
    return (this.bases[stage.index] ??= baseOf(this.file, stage));
  }

  fromValue(stage: Stage): string | null {
    return expandFrom(this.file, stage.from).value;
  }

  reachable(): ReadonlySet<Stage> {
    this.reachableSet ??= reachableStages(this.file);
    return this.reachableSet;
  }

  /** The final stage and the stages that it is built FROM: what ends up in the image as layers. */
  shipped(): readonly Stage[] {
    this.shippedStages ??= this.final === null ? [] : lineage(this.file, this.final);
    return this.shippedStages;
  }

  /** Whether what an instruction leaves ends up in the image. */
  isShipped(instruction: Instruction): boolean {
    this.shippedIndexes ??= new Set(this.shipped().map((stage) => stage.index));
    return this.shippedIndexes.has(instruction.stage);
  }

  user(at: Instruction | Stage): { readonly user: string | null; readonly by: Instruction } | null {
    let user = this.users.get(at);
    if (user === undefined) this.users.set(at, (user = effectiveUser(this.file, at)));
    return user;
  }

  workdir(at: Instruction | Stage): string | null {
    let path = this.workdirs.get(at);
    if (path === undefined) this.workdirs.set(at, (path = effectiveWorkdir(this.file, at)));
    return path;
  }

  shell(at: Instruction | Stage): readonly string[] {
    return effectiveShell(this.file, at);
  }

  env(at: Instruction | Stage): ReadonlyMap<string, Variable> {
    let env = this.envs.get(at);
    if (env === undefined) this.envs.set(at, (env = effectiveEnv(this.file, at)));
    return env;
  }

  last<K extends InstructionKind>(stage: Stage, kind: K): InstructionOf<K> | null {
    const found: Instruction | null = effective(this.file, stage, kind);
    return found !== null && isOf(found, kind) ? found : null;
  }
}

const none: readonly Call[] = [];

function isOf<K extends InstructionKind>(
  instruction: Instruction,
  kind: K,
): instruction is InstructionOf<K> & Instruction {
  return instruction.kind === kind;
}

/** Of a list of one kind the first tells for all. */
function areOf<K extends InstructionKind>(
  list: readonly Instruction[],
  kind: K,
): list is readonly Instruction[] & readonly InstructionOf<K>[] {
  const first = list[0];
  return first === undefined || isOf(first, kind);
}
