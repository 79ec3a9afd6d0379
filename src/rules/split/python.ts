import type { Edit } from "../../core/edit.ts";
import { OfLast } from "../../core/of-last.ts";
import type { CopyInstruction, RunInstruction, Stage } from "../../formats/dockerfile/index.ts";
import { hasFlag, operands, subcommand, type Call } from "../calls.ts";
import { insert } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";
import { installsOf, packageName } from "../knowledge/packages.ts";
import type { FileView } from "../view.ts";
import { cutStage, isOnly } from "./cut.ts";
import { isSystemPackaging, packagesToRun } from "./system-packages.ts";

const venv = "/opt/venv";
/** What dependencies are declared in, and what else pip reads of a project. */
const manifest =
  /(^|\/)(requirements[^/]*|constraints[^/]*|[^/]*\.txt|pyproject\.toml|setup\.(py|cfg)|Pipfile(\.lock)?|uv\.lock|poetry\.lock)$/;

/**
 * Installs with pip into a virtual environment in a stage of its own, and takes that into the stage that runs: for a stage
 * on Python's image whose system packages and pip installations stand above the application's files.
 */
export function splitPython(view: FileView, stage: Stage): readonly Edit[] | undefined {
  return isOnly(view, stage) ? answers.of(view, () => split(view, stage)) : undefined;
}

// Each of thousands of findings may ask.
const answers = new OfLast<FileView, readonly Edit[] | undefined>();

function split(view: FileView, stage: Stage): readonly Edit[] | undefined {
  const { name, tag } = imageName(view.root(stage) ?? "");
  // Python 2 makes no virtual environments by itself.
  if (name !== "python" || tag === null || tag.startsWith("2")) return undefined;
  // A path into the image's own Python would miss what is in the virtual environment.
  if (/\/usr\/local\/(bin|lib\/python)|\bvirtualenv\b|\bvenv\b/.test(view.text)) return undefined;
  const installing = view.inStage(stage, "run").filter((run) => view.callsIn(run).some(pips));
  const building = view.inStage(stage, "run").filter((run) => view.callsIn(run).some(builds));
  const last = building.at(-1);
  const first = installing[0];
  if (first === undefined || last === undefined) return undefined;
  // Before any pip of that shell, which remembers where it found it.
  const call = view.callsIn(first).find((one) => one.name === "pip");
  if (call === undefined || call.nested || !call.shell) return undefined;
  const before = (one: { readonly start: number }): boolean => one.start < last.start;
  if (
    !view
      .inStage(stage, "copy")
      .filter(before)
      .every((copy) => onlyManifests(copy))
  )
    return undefined;
  if (view.inStage(stage, "add").some(before)) return undefined;
  const edits = cutStage(view, {
    stage,
    last,
    image: null,
    shared: [`ENV PATH=${venv}/bin:$PATH`],
    brings: [`COPY --from=build ${venv} ${venv}`],
    runs: (run) => runsOf(view, run),
  });
  return edits === undefined ? undefined : [...edits, insert(call.start, `python -m venv ${venv} && `)];
}

/** That pip renews itself is no installation. */
function pips(call: Call): boolean {
  if (call.name !== "pip" || subcommand(call)?.value !== "install") return false;
  return (
    hasFlag(call, "-r", "--requirement") ||
    operands(call)
      .slice(1)
      .some((word) => packageName(word) !== "pip")
  );
}

function builds(call: Call): boolean {
  return pips(call) || installsOf(call) !== null;
}

function runsOf(view: FileView, run: RunInstruction): string | null {
  const calls = view.callsIn(run);
  if (calls.length === 0 || calls.some((call) => call.nested)) return null;
  if (!calls.every((call) => isSystemPackaging(call) || (call.name === "pip" && plain(call)))) return null;
  return packagesToRun(view, run);
}

/** Into the environment that is active, from an index: no project of the folder, no place of its own. */
function plain(call: Call): boolean {
  if (hasFlag(call, "--user", "--target", "-t", "--prefix", "--root", "-e", "--editable")) return false;
  return operands(call, ["-r", "--requirement", "-c", "--constraint"]).every((word) => !/^\.|\//.test(word.text));
}

function onlyManifests(copy: CopyInstruction): boolean {
  return (
    copy.from === null &&
    copy.heredocs.length === 0 &&
    copy.sources.every((source) => manifest.test(source.value ?? source.text))
  );
}
