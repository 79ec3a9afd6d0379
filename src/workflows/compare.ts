import type { Comparison } from "../core/record.ts";
import type { BuiltImage, Run, ServiceComparison } from "../core/ports/workflows.ts";
import { singleStage } from "../claims/index.ts";
import { type AppService, type Application, loadApplication } from "./application.ts";
import { buildFailed } from "./build.ts";
import type { Context } from "./context.ts";
import { comparedImage } from "./compared-image.ts";
import type { KeptContents } from "./kept-contents.ts";
import { withSession } from "./open-session.ts";
import { buildAll, provingOf } from "./prove.ts";
import type { Session } from "./session.ts";
import { megabytes, Steps } from "./steps.ts";
import type { Proving } from "./trial.ts";
import { buildVariant } from "./variant.ts";

/** Builds each service's single-stage counterpart and sets the two side by side, layer by layer. */
export async function compare(
  context: Context,
  options: { path: string },
  run: Run,
): Promise<readonly ServiceComparison[]> {
  const application = await loadApplication(context, options.path);
  const steps = new Steps(context, run);
  return withSession(context, run, async (session) => {
    const { images } = await buildAll(context, session, steps, application, application.asked);
    const compared: ServiceComparison[] = [];
    for (const service of application.asked) {
      const comparison = await compareService(context, session, steps, application, service, images);
      compared.push({ service: service.plan.service, comparison });
    }
    return compared;
  });
}

/** The comparison of one service; the single-stage image is only built where no claim of this run has built it. */
export async function compareService(
  context: Context,
  session: Session,
  steps: Steps,
  application: Application,
  service: AppService,
  images: ReadonlyMap<string, BuiltImage>,
  contents?: KeptContents,
): Promise<Comparison> {
  return steps.step("compare", service.plan.service, "multi-stage against single-stage", async () => {
    const proving = await provingOf(context, session, application, service, images, steps.run);
    const single = (await contents?.singleSide()) ?? (await builtSingleStage(proving, service));
    const multi = await comparedImage(session, proving.image);
    const value = { multi, single, ratio: multi.bytes / Math.max(1, single.bytes) };
    const said = `${megabytes(multi.bytes)} against ${megabytes(single.bytes)} single-stage: ${value.ratio.toFixed(2)} of it`;
    return { value, said };
  });
}

async function builtSingleStage(proving: Proving, service: AppService): Promise<Comparison["single"]> {
  const undo: (() => Promise<void>)[] = [];
  try {
    const built = await buildVariant(proving, singleStage(proving.plan), undo);
    if (!built.ok) throw buildFailed(service, built.output.stderr + built.output.stdout);
    return await comparedImage(proving.session, built.tag);
  } finally {
    for (const work of undo.reverse()) await work();
  }
}
