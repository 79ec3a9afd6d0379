import type { Trial } from "../../core/ports/trial.ts";
import { openImage } from "../../formats/image-archive/index.ts";
import { readJavaScriptModule } from "../../formats/javascript/index.ts";
import { baseLayers } from "../base-layers.ts";
import { defineClaim, fails, holds, listed, type Outcome, skipped } from "../define.ts";
import { type ImportAnswer, nodeImports, pythonImports, readImportAnswer } from "../import-programs.ts";
import { runAlone } from "../run-alone.ts";
import { hasRuntime } from "../stand-in-commands.ts";
import { references } from "../references-exist.ts";

export default defineClaim({
  id: "imports",
  title: "Every module of the application imports with the final interpreter",
  why: "A module that is only loaded on a rare route fails on the first user who takes it, long after the health check went green.",
  sources: ["https://docs.python.org/3/reference/import.html", "https://nodejs.org/api/esm.html#resolution-algorithm"],
  since: "0.1.0",
  apart: true,
  appliesTo: (facts) =>
    facts.stack === "python" || facts.stack === "node" || `modules of ${facts.stack} are bound when it is built`,
  prove: (trial) => checked(trial, null),
  control: {
    broken: "one dependency taken away",
    prove: async (trial) => {
      if (isStatic(trial)) return references(trial, true);
      const whole = await answerOf(trial, []);
      if (typeof whole === "string") return skipped(whole);
      const names = Object.keys(whole.packages).sort();
      const name = names.find((one) => one === trial.facts.framework) ?? names[0];
      return name === undefined
        ? skipped("the application loads no package that could be taken away")
        : checked(trial, { name, folder: whole.packages[name] ?? "" });
    },
  },
});

function isStatic(trial: Trial): boolean {
  return !hasRuntime(trial.facts, trial.plan);
}

async function checked(
  trial: Trial,
  without: { readonly name: string; readonly folder: string } | null,
): Promise<Outcome> {
  if (isStatic(trial)) return references(trial, false);
  const answer = await answerOf(trial, without === null ? [] : [without.folder]);
  if (typeof answer === "string") return fails(answer);
  const { modules, failed } = answer;
  const figures = { modules: modules.length, failed: failed.length };
  if (failed.length > 0) {
    const said = failed.map(([name, why]) => `${name} (${why})`);
    const outcome = fails(
      `${without === null ? "" : `without ${without.name}: `}${failed.length} of ${modules.length} fail: ${listed(said, 3)}`,
      figures,
    );
    // The control is only met when the failure names what was taken away.
    return without === null || outcome.said.slice(`without ${without.name}: `.length).includes(without.name)
      ? outcome
      : holds(`${without.name} is not named: ${outcome.said}`, figures);
  }
  if (modules.length === 0) return skipped("no module of the application was found in the image");
  return holds(
    `${modules.length} ${trial.facts.stack === "node" ? "imports resolve and their packages load" : "modules import"} with no network`,
    figures,
  );
}

/** Runs the stack's import program; a text says why there is no answer. */
async function answerOf(trial: Trial, hidden: readonly string[]): Promise<ImportAnswer | string> {
  const { facts } = trial;
  const app = facts.detail["app"];
  const entry = typeof app === "string" ? (app.split(":")[0] ?? "") : "";
  const output =
    facts.stack === "python"
      ? await runAlone(trial, ["python", "-c", pythonImports, entry], hidden)
      : await runAlone(
          trial,
          [
            "node",
            "--no-warnings",
            "--experimental-import-meta-resolve",
            "--input-type=module",
            "-e",
            nodeImports,
            "--",
            JSON.stringify(await nodeImportsOf(trial)),
          ],
          hidden,
        );
  return (
    readImportAnswer(output.stdout) ??
    `the modules could not be imported: ${(output.stderr || output.stdout).trim().replaceAll(/\s+/g, " ").slice(-300) || "no output"}`
  );
}

/** Each import of the application's own JavaScript in the image, as [file, module, kind]. */
async function nodeImportsOf(trial: Trial): Promise<readonly (readonly [string, string, string])[]> {
  const image = await openImage(await trial.archive(trial.image));
  const base = await baseLayers(trial, image.config.diffIds);
  const found = new Map<string, readonly [string, string, string]>();
  const own = (path: string): boolean => /\.[cm]?js$/.test(path) && !path.includes("node_modules/");
  for await (const file of image.readFiles((entry, layer) => layer.index >= base && own(entry.path), {
    maxBytes: 2 * 1024 * 1024,
  })) {
    const path = `/${file.entry.path}`;
    const text = new TextDecoder("utf-8").decode(file.bytes);
    const kind = path.endsWith(".cjs") || !/^[ \t]*(?:import|export)\b/m.test(text) ? "require" : "import";
    for (const { module } of readJavaScriptModule(text, path).modules)
      found.set(`${path} ${module}`, [path, module, kind]);
  }
  return [...found.values()];
}
