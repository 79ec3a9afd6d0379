import type { SeaworthyRecord } from "../core/record.ts";
import type { LoopOptions, LoopResult, LoopService, RatedFile, Run, RunningService } from "../core/ports/workflows.ts";
import { withSession } from "./open-session.ts";
import { type AppService, type Application, loadApplication } from "./application.ts";
import type { Context, PresentBase } from "./context.ts";
import { assembleRecord } from "./assemble-record.ts";
import { tellSlim, writeApplication } from "./init.ts";
import { buildAll, notClaimed } from "./prove.ts";
import { checkSettings } from "./prove-config.ts";
import { configsFor, rated, repositoryOf } from "./rate.ts";
import { writeRecord } from "./records.ts";
import { runAndProve } from "./run-and-prove.ts";
import type { Session } from "./session.ts";
import { Steps } from "./steps.ts";
import { startStack } from "./up.ts";
import { SeaworthyError } from "../core/errors/index.ts";
import type { InitResult, BuiltImage } from "../core/ports/workflows.ts";

/** What the loop knows of one service before an engine is asked for. */
interface Prepared {
  readonly service: AppService;
  readonly before: RatedFile | null;
  readonly after: RatedFile;
  readonly written: readonly { path: string; text: string }[];
}

/**
 * The whole loop: detect, generate, rate, fix, build, run, prove, compare, record. Where no engine works the steps that
 * need none are done, and the others are named as skipped.
 */
export async function loop(context: Context, options: LoopOptions, run: Run): Promise<LoopResult> {
  const steps = new Steps(context, run);
  context.warmEngine();
  const application = await steps.step("detect", "", options.path, async () => {
    const value = await loadApplication(context, options.path, { base: options.base ?? null });
    tellSlim(value, options.base, run);
    const said = value.asked
      .map(({ facts }) => `${facts.name} (${facts.framework}, ${facts.packageManager})`)
      .join(", ");
    return { value, said };
  });
  await checkSettings(context, application.asked, options);
  const files = await generateStep(context, steps, application, options);
  const prepared: Prepared[] = [];
  for (const service of application.asked) prepared.push(await rateStep(context, steps, service, files, options));

  const services: LoopService[] = [];
  let kept: readonly RunningService[] = [];
  try {
    kept = await withSession(context, run, async (session) => {
      const { images, bases } = await buildAll(context, session, steps, application, application.asked);
      for (const one of prepared) {
        const service = await evidenceOf(context, session, steps, application, one, images, bases, options);
        services.push({ ...service, bar: one.after.bar });
      }
      if (!options.keep) return [];
      // Their containers had the names that are wanted now.
      await session.cleanups.settled();
      return (await startStack(context, session, steps, application, false)).services;
    });
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code !== "no-engine") throw error;
    // Told once, whole; what it leaves undone is told step by step, in a word.
    const text = [error.message, ...error.tried, error.todo].map((line) => line.trim().replace(/\.$/, "")).join(". ");
    run.observer.on({ kind: "note", level: "warning", text: `${text}.` });
    for (const one of prepared) {
      const service = await withoutEngine(context, steps, application, one, options, error);
      services.push({ ...service, bar: one.after.bar });
    }
  }
  return { services, kept, seconds: steps.seconds };
}

async function generateStep(
  context: Context,
  steps: Steps,
  application: Application,
  options: LoopOptions,
): Promise<InitResult> {
  return steps.step("generate", "", "Dockerfile, .dockerignore, compose.yaml", async () => {
    const value = await writeApplication(context, steps.run, application, { force: options.force, diff: false });
    const changes = [...value.services.flatMap((one) => one.files), ...value.stack];
    const counts = new Map<string, number>();
    for (const change of changes) counts.set(change.outcome, (counts.get(change.outcome) ?? 0) + 1);
    return { value, said: [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ") };
  });
}

async function rateStep(
  context: Context,
  steps: Steps,
  service: AppService,
  files: InitResult,
  options: LoopOptions,
): Promise<Prepared> {
  const changes = files.services.find((one) => one.service === service.plan.service)?.files ?? [];
  const change = changes.find((one) => one.path === "Dockerfile");
  return steps.step("rate", service.plan.service, "Dockerfile", async () => {
    const repository = repositoryOf(await context.files.tree(service.folder), service.facts);
    const found = await configsFor(context, options, steps.run).of(service.folder);
    const asked = { profile: options.profile, config: found?.config };
    const text = await context.files.readText(`${service.folder}/Dockerfile`);
    const after = rated("Dockerfile", text, asked, repository);
    const replaced = change?.outcome === "written" && change.before !== null;
    const before = replaced && change.before !== null ? rated("Dockerfile", change.before, asked, repository) : null;
    const said =
      after.scores === null
        ? `does not parse: ${after.problem ?? ""}`
        : `security ${after.scores.security}/10, efficiency ${after.scores.efficiency}/10, ${after.findings.length} findings`;
    const written = changes.map((one) => ({
      path: one.path,
      text: one.outcome === "kept" ? (one.before ?? "") : one.after,
    }));
    return { value: { service, before, after, written }, said };
  });
}

async function evidenceOf(
  context: Context,
  session: Session,
  steps: Steps,
  application: Application,
  one: Prepared,
  images: ReadonlyMap<string, BuiltImage>,
  bases: readonly PresentBase[],
  options: LoopOptions,
): Promise<LoopService> {
  const { service } = one;
  const name = service.plan.service;
  steps.run.signal.throwIfAborted();
  const shown = await runAndProve(context, session, steps, application, service, images, options);
  return recordStep(context, steps, options, () =>
    assembleRecord(context, {
      application,
      service,
      steps,
      engine: session.engine.info,
      bases,
      before: one.before,
      after: one.after,
      written: one.written,
      image: images.get(name) ?? null,
      tests: shown.tests.tests,
      proofs: shown.proofs,
      comparison: shown.comparison,
      contents: shown.contents,
      suggestions: [],
      diagnoses: [],
      skipped: [
        ...(shown.tests.skipped === null ? [] : [{ step: "run", because: shown.tests.skipped }]),
        ...notClaimed(service, options.only),
      ],
    }),
  );
}

async function withoutEngine(
  context: Context,
  steps: Steps,
  application: Application,
  one: Prepared,
  options: LoopOptions,
  error: SeaworthyError,
): Promise<LoopService> {
  const name = one.service.plan.service;
  const because = "no container engine answers";
  const skipped = ["bases", "build", "run", "prove", "compare"].map((step) => ({ step, because }));
  for (const { step } of skipped) steps.skip(step, name, because);
  skipped.push({ step: "engine", because: `${error.message}. ${error.todo}` });
  return recordStep(context, steps, options, () =>
    assembleRecord(context, {
      application,
      service: one.service,
      steps,
      engine: null,
      bases: [],
      before: one.before,
      after: one.after,
      written: one.written,
      image: null,
      tests: [],
      proofs: [],
      comparison: null,
      suggestions: [],
      diagnoses: [],
      skipped,
    }),
  );
}

async function recordStep(
  context: Context,
  steps: Steps,
  options: LoopOptions,
  assemble: () => Promise<SeaworthyRecord>,
): Promise<LoopService> {
  const record = await assemble();
  return steps.step("record", record.facts.name, "write the record", async () => {
    const files = await writeRecord(context, context.absolute(options.path), record);
    const value = { service: record.facts.name, path: record.facts.path, record: files.record, files };
    return { value, said: files.markdown };
  });
}
