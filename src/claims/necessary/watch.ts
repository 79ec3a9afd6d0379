import type { Necessary, NotWatched } from "../../core/necessary.ts";
import type { ImageInfo } from "../../core/ports/engine.ts";
import type { Output } from "../../core/ports/process.ts";
import type { Running, Trial } from "../../core/ports/trial.ts";
import { openImage } from "../../formats/image-archive/index.ts";
import { logTail } from "../log-tail.ts";
import { complaint, drive, safeRoutes, until } from "../probes.ts";
import { belongings } from "./belongings.ts";
import { necessaryFiles } from "./files.ts";
import { watchPath, watchProgram } from "./watch-program.ts";

const source = "seaworthy-watch.c";

/**
 * Starts the service with its root file system watched from before its first instruction, asks for its safe routes, runs its
 * health check, stops it, and answers the files that were opened. Needs an engine whose root is the machine's.
 */
export async function watchOpened(trial: Trial): Promise<Necessary | NotWatched> {
  if (trial.engine.info.rootless) return { notWatched: "the engine runs without root, which fanotify needs" };
  const info = await trial.engine.image(trial.image);
  const argv = [...(info?.entrypoint ?? []), ...(info?.cmd ?? [])];
  if (info === null || argv.length === 0) return { notWatched: "the image names no command" };
  const compiler = trial.plan.singleStage[0]?.from;
  if (compiler === undefined) return { notWatched: "no image with a C compiler is known" };
  const built = await trial.build({
    name: "watched",
    // The last stage may be root for what it copies: the watched container is started as the image's own user.
    dockerfileText: `FROM ${compiler} AS compiler\nCOPY ${source} /\nRUN gcc -O2 -static -o ${watchPath} /${source}\nFROM ${trial.image}\nCOPY --from=compiler ${watchPath} ${watchPath}\n`,
    files: { [source]: watchProgram },
    withoutIgnoreFile: true,
  });
  if (!built.ok) {
    const said = logTail(built.output.stderr + built.output.stdout, 2, 200);
    return { notWatched: `the watching program could not be compiled in ${compiler}: ${said}` };
  }
  const running = await trial.start({
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
    const ready = await awaitReady(trial, running, () => told.output !== null);
    if (told.output !== null) return { notWatched: refusal(told.output) };
    if (!ready) return { notWatched: "the service does not get ready" };
    const driven = await driveAll(trial, running, info);
    // Time for the last events.
    await trial.clock.sleep(200, trial.signal);
    await trial.engine.stop(running.id, trial.limits.stopSeconds);
    // The watcher lives among the processes of the container and ends with them.
    const output = await Promise.race([watching, trial.clock.sleep(20_000, trial.signal).then(() => null)]);
    if (output === null) return { notWatched: "the watching program did not end with the service" };
    const paths = openedPaths(output);
    if (typeof paths === "string") return { notWatched: paths };
    const image = await openImage(await trial.archive(trial.image));
    return necessaryFiles(await belongings(image), paths, {
      how: "fanotify on the container's root, from the first instruction of its command until it had stopped",
      driven,
      imageBytes: info.size,
    });
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
