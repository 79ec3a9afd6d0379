import type { Necessary, NotWatched } from "../../core/necessary.ts";
import type { ImageInfo } from "../../core/ports/engine.ts";
import type { Output } from "../../core/ports/process.ts";
import type { Running, StartOptions, Trial } from "../../core/ports/trial.ts";
import { openImage } from "../../formats/image-archive/index.ts";
import { logTail } from "../log-tail.ts";
import { complaint, drive, safeRoutes, until } from "../probes.ts";
import { belongings } from "./belongings.ts";
import { necessaryFiles } from "./files.ts";
import { watchPath, watchProgram } from "./watch-program.ts";

const source = "seaworthy-watch.c";

/** What a watched container did: the paths that it opened, and what else is worth telling. */
interface Watched {
  readonly paths: readonly string[];
  readonly driven: readonly string[];
}

/**
 * Starts the service with its root file system watched from before its first instruction, asks for its safe routes, runs its
 * health check, stops it; runs its own tests in the same image with what they need; and answers the files that were opened.
 * Needs an engine whose root is the machine's.
 */
export async function watchOpened(trial: Trial): Promise<Necessary | NotWatched> {
  if (trial.engine.info.rootless) return { notWatched: "the engine runs without root, which fanotify needs" };
  const info = await trial.engine.image(trial.image);
  const argv = [...(info?.entrypoint ?? []), ...(info?.cmd ?? [])];
  if (info === null || argv.length === 0) return { notWatched: "the image names no command" };
  const service = await watched(trial, "watched", trial.image, argv, {}, (running, over) =>
    useService(trial, running, over, info),
  );
  if ("notWatched" in service) return service;
  const tests = await testsWatched(trial);
  const image = await openImage(await trial.archive(trial.image));
  const untold = tests !== null && "notWatched" in tests ? `; its tests were not driven: ${tests.notWatched}` : "";
  const more: Watched = tests === null || "notWatched" in tests ? { paths: [], driven: [] } : tests;
  return necessaryFiles(await belongings(image), [...service.paths, ...more.paths], {
    how: `fanotify on the container's root, from the first instruction of its command until it had stopped${untold}`,
    driven: [...service.driven, ...more.driven],
    imageBytes: info.size,
  });
}

/** Waits until the service is ready, uses it and stops it; null where it or its watch ended before. */
async function useService(
  trial: Trial,
  running: Running,
  over: () => boolean,
  info: ImageInfo,
): Promise<readonly string[] | NotWatched | null> {
  const ready = await awaitReady(trial, running, over);
  if (over()) return null;
  if (!ready) return { notWatched: "the service does not get ready" };
  const driven = await driveAll(trial, running, info);
  // Time for the last events.
  await trial.clock.sleep(200, trial.signal);
  await trial.engine.stop(running.id, trial.limits.stopSeconds);
  return driven;
}

/** What the service's own tests open, in the image with development dependencies and the tests; null where it has none. */
async function testsWatched(trial: Trial): Promise<Watched | NotWatched | null> {
  const { plan } = trial;
  if (plan.tests === undefined) return null;
  const { command, steps } = plan.tests;
  const stages = plan.withDevDependencies ?? plan.stages;
  const last = stages.length - 1;
  const built = await trial.build({
    name: "with-tests",
    stages: stages.map((stage, at) => (at === last ? { ...stage, steps: [...stage.steps, ...steps] } : stage)),
    withoutIgnoreFile: true,
  });
  if (!built.ok)
    return { notWatched: `their image did not build: ${logTail(built.output.stderr + built.output.stdout, 2, 200)}` };
  // As they run on a developer's machine: nothing beside them, and no variable of a deployment.
  const options: StartOptions = {
    withoutEnv: plan.env.map((one) => one.name),
    upstreams: Object.fromEntries(plan.upstreams.map((one) => [one.name, "none"])),
  };
  return watched(trial, "watched-tests", built.tag, command, options, async (running, over) => {
    const limit = trial.limits.claimSeconds;
    const exited = async (): Promise<true | null> => {
      const state = await trial.engine.container(running.id);
      return over() || state === null || state.status === "exited" ? true : null;
    };
    if ((await until(trial, limit, exited)) === null) return { notWatched: `they had not ended after ${limit} s` };
    const code = (await trial.engine.container(running.id))?.exitCode ?? null;
    const said = code === 0 ? "" : `, which ended with exit code ${code ?? "unknown"}`;
    return [`tests: ${command.join(" ")}${said}`];
  });
}

/** Runs a command in an image with its root watched, while `use` does something with it until it has ended. */
async function watched(
  trial: Trial,
  name: string,
  image: string,
  argv: readonly string[],
  options: StartOptions,
  use: (running: Running, over: () => boolean) => Promise<readonly string[] | NotWatched | null>,
): Promise<Watched | NotWatched> {
  const compiler = trial.plan.singleStage[0]?.from;
  if (compiler === undefined) return { notWatched: "no image with a C compiler is known" };
  const built = await trial.build({
    name,
    // The last stage may be root for what it copies: the watched container is started as the image's own user.
    dockerfileText: `FROM ${compiler} AS compiler\nCOPY ${source} /\nRUN gcc -O2 -static -o ${watchPath} /${source}\nFROM ${image}\nCOPY --from=compiler ${watchPath} ${watchPath}\n`,
    files: { [source]: watchProgram },
    withoutIgnoreFile: true,
  });
  if (!built.ok) {
    const said = logTail(built.output.stderr + built.output.stdout, 2, 200);
    return { notWatched: `the watching program could not be compiled in ${compiler}: ${said}` };
  }
  const running = await trial.start({
    ...options,
    image: built.tag,
    entrypoint: [watchPath],
    command: ["wait", ...argv],
    wait: false,
  });
  const stopWatching = new AbortController();
  const watching = startWatch(trial, running, built.tag, stopWatching.signal);
  const told: { output: Output | null } = { output: null };
  const ended = watching.then((output) => void (told.output = output));
  ended.catch(() => {});
  try {
    const used = await use(running, () => told.output !== null);
    if (used !== null && "notWatched" in used) return used;
    // The watcher lives among the processes of the container and ends with them.
    const patience = trial.clock.sleep(20_000, AbortSignal.any([trial.signal, stopWatching.signal])).then(() => null);
    // It is ended with the watch: left alone it would keep the whole process.
    patience.catch(() => {});
    const output = await Promise.race([watching, patience]);
    if (output === null) return { notWatched: "the watching program did not end with the service" };
    if (used === null) return { notWatched: refusal(output) };
    const paths = openedPaths(output);
    return typeof paths === "string" ? { notWatched: paths } : { paths, driven: used };
  } finally {
    stopWatching.abort();
  }
}

function startWatch(trial: Trial, running: Running, image: string, signal: AbortSignal): Promise<Output> {
  return trial.engine.runToEnd(
    {
      image,
      entrypoint: [watchPath],
      command: ["watch", "1"],
      pidOf: running.id,
      network: "none",
      user: "0:0",
      capDrop: ["ALL"],
      // To watch a whole file system, to reach another user's root, and to wake that user's process.
      capAdd: ["SYS_ADMIN", "SYS_PTRACE", "KILL"],
      noHealthcheck: true,
    },
    { timeoutMs: trial.limits.claimSeconds * 1000, signal: AbortSignal.any([signal, trial.signal]) },
  );
}

async function awaitReady(trial: Trial, running: Running, over: () => boolean): Promise<boolean> {
  const health = trial.plan.health?.route;
  const look = async (): Promise<true | null> => {
    if (over()) return true;
    return complaint(await running.get(health ?? "/", 2000), health !== undefined) === null ? true : null;
  };
  return (await until(trial, trial.limits.readySeconds, look)) === true;
}

/** Asks for what may be asked for unasked, and runs the health check as the engine would. */
async function driveAll(trial: Trial, running: Running, info: ImageInfo): Promise<readonly string[]> {
  const routes = safeRoutes(trial.facts, trial.plan);
  await drive(trial, running, routes);
  const [kind, ...check] = info.healthcheck ?? [];
  if (kind !== "CMD" && kind !== "CMD-SHELL") return routes;
  await running.exec(kind === "CMD" ? check : ["/bin/sh", "-c", check.join(" ")], { timeoutMs: 20_000 });
  return [...routes, "health check"];
}

/** The paths of the watching program's lines, or why they are not all of them. */
export function openedPaths(output: Pick<Output, "stdout" | "truncated">): readonly string[] | string {
  const lines = output.stdout.split("\n");
  if (!lines.includes("watching")) return `it could not be watched: ${lines[0] ?? "no answer"}`;
  if (output.truncated || lines.includes("lost")) return "more files were opened than could be told";
  return lines.flatMap((line) => (line.startsWith("opened /") ? [line.slice("opened /".length)] : []));
}

function refusal(output: Output): string {
  const said = (output.stdout.trim() || output.stderr.trim()).replaceAll(/\s+/g, " ").slice(-200);
  return `this host does not let a container watch another's files: ${said || `exit code ${output.exitCode ?? "none"}`}`;
}
