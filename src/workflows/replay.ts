import { CancelledError, SeaworthyError } from "../core/errors/index.ts";
import { labels } from "../core/labels.ts";
import type { FoundRecord, ReplayedTest, ReplayResult, Run } from "../core/ports/workflows.ts";
import { judgeReplay, readRecordDocument, splitCommand } from "../records/index.ts";
import type { Output } from "../core/ports/process.ts";
import { type Application, loadApplication, withDependencies } from "./application.ts";
import type { Context } from "./context.ts";
import { bounded } from "./evidence.ts";
import { withSession } from "./open-session.ts";
import { findRecord } from "./records.ts";
import { startPlainly } from "./run-tests.ts";
import { type Session, transient } from "./session.ts";

/** A request is repeated until it is answered, at most this long: `docker run -d` returns before the service listens. */
const ANSWER_SECONDS = 30;
/** curl's exit codes for a server that is not there yet: refused, empty reply, reset. */
const notYet = new Set([7, 52, 56]);

/** Runs a record's `tests:` again, in order, and judges each against what was recorded. What they start is removed. */
export async function replay(
  context: Context,
  options: { path: string; which: string | null },
  run: Run,
): Promise<ReplayResult> {
  const found = await findRecord(context, options);
  const commands = found.record?.front.tests ?? readRecordDocument(found.markdown).front.tests;
  const agreed = await run.observer.ask({
    id: "replay",
    text: `Run the ${commands.length} commands of ${found.file}?`,
    detail: commands,
  });
  if (!agreed)
    throw new CancelledError(
      "The commands of the record were not run: they come from a file, so they need a yes (or --yes).",
    );
  const folder = folderOf(context, found, options.path);
  return withSession(context, run, async (session) => {
    const undo = await prepare(context, session, folder, commands);
    try {
      const { variables, pathPrefix } = await context.shell(run);
      const path = [pathPrefix, context.options.env["PATH"]]
        .filter((part) => part !== null && part !== undefined)
        .join(":");
      const shell = { ...variables, PATH: path };
      const tests: ReplayedTest[] = [];
      for (const [index, command] of commands.entries()) {
        run.signal.throwIfAborted();
        tests.push(await replayOne(context, session, folder, shell, command, found.record?.tests[index] ?? null));
      }
      return { file: found.file, tests };
    } finally {
      for (const work of undo.reverse()) await work();
    }
  });
}

/** The folder that the commands were typed in: the service's, where the record says it. */
function folderOf(context: Context, found: FoundRecord, path: string): string {
  const root = /^(.*)\/\.seaworthy\/records\//.exec(context.absolute(found.file))?.[1];
  if (root === undefined || found.record === null) return context.absolute(path);
  const own = found.record.plan?.path ?? ".";
  return own === "." ? root : `${root}/${own}`;
}

/** Makes what the commands take for granted: their network, and the services behind the names that they pass on. */
async function prepare(
  context: Context,
  session: Session,
  folder: string,
  commands: readonly string[],
): Promise<(() => Promise<void>)[]> {
  const undo: (() => Promise<void>)[] = [];
  const later = (work: () => Promise<void>): void => void undo.push(session.cleanups.add(work));
  const words = commands.map((command) => splitCommand(command) ?? []);
  const option = (name: string): string[] => words.flatMap((argv) => argv.filter((_, at) => argv[at - 1] === name));
  const created = words.flatMap((argv) => (argv[1] === "network" && argv[2] === "create" ? [argv.at(-1) ?? ""] : []));
  for (const network of new Set(option("--network"))) {
    if (await session.engine.networkExists(network)) continue;
    undo.push(session.cleanups.add(() => session.engine.remove("network", network), "last"));
    if (!created.includes(network)) await session.engine.createNetwork(network, transient(session));
  }
  // Undone in reverse: containers before the network that they are on.
  for (const name of option("--name")) {
    if ((await session.engine.container(name)) === null) later(() => session.engine.remove("container", name));
  }
  const application = await applicationAt(context, folder);
  if (application === null || created.length > 0) return undo;
  const started = option("--name");
  for (const service of application.asked.flatMap((one) => withDependencies(application, one))) {
    const name = service.plan.service;
    if (application.asked.includes(service) || started.includes(name)) continue;
    const there = await session.engine.container(name);
    if (there !== null && there.labels[labels.stack] !== undefined) continue;
    const { problem } = await startPlainly(session, application, service, false, later);
    if (problem !== null) {
      throw new SeaworthyError("not-ready", {
        what: `${name} did not get ready.`,
        why: problem,
        todo: "Its log above tells why; everything that was started is removed again.",
      });
    }
  }
  return undo;
}

async function applicationAt(context: Context, folder: string): Promise<Application | null> {
  return loadApplication(context, folder).catch(() => null);
}

async function replayOne(
  context: Context,
  session: Session,
  folder: string,
  shell: Readonly<Record<string, string>>,
  command: string,
  recorded: Parameters<typeof judgeReplay>[1],
): Promise<ReplayedTest> {
  const argv = splitCommand(command);
  const began = context.clock.now();
  const [file, ...rest] = argv ?? [];
  if (file === undefined) {
    const said =
      "it needs a shell (a pipe, a variable, a glob), and commands from a file are run as they stand or not at all";
    return { command, verdict: "SKIPPED", said, exitCode: null, output: "", seconds: 0 };
  }
  const network = argv?.[1] === "network" && argv[2] === "create" ? (argv.at(-1) ?? "") : "";
  if (network !== "" && (await session.engine.networkExists(network))) {
    return { command, verdict: "PASS", said: "it is there already, and stays", exitCode: 0, output: "", seconds: 0 };
  }
  const attempt = (): Promise<Output> =>
    context.spawn({
      argv: [file, ...rest],
      cwd: folder,
      env: { ...session.engine.info.environment, ...shell },
      signal: session.signal,
      timeoutMs: 900_000,
    });
  let output = await attempt();
  if (file === "curl") {
    while (notYet.has(output.exitCode ?? 0) && context.clock.now() - began < ANSWER_SECONDS * 1000) {
      await context.clock.sleep(250, session.signal);
      output = await attempt();
    }
  }
  const text =
    file === "curl" ? output.stdout : [output.stdout, output.stderr].filter((part) => part !== "").join("\n");
  const judged = judgeReplay(command, recorded, { exitCode: output.exitCode, output: text });
  const seconds = (context.clock.now() - began) / 1000;
  return { command, ...judged, exitCode: output.exitCode, output: bounded(text), seconds };
}
