import { relative } from "node:path";
import type { Diagnosis } from "../core/diagnosis.ts";
import type { EngineInfo } from "../core/ports/engine.ts";
import type { BuiltImage, RatedFile } from "../core/ports/workflows.ts";
import type { Proof } from "../core/proof.ts";
import type { Comparison, RecordedTest, SeaworthyRecord, Suggestion } from "../core/record.ts";
import type { AppService, Application } from "./application.ts";
import type { Context, PresentBase } from "./context.ts";
import { inputsOf } from "./inputs.ts";
import { recordedDockerfile } from "./recorded-dockerfile.ts";
import type { Steps } from "./steps.ts";

/** All that one run found out about one service. */
export interface RunFindings {
  readonly application: Application;
  readonly service: AppService;
  readonly steps: Steps;
  readonly engine: EngineInfo | null;
  readonly bases: readonly PresentBase[];
  readonly before: RatedFile | null;
  readonly after: RatedFile;
  readonly written: readonly { readonly path: string; readonly text: string }[];
  readonly image: BuiltImage | null;
  readonly tests: readonly RecordedTest[];
  readonly proofs: readonly Proof[];
  readonly comparison: Comparison | null;
  readonly contents?: SeaworthyRecord["contents"];
  readonly necessary?: SeaworthyRecord["necessary"];
  readonly suggestions: readonly Suggestion[];
  readonly diagnoses: readonly Diagnosis[];
  readonly skipped: readonly { readonly step: string; readonly because: string }[];
}

/** Puts a run's findings into a record. Its number is set when it is written. */
export async function assembleRecord(context: Context, run: RunFindings): Promise<SeaworthyRecord> {
  const { service, application } = run;
  const { facts, plan } = service;
  const git = await context.git(application.root);
  const standIns: Record<string, string> = {};
  for (const base of run.bases) if (base.standIn !== null) standIns[base.reference] = base.standIn;
  return {
    schema: 1,
    front: {
      id: 0,
      title: `${capitalised(facts.name)} Containerization ${run.image === null ? "Prepared" : "Complete"}`,
      stage: "tasks",
      date: context.clock.date().toISOString().slice(0, 10),
      surface: context.options.surface,
      model: "none",
      feature: "docker-containerization",
      branch: git.branch,
      user: git.user,
      command: context.options.typed,
      labels: [
        "docker",
        "containerization",
        facts.name,
        facts.framework,
        facts.packageManager,
        "multi-stage",
        "security",
      ],
      links: { spec: null, ticket: null, adr: null, pr: null },
      files: run.written.map((file) => (plan.path === "." ? file.path : `${plan.path}/${file.path}`)),
      tests: run.tests.map((test) => test.command),
    },
    tool: { name: "seaworthy", version: context.version, node: context.nodeVersion },
    machine: context.machine,
    engine: run.engine,
    standIns,
    prompt: [
      `Containerize ${facts.name}: write its Dockerfile and .dockerignore from what the code says`,
      "Rate the Dockerfile and apply what would raise its scores",
      `Build ${plan.image}:latest, start it with what it needs, and ask its routes`,
      "Prove each claim on a real engine, negative controls included",
      "Compare the image with a single-stage build, and record the evidence",
    ],
    ...(await inputsOf(context, service.tree)),
    facts,
    folder: relative(context.absolute("."), service.folder) || ".",
    plan,
    written: await Promise.all(
      run.written.map(async (file) => ({ path: file.path, sha256: await context.sha256(file.text) })),
    ),
    findingsBefore: run.before === null ? null : run.before.findings,
    findingsAfter: run.after.findings,
    scoresBefore: run.before?.scores ?? null,
    scoresAfter: run.after.scores,
    suggestions: run.suggestions,
    image: run.image === null ? null : imageOf(run.image),
    proofs: run.proofs,
    comparison: run.comparison,
    ...(run.necessary === undefined ? {} : { necessary: run.necessary }),
    ...(run.after.text === null
      ? {}
      : { dockerfile: recordedDockerfile("Dockerfile", run.after.text, run.before?.text ?? null) }),
    ...(run.contents === undefined ? {} : { contents: run.contents }),
    diagnoses: run.diagnoses,
    lessons: [],
    tests: run.tests,
    timeline: run.steps.timeline.filter((entry) => entry.service === "" || entry.service === facts.name),
    skipped: run.skipped,
  };
}

function imageOf({ tag, digest, bytes, repoDigests = [] }: BuiltImage): SeaworthyRecord["image"] {
  return { tag, digest, bytes, ...(repoDigests.length === 0 ? {} : { repoDigests }) };
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
