import { satisfies } from "@renovatebot/pep440";

import type { Considered, Runtime } from "../../core/facts.ts";
import { readToolVersion, readVersionFile } from "../../formats/manifests/index.ts";
import { pythonDefault, pythonLines } from "../bases.ts";
import type { PythonProject } from "./project.ts";

export interface ChosenRuntime {
  readonly runtime: Runtime;
  readonly file: string;
  readonly line: number;
  readonly because: string;
  readonly considered: readonly Considered[];
}

const known: readonly string[] = pythonLines.map((l) => l.version);

/** The minor line to build on: a pinned version, else the oldest supported line that `requires-python` allows, else the default. */
export function choosePython(project: PythonProject): ChosenRuntime {
  const { folder, pyproject } = project;
  const candidates: { version: string; file: string; line: number; because: string }[] = [];
  const pinned = readVersionFile(folder.read(".python-version") ?? "");
  if (pinned !== null)
    addExact(candidates, pinned.value, ".python-version", pinned.line, "the version that development is pinned to");
  const tool = readToolVersion(folder.read(".tool-versions") ?? "", "python");
  if (tool !== null)
    addExact(candidates, tool.value, ".tool-versions", tool.line, "the version that development is pinned to");
  const runtimeTxt = readVersionFile(folder.read("runtime.txt") ?? "");
  if (runtimeTxt !== null)
    addExact(candidates, runtimeTxt.value, "runtime.txt", runtimeTxt.line, "the version that the platform is told");
  const required = pyproject?.requiresPython;
  if (required) {
    const allowed = known.filter((version) => holds(version, required.value));
    const supported = allowed.filter((version) => version !== "3.9" && version !== "3.10");
    const lowest = supported[0] ?? allowed.at(-1);
    if (lowest !== undefined) {
      const because =
        supported.length > 0
          ? `the oldest supported line that requires-python ${required.value} allows`
          : `requires-python ${required.value} allows no line that is still supported`;
      candidates.push({ version: lowest, file: "pyproject.toml", line: required.line, because });
    }
  }
  candidates.push({
    version: pythonDefault,
    file: "pyproject.toml",
    line: 1,
    because: "nothing asks for a version: the default",
  });
  const [best, ...rest] = candidates;
  const chosen = best ?? { version: pythonDefault, file: "pyproject.toml", line: 1, because: "the default" };
  const isDefault = rest.length === 0;
  return {
    runtime: { name: "python", version: chosen.version, source: isDefault ? "default" : chosen.file },
    file: isDefault
      ? folder.has("pyproject.toml")
        ? "pyproject.toml"
        : (project.requirements?.files[0] ?? "requirements.txt")
      : chosen.file,
    line: chosen.line,
    because: chosen.because,
    considered: rest
      .slice(0, -1)
      .filter((r) => r.version !== chosen.version)
      .map((r) => ({
        fact: "runtime",
        candidate: `python ${r.version}`,
        file: r.file,
        line: r.line,
        because: `${chosen.file} is pinned and comes first`,
      })),
  };
}

function addExact(
  candidates: { version: string; file: string; line: number; because: string }[],
  text: string,
  file: string,
  line: number,
  because: string,
): void {
  const minor = /^3\.\d+/.exec(text)?.[0];
  if (minor !== undefined) candidates.push({ version: minor, file, line, because });
}

function holds(version: string, range: string): boolean {
  try {
    // A late patch: `>=3.11.4` is met by 3.11.
    return satisfies(`${version}.40`, range) || satisfies(`${version}.0`, range);
  } catch {
    return false;
  }
}
