import type { Trial } from "../../core/ports/trial.ts";
import { always, defineClaim, fails, holds, listed, type Outcome, skipped } from "../define.ts";
import { logTail } from "../log-tail.ts";

export default defineClaim({
  id: "portable",
  title: "The same Dockerfile builds with each engine at hand",
  why: "A Dockerfile that only one builder reads ties everybody to it, and is found out on the first machine with another.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#syntax",
    "https://github.com/containers/buildah/blob/main/docs/buildah-build.1.md",
  ],
  since: "0.1.0",
  thorough: true,
  long: true,
  apart: true,
  appliesTo: always,
  prove: async (trial) => {
    const others = await trial.otherEngines();
    if (others.length === 0) return skipped("no other engine is at hand: docker and podman are looked for");
    const built: string[] = [];
    const wrong: string[] = [];
    const unknown: string[] = [];
    for (const engine of others) {
      const result = await engine.build({ name: "portable" });
      if (typeof result === "string") unknown.push(`${engine.name} cannot be asked: ${result}`);
      else if (result.ok) built.push(`${engine.name} in ${result.output.seconds.toFixed(1)} s`);
      else wrong.push(`${engine.name}: ${logTail(result.output.stderr + result.output.stdout, 2, 200)}`);
    }
    if (wrong.length > 0) return fails(`it does not build with ${listed(wrong, 2)}`);
    if (built.length === 0) return skipped(listed(unknown, 2));
    return holds(`also built with ${listed([...built, ...unknown])}`, { engines: 1 + built.length });
  },
  control: { broken: "a heredoc, which old builders cannot read", prove: withHeredoc },
});

async function withHeredoc(trial: Trial): Promise<Outcome> {
  const dockerfileText = `FROM ${trial.image}\nRUN <<"END OF SCRIPT"\ntrue\nEND OF SCRIPT\n`;
  const variant = { name: "heredoc", dockerfileText };
  const own = trial.engine.info;
  const others = (await trial.otherEngines()).filter((engine) => !engine.heredocs);
  if (own.heredocs && others.length === 0) return skipped("each builder at hand reads heredocs");
  // The image under proof is where it was built, so the builder at hand is asked first.
  const result = own.heredocs
    ? await others[0]?.build({ ...variant, dockerfileText: heredocOnBase(trial) })
    : await trial.build(variant);
  const name = own.heredocs ? (others[0]?.name ?? "") : `${own.kind} ${own.serverVersion}`;
  if (result === undefined || typeof result === "string") return skipped(`${name} cannot be asked: ${result ?? ""}`);
  return result.ok
    ? holds(`${name} builds a heredoc`)
    : fails(`${name} cannot build a heredoc: ${logTail(result.output.stderr + result.output.stdout, 2, 200)}`);
}

function heredocOnBase(trial: Trial): string {
  const stage = trial.plan.stages[0];
  return `FROM ${stage?.from ?? "scratch"}\nRUN <<"END OF SCRIPT"\ntrue\nEND OF SCRIPT\n`;
}
