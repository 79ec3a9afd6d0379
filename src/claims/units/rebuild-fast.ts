import type { Stage } from "../../core/plan.ts";
import type { BuildStep } from "../../core/ports/engine.ts";
import type { BuildVariant, Trial } from "../../core/ports/trial.ts";
import { defineClaim, fails, holds, listed, type Outcome, skipped } from "../define.ts";
import { changedSource } from "../changed-source.ts";

/** Commands that install dependencies. */
const install =
  /\b(?:uv (?:sync|pip install)|pip3? install|poetry install|pdm (?:sync|install)|npm (?:ci|install)|pnpm (?:install|fetch)|yarn install|bun install|bundle install|composer install|go mod download|cargo (?:fetch|chef))\b/;

export default defineClaim({
  id: "rebuild-fast",
  title: "A one-line source change rebuilds without installing the dependencies again",
  why: "The build that is run most often is the one after a small change; copying the source before installing makes each one a full build.",
  sources: ["https://docs.docker.com/build/cache/optimize/"],
  since: "0.1.0",
  early: true,
  apart: true,
  appliesTo: (_, plan) =>
    plan.stages.some((stage) => stage.steps.some(isInstall)) || "the build installs no dependencies",
  prove: (trial) => rebuilt(trial, { name: "one-line-change" }),
  control: {
    broken: "the whole source copied before the installation",
    prove: (trial) => rebuilt(trial, { name: "source-first", stages: trial.plan.stages.map(sourceFirst) }),
  },
});

type Step = Stage["steps"][number];

function isInstall(step: Step): boolean {
  return step.kind === "run" && install.test(typeof step.command === "string" ? step.command : step.command.join(" "));
}

function sourceFirst(stage: Stage): Stage {
  const at = stage.steps.findIndex(isInstall);
  if (at === -1) return stage;
  const copy: Step = { kind: "copy", sources: ["."], target: "./" };
  return { ...stage, steps: [...stage.steps.slice(0, at), copy, ...stage.steps.slice(at)] };
}

async function rebuilt(trial: Trial, variant: BuildVariant): Promise<Outcome> {
  const change = await changedSource(trial);
  if (change === null) return skipped("no source file was found to change");
  // The image under proof was built in this run from these very stages; others have to be built once first.
  if (variant.stages !== undefined) {
    const first = await trial.build({ ...variant, files: { [change.file]: change.before } });
    if (!first.ok) return skipped(`the build before the change fails: ${first.output.stderr.trim().slice(-200)}`);
  }
  const again = await trial.build({ ...variant, files: { [change.file]: change.after } });
  if (!again.ok) return skipped(`the build after the change fails: ${again.output.stderr.trim().slice(-200)}`);
  const installs = again.steps.filter((step) => install.test(step.name));
  // Installing the project itself belongs after its source; the first installation is that of the dependencies.
  const [dependencies] = installs;
  const figures = {
    seconds: again.output.seconds,
    stepsRun: ran(again.steps).length,
    steps: again.steps.length,
    installs: ran(installs).length,
  };
  if (dependencies === undefined) return skipped("the builder named no step that installs dependencies");
  if (!dependencies.cached)
    return fails(
      `a change of one line in ${change.file} installs the dependencies again: ${shortened(dependencies.name)} (${again.output.seconds.toFixed(1)} s)`,
      figures,
    );
  const limit = trial.limits.rebuildSeconds;
  if (limit !== undefined && again.output.seconds > limit)
    return fails(
      `a change of one line in ${change.file} takes ${again.output.seconds.toFixed(1)} s to rebuild (limit ${limit} s)`,
      figures,
    );
  return holds(
    `after a change of one line in ${change.file} ${figures.stepsRun} of ${figures.steps} steps run, in ${again.output.seconds.toFixed(1)} s (${listed(
      ran(again.steps).map((step) => shortened(step.name)),
      4,
    )})`,
    figures,
  );
}

function ran(steps: readonly BuildStep[]): readonly BuildStep[] {
  return steps.filter((step) => !step.cached && !step.name.startsWith("FROM "));
}

function shortened(name: string): string {
  const text = name.replaceAll(/--mount=\S+\s*/g, "").replaceAll(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
