import { SeaworthyError } from "../core/errors/index.ts";
import { parseDockerfile } from "../formats/dockerfile/index.ts";
import { rules } from "../rules/all.gen.ts";
import type { Rule } from "../rules/define.ts";
import { fileKindOf } from "../rules/file-name.ts";
import { judgedOn } from "../rules/knowledge/end-of-life.ts";
import { type Comment, readAnswers } from "../rules/shellcheck/answers.ts";
import { ShellComments } from "../rules/shellcheck/comments.ts";
import { excludedCodes } from "../rules/shellcheck/noise.ts";
import { FileView } from "../rules/view.ts";
import type { Context } from "./context.ts";

/** A text with the path that says its kind. */
export interface ShellText {
  readonly path: string;
  readonly text: string;
}

/** So many scripts are given to one process. */
const atOnce = 200;
/** An hour of honest scripts is over long before; one that never ends must not hold up the rest. */
const limitMs = 120_000;
/** The answers to one process's scripts; longer ones are asked about again, fewer at a time. */
const keepBytes = 64 * 1024 * 1024;

/** Asks ShellCheck about the scripts of RUN: each script once, many in one process. Without the program it says so once. */
export class ShellCheck {
  private readonly comments = new ShellComments(rules);
  private readonly context: Context;
  private readonly note: (text: string) => void;
  private silent = false;

  constructor(context: Context, note: (text: string) => void) {
    this.context = context;
    this.note = note;
  }

  /** The rules to rate these texts by: our own, and what ShellCheck has to say of their scripts. */
  async rulesFor(texts: readonly ShellText[], signal: AbortSignal): Promise<readonly Rule[]> {
    const sources = new Set<string>();
    for (const { path, text } of texts) {
      if (this.silent || fileKindOf(path) !== "dockerfile" || !/run/i.test(text)) continue;
      for (const source of this.comments.unknown(new FileView(parseDockerfile(text), null, judgedOn)))
        sources.add(source);
    }
    const list = [...sources];
    for (let at = 0; at < list.length && !this.silent; at += atOnce)
      await this.ask(list.slice(at, at + atOnce), signal);
    return this.comments.rules();
  }

  private async ask(sources: readonly string[], signal: AbortSignal): Promise<void> {
    const answers = await this.answers(sources, signal);
    if (answers !== null) {
      for (const [index, source] of sources.entries()) this.comments.add(source, answers.get(nameOf(index)) ?? []);
      return;
    }
    if (this.silent) return;
    if (sources.length === 1) return this.comments.add(sources[0] ?? "", []);
    const half = sources.length >> 1;
    await this.ask(sources.slice(0, half), signal);
    await this.ask(sources.slice(half), signal);
  }

  /** Null where ShellCheck gave no whole answer. */
  private async answers(
    sources: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly Comment[]> | null> {
    const { files, spawn } = this.context;
    const folder = await files.temporary("shellcheck");
    try {
      const names = sources.map((_, index) => nameOf(index));
      await Promise.all(sources.map((source, index) => files.writeText(`${folder}/${nameOf(index)}`, source)));
      const exclude = `--exclude=${excludedCodes.map((code) => `SC${code}`).join(",")}`;
      const ended = await spawn({
        argv: ["shellcheck", "--norc", "--format=json1", exclude, ...names],
        cwd: folder,
        // Options of the user's shell would change what a team sees.
        env: { SHELLCHECK_OPTS: undefined, LC_ALL: "C.UTF-8" },
        timeoutMs: limitMs,
        keepBytes,
        signal,
      });
      const answers = ended.truncated || ended.timedOut ? null : readAnswers(ended.stdout);
      if (answers === null && sources.length === 1)
        this.note(
          `shellcheck gave no answer to a script of RUN (${(ended.stderr.trim().split("\n")[0] ?? "").slice(0, 200) || `exit code ${ended.exitCode}`})`,
        );
      return answers;
    } catch (error) {
      if (!(error instanceof SeaworthyError) || !/^command-(missing|not-runnable)$/.test(error.code)) throw error;
      this.silent = true;
      this.note(
        "ShellCheck was asked for, and there is no shellcheck on PATH: RUN is checked by seaworthy's own rules alone. Install it (apt-get install shellcheck), or leave --shellcheck and the config's shellcheck out.",
      );
      return null;
    } finally {
      await files.remove(folder);
    }
  }
}

function nameOf(index: number): string {
  return `${index}.sh`;
}
