import type { Trial } from "../../core/ports/trial.ts";
import { openImage } from "../../formats/image-archive/index.ts";
import { type ImagePackage, type Inspection, inspectImage } from "../../image/index.ts";
import { baseLayers } from "../base-layers.ts";
import { defineClaim, fails, holds, listed, type Outcome, skipped } from "../define.ts";
import { nameOf, type RuntimeClosure, runtimeClosure } from "../runtime-closure.ts";

/** Programs that build or install software; those of the base's own distribution come with it. */
const tools =
  /(?:^|\/)bin\/(?:gcc|g\+\+|cc|c\+\+|clang|make|cmake|ninja|ld|cargo|rustc|go|uv|uvx|poetry|pdm|pip3?|npm|npx|pnpm|yarn|corepack|git|javac|mvn|gradle|tsc|esbuild|vite)$/;

export default defineClaim({
  id: "runtime-only",
  title: "Every package in the image is in the lock's runtime closure, none is missing, and no build tool was added",
  why: "Development packages and build tools are attack surface and bytes that the running service never uses.",
  sources: [
    "https://docs.docker.com/build/building/multi-stage/",
    "https://docs.astral.sh/uv/concepts/projects/dependencies/#development-dependencies",
  ],
  since: "0.1.0",
  apart: true,
  appliesTo: (facts) =>
    facts.stack === "python" || facts.stack === "node" || `packages of ${facts.stack} images are not read yet`,
  prove: (trial) => checked(trial, trial.image),
  control: {
    broken: "the image built with development dependencies",
    prove: async (trial) => {
      if (trial.plan.withDevDependencies === null) return skipped("there are no development dependencies");
      const built = await trial.build({ name: "with-dev-dependencies", stages: trial.plan.withDevDependencies });
      return built.ok
        ? checked(trial, built.tag)
        : skipped(`the image with development dependencies did not build: ${built.output.stderr.trim().slice(-200)}`);
    },
  },
});

async function checked(trial: Trial, reference: string): Promise<Outcome> {
  const closure = await runtimeClosure(trial);
  if (closure === null)
    return skipped("there is no lock file that is understood, so nothing says what belongs in the image");
  const image = await openImage(await trial.archive(reference));
  const found = await inspectImage(image, { secrets: false });
  const base = await baseLayers(trial, image.config.diffIds);
  const ofApp = found.packages.filter((one) => one.kind === closure.kind && one.layer >= base);
  const served = trial.plan.command.length === 0 || (closure.kind === "node" && ofApp.length === 0 && isStatic(trial));
  const extra = ofApp.filter((one) => !belongs(closure, one)).map((one) => `${one.name} ${one.version}`);
  const missing = served ? [] : missingFrom(closure, ofApp);
  const added = addedTools(found, base);
  const wrong = [
    ...(extra.length > 0 ? [`not in the runtime closure of ${closure.lock}: ${listed(extra, 8)}`] : []),
    ...(missing.length > 0 ? [`missing: ${listed(missing, 8)}`] : []),
    ...(added.length > 0 ? [`build tools: ${listed(added)}`] : []),
  ];
  const figures = {
    packages: ofApp.length,
    locked: closure.packages.size,
    extra: extra.length,
    missing: missing.length,
  };
  if (wrong.length > 0) return fails(wrong.join("; "), figures);
  const shipped = served
    ? "a static site: no package is shipped"
    : `${ofApp.length} packages, all in ${closure.lock}, none missing`;
  return holds(`${shipped}; no build tool beyond the base image's own`, figures);
}

/** A static site's packages are built into its files and not installed. */
function isStatic(trial: Trial): boolean {
  return (
    !trial.plan.command.some((part) => /(?:^|\/)node$/.test(part)) &&
    trial.plan.entrypoint?.some((part) => /(?:^|\/)node$/.test(part)) !== true
  );
}

function belongs(closure: RuntimeClosure, one: ImagePackage): boolean {
  const name = nameOf(closure.kind, one.name);
  return name === closure.project || closure.packages.get(name)?.has(one.version) === true;
}

function missingFrom(closure: RuntimeClosure, installed: readonly ImagePackage[]): readonly string[] {
  const names = new Set(installed.map((one) => nameOf(closure.kind, one.name)));
  return [...closure.packages.keys()].filter((name) => !names.has(name) && !closure.optional.has(name));
}

/** Programs that a layer of the application brought. */
function addedTools(found: Inspection, base: number): readonly string[] {
  return [...found.view.entries()]
    .filter((one) => one.layer >= base && one.entry.type !== "directory" && tools.test(one.path))
    .map((one) => `/${one.path}`);
}
