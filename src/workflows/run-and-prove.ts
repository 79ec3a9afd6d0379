import type { Proof } from "../core/proof.ts";
import type { BuiltImage } from "../core/ports/workflows.ts";
import type { Comparison } from "../core/record.ts";
import type { AppService, Application } from "./application.ts";
import { compareService } from "./compare.ts";
import type { Context } from "./context.ts";
import { KeptContents } from "./kept-contents.ts";
import { type ProveChoice, proveService } from "./prove.ts";
import { runTests, type TestRun } from "./run-tests.ts";
import type { Session } from "./session.ts";
import type { Steps } from "./steps.ts";

/** What the run, the claims and the comparison of one service came to. */
export interface Shown {
  readonly tests: TestRun;
  readonly proofs: readonly Proof[];
  readonly comparison: Comparison;
  readonly contents: Awaited<ReturnType<KeptContents["all"]>>;
}

/** Runs a built service as a person would, proves its claims, and sets its image against the single-stage build. */
export async function runAndProve(
  context: Context,
  session: Session,
  steps: Steps,
  application: Application,
  service: AppService,
  images: ReadonlyMap<string, BuiltImage>,
  choice: ProveChoice,
): Promise<Shown> {
  const name = service.plan.service;
  const contents = new KeptContents(session);
  const running = steps.step("run", name, `start ${name} as a person would`, async () => {
    const value = await runTests(session, application, service);
    const passed = value.tests.filter((test) => test.verdict === "PASS").length;
    if (value.skipped !== null) return { value, said: value.skipped, outcome: "skipped" };
    const ready = value.secondsToReady === null ? "not ready" : `ready in ${value.secondsToReady.toFixed(1)} s`;
    const said = `${ready}, ${passed} of ${value.tests.length} commands as expected`;
    return { value, said, outcome: passed === value.tests.length ? "done" : "failed" };
  });
  const standing = running.then((tests) => tests.stood);
  const before = { contents, standing };
  const proving = proveService(context, session, steps.run, application, service, images, choice, before);
  // The claims tell of its failure, or the run itself does.
  standing.catch(() => {});
  const told = running.then(() =>
    steps.step("prove", name, "claims", async () => {
      const value = await proving;
      const count = (verdict: string): number => value.filter((proof) => proof.verdict === verdict).length;
      const failed = count("FAIL");
      const said = `${count("PASS")} PASS, ${failed} FAIL, ${count("SKIPPED")} SKIPPED`;
      return { value, said, outcome: failed === 0 ? "done" : "failed" };
    }),
  );
  // Whatever throws, all that was begun comes to rest before it is told.
  await Promise.allSettled([told, proving]);
  const [tests, proofs] = [await running, await told];
  // What the run and the claims made goes while the images are compared.
  session.cleanups.begin();
  const comparison = await compareService(context, session, steps, application, service, images, contents);
  return { tests, proofs, comparison, contents: await contents.all() };
}
