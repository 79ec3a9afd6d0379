import type { BuiltImage, FileChange, FixedFile, FixOptions, FixResult, Run } from "../core/ports/workflows.ts";
import { generatedFiles } from "../generate/index.ts";
import { fixText, type RepositoryFacts } from "../rules/index.ts";
import { type AppService, type Application, loadApplication, withDependencies } from "./application.ts";
import { assembleRecord } from "./assemble-record.ts";
import { baseReferences, buildService, dockerfileOf, ensureBases } from "./build.ts";
import type { Context } from "./context.ts";
import { unifiedDiff } from "./diff.ts";
import { type Candidate, type FixedService, fixService, type Rules } from "./fix-service.ts";
import { fixedBy } from "./fix-shell.ts";
import { Watch } from "./necessary.ts";
import { withSession } from "./open-session.ts";
import { comparisonBases, notClaimed, provingOf } from "./prove.ts";
import { type Asked, configsFor, type Judged, judge, rated, ratedBy, repositoryOf } from "./rate.ts";
import { RateShell } from "./rate-shell.ts";
import { writeRecord } from "./records.ts";
import { runAndProve } from "./run-and-prove.ts";
import type { Session } from "./session.ts";
import { Steps } from "./steps.ts";
import { writeFile } from "./write-files.ts";

/** Edits Dockerfiles so that they rate higher. With `prove` each change is tried on an engine first, and the result is proved. */
export async function fix(context: Context, options: FixOptions, run: Run): Promise<FixResult> {
  const files: FixedFile[] = [];
  if (!options.prove) {
    const shell = new RateShell(context, options, run);
    for (const one of await judge(context, { ...options, stdin: options.stdin ?? null }, run, shell))
      files.push(await fixByText(context, options, run, one, shell));
    return { files };
  }
  for (const path of options.paths.length === 0 ? ["."] : options.paths) {
    const application = await loadApplication(context, path.replace(/\/Dockerfile$/, ""));
    for (const service of application.asked) files.push(await fixAndProve(context, options, run, application, service));
  }
  return { files };
}

async function fixByText(
  context: Context,
  options: FixOptions,
  run: Run,
  judged: Judged,
  shell: RateShell,
): Promise<FixedFile> {
  const { file: before, by, piped } = judged;
  const { text } = before;
  const nothing = { path: before.path, before, suggestions: [], diagnoses: [], record: null, proofs: [] };
  if (text === null) return { ...nothing, after: before, changes: [] };
  const kind = options.suggested ? "suggested" : "safe";
  const fixed = await fixedBy(before.path, text, by, kind, shell);
  if (fixed.stopped) {
    const said = `${before.path}: not every fix was tried, there are too many for so long a file; fix it again for more`;
    run.observer.on({ kind: "note", level: "warning", text: said });
  }
  const after = ratedBy(before.path, fixed.text, fixed.by);
  const suggestions = fixed.applied.map((one) => ({
    rule: one.rule,
    title: one.message,
    diff: "",
    kept: true,
    because: one.kind === "safe" ? "a safe edit: the meaning stays" : "a suggested edit that was asked for",
  }));
  const folder = context.absolute(before.path).replace(/\/[^/]*$/, "");
  const path = before.path.replace(/^.*\//, "");
  const change = await changeOf(context, run, folder, path, text, fixed.text, {
    write: options.write && !piped,
    backup: options.backup !== false,
  });
  return { ...nothing, after, changes: [change], suggestions };
}

async function changeOf(
  context: Context,
  run: Run,
  folder: string,
  path: string,
  before: string | null,
  after: string,
  { write, backup }: { readonly write: boolean; readonly backup: boolean },
): Promise<FileChange> {
  const file = { path, text: after };
  if (write) return writeFile(context, run, folder, file, { force: true, diff: false, backup });
  return {
    path,
    before,
    after,
    outcome: before === after ? "unchanged" : "shown",
    backup: null,
    diff: unifiedDiff(path, before, after),
  };
}

async function fixAndProve(
  context: Context,
  options: FixOptions,
  run: Run,
  application: Application,
  service: AppService,
): Promise<FixedFile> {
  const steps = new Steps(context, run);
  const text = await dockerfileOf(context, service);
  const found = await configsFor(context, options, run).of(service.folder);
  const asked: Asked = { profile: options.profile, config: found?.config };
  const before = rated("Dockerfile", text, asked, repositoryOf(service.tree, service.facts));
  return withSession(context, run, async (session) => {
    const needed = withDependencies(application, service);
    const generated = candidateOf(service);
    const more = [...comparisonBases(service.plan), ...baseReferences(generated.dockerfile)];
    const bases = await ensureBases(context, session, steps, needed, more);
    const images = new Map<string, BuiltImage>();
    for (const one of needed.filter((other) => other !== service)) {
      images.set(one.plan.service, await buildService(context, session, steps, one, { tag: null, noCache: false }));
    }
    const proving = await provingOf(context, session, application, service, images, run);
    const result = await fixService(
      proving,
      steps,
      { dockerfile: text, files: {} },
      generated,
      rulesFor(service, asked),
    );
    const copy = await copyWith(context, session, service, result.candidate);
    const after = rated("Dockerfile", result.candidate.dockerfile, asked, repositoryOf(copy.tree, service.facts));
    images.set(service.plan.service, await buildService(context, session, steps, copy, { tag: null, noCache: false }));
    const watch = new Watch();
    const choice = { only: [], skip: [], controls: true, beside: watch.beside };
    const shown = await runAndProve(context, session, steps, application, copy, images, choice);
    const changes: FileChange[] = [];
    for (const file of filesOf(result)) {
      changes.push(
        await changeOf(context, run, service.folder, file.path, service.tree.read(file.path), file.text, {
          write: options.write,
          backup: options.backup !== false,
        }),
      );
    }
    const record = await assembleRecord(context, {
      application,
      service,
      steps,
      engine: session.engine.info,
      bases,
      before,
      after,
      written: options.write ? filesOf(result) : [],
      image: images.get(service.plan.service) ?? null,
      tests: shown.tests.tests,
      proofs: shown.proofs,
      comparison: shown.comparison,
      necessary: watch.necessary,
      contents: shown.contents,
      suggestions: result.suggestions,
      diagnoses: result.diagnoses,
      skipped: [
        ...(shown.tests.skipped === null ? [] : [{ step: "run", because: shown.tests.skipped }]),
        ...notClaimed(service, []),
      ],
    });
    const written = await writeRecord(context, service.folder, record);
    return {
      path: `${service.plan.path === "." ? "" : `${service.plan.path}/`}Dockerfile`,
      before,
      after,
      changes,
      suggestions: result.suggestions,
      diagnoses: result.diagnoses,
      record: { markdown: written.markdown, json: written.json },
      proofs: shown.proofs,
      necessary: watch.necessary,
    };
  });
}

function filesOf(result: FixedService): readonly { path: string; text: string }[] {
  const others = Object.entries(result.candidate.files).map(([path, text]) => ({ path, text }));
  return [{ path: "Dockerfile", text: result.candidate.dockerfile }, ...others];
}

function candidateOf(service: AppService): Candidate {
  const files: Record<string, string> = {};
  let dockerfile = "";
  for (const file of generatedFiles(service.plan, service.tree)) {
    if (file.path === "Dockerfile") dockerfile = file.text;
    else files[file.path] = file.text;
  }
  return { dockerfile, files };
}

/** The service with its changed files in a folder of this run, so that the user's own stay as they are until they are asked for. */
async function copyWith(
  context: Context,
  session: Session,
  service: AppService,
  candidate: Candidate,
): Promise<AppService> {
  const temporary = await session.files.temporary("fixed");
  session.cleanups.add(() => session.files.remove(temporary), "end");
  const folder = `${temporary}/context`;
  await session.files.copyTree(service.folder, folder);
  await session.files.writeText(`${folder}/Dockerfile`, candidate.dockerfile);
  for (const [path, text] of Object.entries(candidate.files)) await session.files.writeText(`${folder}/${path}`, text);
  return { ...service, folder, tree: await context.files.tree(folder) };
}

function rulesFor(service: AppService, { profile, config }: Asked): Rules {
  const repository: RepositoryFacts = repositoryOf(service.tree, service.facts);
  const common = {
    ...(profile !== null && { profile }),
    ...(config !== undefined && { config }),
    repository,
    kind: "suggested",
  } as const;
  return {
    // What the image stands on is the plan's matter: the multi-stage change that comes after these.
    fixAll: (text) =>
      fixText("Dockerfile", text, { ...common, accept: (finding) => finding.slug !== "base-image/large" }),
    fixRule: (text, rule) =>
      fixText("Dockerfile", text, { ...common, accept: (finding) => finding.rule === rule }).text,
  };
}
