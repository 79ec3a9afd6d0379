import type { Edit } from "../../core/edit.ts";
import { OfLast } from "../../core/of-last.ts";
import type { CopyInstruction, RunInstruction, Stage } from "../../formats/dockerfile/index.ts";
import { hasFlag, subcommand, type Call } from "../calls.ts";
import { imageName } from "../knowledge/image-name.ts";
import type { FileView } from "../view.ts";
import { cutStage, isOnly } from "./cut.ts";
import { isSystemPackaging, packagesToRun } from "./system-packages.ts";

const managers = new Set(["npm", "npx", "yarn", "pnpm", "node", "prisma"]);
/** Commands that need what is installed for development, or another folder than the one that is taken along. */
const development = /\b(ts-node|tsx|nodemon|vite|webpack|ng|dev|develop|watch|test|preview|pm2)\b|start:/;

/**
 * Installs and builds in a stage of its own, leaves what only development needs there, and takes the folder into the stage
 * that runs: for a stage on Node's image that works in one folder.
 */
export function splitNode(view: FileView, stage: Stage): readonly Edit[] | undefined {
  return isOnly(view, stage) ? answers.of(view, () => split(view, stage)) : undefined;
}

// Each of thousands of findings may ask.
const answers = new OfLast<FileView, readonly Edit[] | undefined>();

function split(view: FileView, stage: Stage): readonly Edit[] | undefined {
  if (imageName(view.root(stage) ?? "").name !== "node") return undefined;
  const command = view.last(stage, "cmd") ?? view.last(stage, "entrypoint");
  if (command === null || development.test(command.rest.text)) return undefined;
  const last = view
    .inStage(stage, "run")
    .filter((run) => view.callsIn(run).some((call) => managers.has(call.name)))
    .at(-1);
  if (last === undefined) return undefined;
  const folder = view.workdir(last);
  if (folder === null || !/^\/\w[\w./-]*$/.test(folder) || view.workdir(stage) !== folder) return undefined;
  const workdirs = view.inStage(stage, "workdir").filter((one) => one.start < last.start);
  if (workdirs.length !== 1) return undefined;
  for (const kind of ["copy", "add"] as const)
    if (!view.inStage(stage, kind).every((copy) => copy.start > last.start || staysInside(copy, folder)))
      return undefined;
  return cutStage(view, {
    stage,
    last,
    image: null,
    shared: [],
    finishes: needsPruning(view, stage) ? ["RUN npm prune --omit=dev"] : [],
    brings: [`COPY --from=build ${folder} ./`],
    runs: (run) => runsOf(view, run),
  });
}

function needsPruning(view: FileView, stage: Stage): boolean {
  return view
    .calls("npm")
    .some(
      (call) =>
        call.run.stage === stage.index &&
        /^(ci|install|i|clean-install)$/.test(subcommand(call)?.value ?? "") &&
        !hasFlag(call, "--omit", "--production", "--only") &&
        view.env(call.run).get("NODE_ENV")?.value !== "production",
    );
}

function runsOf(view: FileView, run: RunInstruction): string | null {
  const calls = view.callsIn(run);
  if (calls.length === 0 || calls.some((call) => call.nested)) return null;
  if (!calls.every((call) => isSystemPackaging(call) || local(call))) return null;
  return packagesToRun(view, run);
}

/** Whether what a command leaves lies in the folder. */
function local(call: Call): boolean {
  // They bring browsers and what those need of the system.
  if (/playwright|puppeteer|cypress/.test(call.words.map((word) => word.text).join(" "))) return false;
  return (
    managers.has(call.name) &&
    !hasFlag(call, "-g", "--global", "--location", "--prefix") &&
    subcommand(call)?.value !== "global"
  );
}

function staysInside(copy: CopyInstruction, folder: string): boolean {
  const to = copy.destination?.value ?? null;
  if (to === null || copy.from !== null || to.includes("..")) return false;
  return !to.startsWith("/") || to === folder || to.startsWith(`${folder}/`);
}
