import type { Comparison } from "../core/record.ts";
import type { BuiltImage, Run, ServiceComparison } from "../core/ports/workflows.ts";
import { type AppService, type Application, loadApplication } from "./application.ts";
import { buildFailed } from "./build.ts";
import type { Context } from "./context.ts";
import { withSession } from "./open-session.ts";
import { buildAll, provingOf } from "./prove.ts";
import type { Session } from "./session.ts";
import { megabytes, Steps } from "./steps.ts";
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

export async function compareService(
  context: Context,
  session: Session,
  steps: Steps,
  application: Application,
  service: AppService,
  images: ReadonlyMap<string, BuiltImage>,
): Promise<Comparison> {
  return steps.step("compare", service.plan.service, "multi-stage against single-stage", async () => {
    const proving = await provingOf(context, session, application, service, images, steps.run);
    const undo: (() => Promise<void>)[] = [];
    try {
      const single = await buildVariant(
        proving,
        { name: "single-stage", stages: service.plan.singleStage, withoutIgnoreFile: true },
        undo,
      );
      if (!single.ok) throw buildFailed(service, single.output.stderr + single.output.stdout);
      const [multiSide, singleSide] = [await side(session, proving.image), await side(session, single.tag)];
      const value = { multi: multiSide, single: singleSide, ratio: multiSide.bytes / Math.max(1, singleSide.bytes) };
      const said = `${megabytes(value.multi.bytes)} against ${megabytes(value.single.bytes)} single-stage: ${value.ratio.toFixed(2)} of it`;
      return { value, said };
    } finally {
      for (const work of undo.reverse()) await work();
    }
  });
}

/** One image with its layers as the engine's history tells them: asking it costs nothing, where saving a large image costs seconds. */
async function side(session: Session, image: string): Promise<Comparison["multi"]> {
  const info = await session.engine.image(image);
  const history = await session.engine.history(image);
  const layers = history
    .filter((entry) => entry.size > 0)
    .map((entry) => ({ instruction: entry.createdBy, bytes: entry.size }));
  return { image, digest: info?.id ?? "", bytes: info?.size ?? 0, layers };
}
