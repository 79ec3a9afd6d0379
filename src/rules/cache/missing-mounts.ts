import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction, Stage } from "../../formats/dockerfile/index.ts";
import { type Call, subcommand } from "../calls.ts";
import type { FileView } from "../view.ts";

/** Installs whose downloads are worth keeping, and where they lie for root; `used` where later steps read them there. */
const caches: Readonly<Record<string, { readonly what: RegExp; readonly target: string; readonly used?: true }>> = {
  uv: { what: /^(sync|pip)$/, target: "/root/.cache/uv" },
  pip: { what: /^install$/, target: "/root/.cache/pip" },
  poetry: { what: /^install$/, target: "/root/.cache/pypoetry" },
  npm: { what: /^(ci|install|i|clean-install)$/, target: "/root/.npm" },
  yarn: { what: /^(install|)$/, target: "/usr/local/share/.cache/yarn" },
  pnpm: { what: /^(install|i)$/, target: "/root/.local/share/pnpm/store" },
  bundle: { what: /^install$/, target: "/usr/local/bundle/cache" },
  composer: { what: /^install$/, target: "/root/.composer/cache" },
  go: { what: /^(build|install|mod)$/, target: "/root/.cache/go-build" },
  cargo: { what: /^(build|install|fetch)$/, target: "/usr/local/cargo/registry" },
  mvn: { what: /^/, target: "/root/.m2", used: true },
  gradle: { what: /^/, target: "/root/.gradle", used: true },
  dotnet: { what: /^(restore|publish|build)$/, target: "/root/.nuget/packages", used: true },
  "node-gyp": { what: /^/, target: "/root/.cache/node-gyp" },
};

const names = Object.keys(caches);
const cleared = new OfLast<RunInstruction, boolean>();

/** Whether a RUN names a cache itself. */
function clears(run: RunInstruction): boolean {
  const { text } = run.rest;
  if (!/cache/i.test(text)) return false;
  return /cache (clean|purge)|cache-folder|[/._-]cache\b/i.test(text) || text.split("\n").some(deletes);
}

function deletes(line: string): boolean {
  const at = line.search(/rm -rf? /i);
  return at !== -1 && /cache/i.test(line.slice(at));
}

/** An install that downloads anew on every change, and where a cache mount would keep the downloads. */
export interface MissingMount {
  readonly call: Call;
  readonly target: string;
  /**
   * The RUNs that want the mount; none where it would not help: pip's copies where they would be shipped, and what asks for
   * no cache, want another edit, and what reads its downloads later must find them.
   */
  readonly runs: readonly RunInstruction[];
}

const missing = new OfLast<FileView, readonly MissingMount[]>();

/** One for a stage: the habit is one, and so is its remedy. */
export function missingMounts(view: FileView): readonly MissingMount[] {
  return missing.of(view, find);
}

function find(view: FileView): readonly MissingMount[] {
  const found: MissingMount[] = [];
  const judged = new Set<Stage>();
  const together = new Set<string>();
  // The first one's edit mends the others of the tool too.
  const usersOnce = (name: string): readonly RunInstruction[] => {
    if (together.has(name)) return [];
    together.add(name);
    return usersOf(view, name);
  };
  for (const call of view.calls(names)) {
    const cache = caches[call.name];
    const stage = view.stageOf(call.run);
    if (cache === undefined || stage === null || judged.has(stage) || !view.reachable().has(stage)) continue;
    if (!cache.what.test(subcommand(call)?.value ?? "") || call.run.mounts.some(({ type }) => type === "cache"))
      continue;
    if (
      call.words.some(
        ({ text }) => text.startsWith("-") && /^(--cache|--version|--help|-g|--global|-r=|--offline)/.test(text),
      )
    )
      continue;
    if (cleared.of(call.run, clears) || call.run.onbuild || view.user(call.run) !== null) continue;
    judged.add(stage);
    // Once set it stays so to the end of the stage.
    if ([...view.env(call.run).keys()].some((name) => /CACHE|^GOFLAGS|^CARGO_HOME/i.test(name))) continue;
    // Where pip's copies would be shipped its own rule writes --no-cache-dir: a cache that nobody writes to helps nobody.
    const settled = call.name !== "pip" || !view.isShipped(call.run);
    const helps = settled && !call.words.some((word) => word.text.startsWith("--no-cache"));
    const runs = !helps ? [] : cache.used === true ? usersOnce(call.name) : [call.run];
    found.push({ call, target: cache.target, runs });
  }
  return found;
}

/** Every RUN that calls a tool; none where one of them cannot take the mount, or is shipped and so must hold the files itself. */
function usersOf(view: FileView, name: string): readonly RunInstruction[] {
  const runs = new Set(view.calls([name]).map(({ run }) => run));
  const lone = [...runs].some((run) => view.isShipped(run) || view.user(run) !== null || run.mounts.length > 0);
  return lone ? [] : [...runs];
}
