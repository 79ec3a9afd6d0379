import { generatedFiles, planAtMirrors, renderCompose, renderGithubWorkflow } from "../generate/index.ts";
import { composeFileNames } from "../formats/compose/index.ts";
import type { FinalBase, ServicePlan } from "../core/plan.ts";
import type { FileChange, InitOptions, InitResult, Run } from "../core/ports/workflows.ts";
import { type AppService, type Application, loadApplication } from "./application.ts";
import type { Context } from "./context.ts";
import { type Consent, writeFile } from "./write-files.ts";

/** Writes the Dockerfile, .dockerignore and what else an image needs for each service, and the stack's compose file. */
export async function init(context: Context, options: InitOptions, run: Run): Promise<InitResult> {
  const application = await loadApplication(context, options.path, { base: options.base });
  tellSlim(application, options.base, run);
  const asked = application.asked.map((service) => ({ ...service, plan: changed(service.plan, options) }));
  const result = await writeApplication(context, run, { ...application, asked }, options);
  if (options.ci === null) return result;
  const workflow = await writeFile(context, run, application.root, renderGithubWorkflow(application.stack), options);
  return { ...result, stack: [...result.stack, workflow] };
}

/** Says of which services there is no minimal form. */
export function tellSlim(application: Application, base: FinalBase | null | undefined, run: Run): void {
  if (base !== "minimal") return;
  for (const { plan } of application.asked) {
    if (plan.stages.at(-1)?.from === "scratch") continue;
    const text = `${plan.service} stays on a small distribution: its start needs a shell, so there is no minimal form of it.`;
    run.observer.on({ kind: "note", level: "info", text });
  }
}

/** The plan as the user's network wants it; only ever what was asked for. */
function changed(plan: ServicePlan, options: InitOptions): ServicePlan {
  return Object.keys(options.mirrors).length === 0 ? plan : planAtMirrors(plan, options.mirrors);
}

export async function writeApplication(
  context: Context,
  run: Run,
  application: Application,
  consent: Consent,
): Promise<InitResult> {
  const services: { service: string; path: string; files: readonly FileChange[] }[] = [];
  for (const service of application.asked) {
    services.push({
      service: service.plan.service,
      path: service.plan.path,
      files: await writeService(context, run, service, consent),
    });
  }
  const compose = { path: "compose.yaml", text: renderCompose(application.stack) };
  const others = composeFileNames.filter((name) => name !== compose.path);
  const asWritten = await Promise.all(others.map((name) => context.files.exists(`${application.root}/${name}`)));
  const stack = asWritten.some(Boolean) ? [] : [await writeFile(context, run, application.root, compose, consent)];
  return { services, stack };
}

export async function writeService(
  context: Context,
  run: Run,
  service: AppService,
  consent: Consent,
): Promise<readonly FileChange[]> {
  const changes: FileChange[] = [];
  for (const file of generatedFiles(service.plan, service.tree)) {
    changes.push(await writeFile(context, run, service.folder, file, consent));
  }
  return changes;
}
