import type { ServicePlan } from "../../core/plan.ts";
import type { Trial } from "../../core/ports/trial.ts";
import { type ComposeService, parseCompose } from "../../formats/compose/index.ts";
import { portsOf } from "../compose-ports.ts";
import { composeFile, serviceIn } from "../compose-service.ts";
import { always, defineClaim, fails, holds, listed, type Outcome, skipped } from "../define.ts";

export default defineClaim({
  id: "documented",
  title: "Port, variables, volumes and command are in the image and in the compose file as the code has them",
  why: "What is written in one place only is found out by failing: a volume that nobody mounts loses its data, a variable that nobody sets has its default.",
  sources: ["https://docs.docker.com/reference/compose-file/services/"],
  since: "0.1.0",
  apart: true,
  appliesTo: always,
  prove: async (trial) => {
    const found = await composeFile(trial);
    return compared(trial, found?.text ?? null);
  },
  control: { broken: "one line taken out of the compose file", prove: withoutOne },
});

async function compared(trial: Trial, text: string | null): Promise<Outcome> {
  const { plan } = trial;
  const service = text === null ? null : serviceIn(parseCompose(text), plan.service, plan.image);
  const wrong = [
    ...(await imageGaps(trial)),
    ...(service === null || text === null ? [] : composeGaps(service, portsOf(text, plan.service, plan.image), plan)),
  ];
  const facts = 2 + variables(plan).length + volumes(plan).length;
  if (wrong.length > 0) return fails(listed(wrong), { facts, missing: wrong.length });
  const where = service === null ? "the image; no compose file speaks of it" : "the image and the compose file";
  const what = ["port", "command", ...numbered(variables(plan), "variable"), ...numbered(volumes(plan), "volume")];
  return holds(`${what.join(", ")}: all in ${where}`, { facts, missing: 0 });
}

function numbered(items: readonly string[], noun: string): readonly string[] {
  return items.length === 0 ? [] : [`${items.length} ${noun}${items.length === 1 ? "" : "s"}`];
}

/** Variables that something must give: what is required, and where its upstreams are. */
function variables(plan: ServicePlan): readonly string[] {
  const required = plan.env.filter((one) => one.required).map((one) => one.name);
  return [
    ...new Set([...required, ...plan.upstreams.flatMap((one) => (one.required && one.env !== null ? [one.env] : []))]),
  ];
}

function volumes(plan: ServicePlan): readonly string[] {
  return plan.writable
    .filter((one) => one.lasting)
    .map(({ path }) => (path.startsWith("/") ? path : `${plan.workdir.replace(/\/$/, "")}/${path}`));
}

async function imageGaps(trial: Trial): Promise<readonly string[]> {
  const { plan } = trial;
  const image = await trial.engine.image(trial.image);
  if (image === null) return ["the image is not there any more"];
  const { exposed, entrypoint, cmd } = image;
  trial.note({
    command: trial.engine.typed(["image", "inspect", trial.image]),
    exitCode: 0,
    output: JSON.stringify({ exposed, entrypoint, cmd }),
    seconds: 0,
  });
  const runs = [...(image.entrypoint ?? []), ...(image.cmd ?? [])].join(" ");
  const meant = [...(plan.entrypoint ?? image.entrypoint ?? []), ...plan.command].join(" ");
  return [
    ...(image.exposed.some((port) => Number.parseInt(port, 10) === plan.port)
      ? []
      : [`EXPOSE does not name ${plan.port}`]),
    ...(plan.command.length === 0 || runs === meant
      ? []
      : [`the image runs ${runs || "nothing"}, and the code is started with ${meant}`]),
  ];
}

function composeGaps(service: ComposeService, ports: readonly number[], plan: ServicePlan): readonly string[] {
  const named = new Set(service.environment.map((one) => one.name));
  const mounted = new Set(service.volumes.map((one) => one.target));
  return [
    ...(ports.includes(plan.port) ? [] : [`the compose file does not name port ${plan.port}`]),
    ...(service.envFiles.length > 0 ? [] : variables(plan).filter((name) => !named.has(name))).map(
      (name) => `the compose file does not name ${name}`,
    ),
    ...volumes(plan)
      .filter((path) => !mounted.has(path))
      .map((path) => `the compose file mounts no volume at ${path}`),
  ];
}

async function withoutOne(trial: Trial): Promise<Outcome> {
  const found = await composeFile(trial);
  const { plan } = trial;
  const service = found === null ? null : serviceIn(found.file, plan.service, plan.image);
  if (found === null || service === null) return skipped("no compose file speaks of the service");
  const variable = service.environment.find((one) => variables(plan).includes(one.name));
  const volume = service.volumes.find((one) => volumes(plan).includes(one.target));
  const ports = service.keys.get("ports") ?? service.keys.get("expose");
  const span = service.envFiles.length === 0 && variable !== undefined ? variable : (volume ?? ports?.value);
  if (span === undefined) return skipped("the compose file says nothing that could be taken out");
  const empty = span === ports?.value ? "[]" : "";
  return compared(trial, `${found.text.slice(0, span.start)}${empty}${found.text.slice(span.end)}`);
}
