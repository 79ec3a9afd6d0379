import type { RateOptions, Run } from "../core/ports/workflows.ts";
import type { RateConfig } from "../rules/config/config.ts";
import type { Rule } from "../rules/define.ts";
import type { Context } from "./context.ts";
import type { ShellCheck, ShellText } from "./shellcheck.ts";

/** So many texts are looked at together: a process for each file would be most of the time. */
const together = 100;

/** ShellCheck beside a rating, loaded where an option or a config asks for it: by default a rating starts no process. */
export class RateShell {
  private checks: Promise<ShellCheck> | undefined;
  private readonly context: Context;
  private readonly asked: boolean | undefined;
  private readonly run: Run;

  constructor(context: Context, options: Pick<RateOptions, "shellcheck">, run: Run) {
    this.context = context;
    this.asked = options.shellcheck;
    this.run = run;
  }

  /** The option counts before the config. */
  wants(config: RateConfig | undefined): boolean {
    return this.asked ?? config?.shellcheck ?? false;
  }

  /** The rules to rate a text by; undefined for the built-in ones alone. */
  async rulesFor(config: RateConfig | undefined, ...texts: readonly ShellText[]): Promise<readonly Rule[] | undefined> {
    if (!this.wants(config)) return undefined;
    this.checks ??= this.load();
    return (await this.checks).rulesFor(texts, this.run.signal);
  }

  /** Says where ShellCheck is wanted and not there, for threads that have nobody to tell. */
  async tell(config: RateConfig | undefined): Promise<void> {
    await this.rulesFor(config, { path: "Dockerfile", text: "FROM scratch\nRUN true\n" });
  }

  private async load(): Promise<ShellCheck> {
    const { ShellCheck: Loaded } = await import("./shellcheck.ts");
    return new Loaded(this.context, (text) => this.run.observer.on({ kind: "note", level: "warning", text }));
  }

  /** The same items in their order, after ShellCheck was asked about many of them at once. */
  async *ahead<T extends { readonly target: { readonly shown: string }; readonly text: unknown }>(
    config: RateConfig | undefined,
    items: AsyncIterable<T>,
  ): AsyncGenerator<T> {
    if (!this.wants(config)) {
      yield* items;
      return;
    }
    let group: T[] = [];
    for await (const item of items) {
      group.push(item);
      if (group.length < together) continue;
      yield* await this.looked(config, group);
      group = [];
    }
    yield* await this.looked(config, group);
  }

  private async looked<T extends { readonly target: { readonly shown: string }; readonly text: unknown }>(
    config: RateConfig | undefined,
    group: readonly T[],
  ): Promise<readonly T[]> {
    const texts = group.flatMap(({ target, text }) => (typeof text === "string" ? [{ path: target.shown, text }] : []));
    await this.rulesFor(config, ...texts);
    return group;
  }
}
