import { SeaworthyError } from "../core/errors/index.ts";
import type { Output } from "../core/ports/process.ts";

interface Failure {
  readonly code: string;
  readonly says: RegExp;
  readonly why: string;
  readonly todo: string;
}

/** The client's own words when the engine does not answer. Facts: docker 20.10 to 28, podman 4.3. */
const gone =
  /Cannot connect to the Docker daemon|error during connect|unable to connect to Podman|Cannot connect to Podman|docker daemon is not running|error reading from server: EOF|code = Unavailable|unexpected EOF|connection reset by peer|connection refused/i;

const failures: readonly Failure[] = [
  {
    code: "engine-denied",
    says: /permission denied while trying to connect|dial unix [^\n]*permission denied/i,
    why: "this user may not use the engine's socket",
    todo: "add the user to the docker group and log in again, or use a rootless engine",
  },
  {
    code: "engine-gone",
    says: gone,
    why: "the engine does not answer any more",
    todo: "look at the engine's own log, start it again, and run the same command once more",
  },
  {
    code: "disk-full",
    says: /no space left on device|disk quota exceeded/i,
    why: "the engine's disk is full",
    todo: "free space (`docker system df` shows what is used) and run again",
  },
  {
    code: "port-taken",
    says: /port is already allocated|address already in use|ports are not available/i,
    why: "another program listens on that port of the host",
    todo: "end that program, or choose another port",
  },
  {
    code: "name-taken",
    says: /is already in use by|name [^\n]* is already in use|already exists/i,
    why: "something of that name is there already, and it is not this run's to remove",
    todo: "remove or rename it, or choose another name",
  },
  {
    code: "engine-rlimit",
    says: /error setting rlimit|setrlimit/i,
    why: "the engine asks for limits above this host's hard limits",
    todo: "set `default_ulimits` in containers.conf within `ulimit -Hn` and `ulimit -Hu`, or raise those",
  },
  {
    code: "engine-cgroups",
    says: /cgroups in hybrid mode not supported|cgroup mountpoint does not exist|unable to apply cgroup configuration/i,
    why: "the engine's runtime cannot use this host's control groups",
    todo: "install runc (crun refuses hybrid control groups), or boot with cgroup v2 only",
  },
  {
    code: "image-missing",
    says: /No such image|image not known|pull access denied|manifest unknown|did not resolve to an alias|repository does not exist/i,
    why: "the engine has no such image and could not pull it",
    todo: "check the reference, pull it, or build it",
  },
];

/** Whether an answer is the client's complaint that its engine is not there. It may also be an application's own words: ask the engine before you believe it. */
export function saysGone(output: Output): boolean {
  return output.exitCode !== 0 && gone.test(output.stderr);
}

/** Whether a failed answer says that what was asked for does not exist. */
export function saysMissing(output: Output): boolean {
  return (
    output.exitCode !== 0 &&
    /no such (?:container|object|image|network|volume)|image not known|network (?:\S+ )?not found|no container with name|unable to find network/i.test(
      output.stderr,
    )
  );
}

/** Characters of a command that tell which one it was; programs and long lists stand at its end. */
const telling = 200;

/** What a person is told of a failed engine command. `typed` is the command line; secrets were redacted on the way here. */
export function engineError(typed: string, output: Output): SeaworthyError {
  const command = typed.length > telling ? `${typed.slice(0, telling - 1)}…` : typed;
  const what = output.timedOut
    ? `the engine did not finish in time: ${command}`
    : `the engine could not do: ${command}`;
  const said = lastLines(output);
  const failure = failures.find(({ says }) => says.test(output.stderr));
  if (output.timedOut && failure === undefined) {
    return new SeaworthyError("engine-timeout", {
      what,
      why: `it was ended after ${output.seconds.toFixed(1)} s`,
      todo: "look whether the engine is overloaded or hangs, and run again",
      tried: said,
    });
  }
  return new SeaworthyError(failure?.code ?? "engine-failed", {
    what,
    why: failure?.why ?? `it ended with exit code ${output.exitCode ?? `none (signal ${output.signal})`}`,
    todo: failure?.todo ?? "read what the engine said",
    tried: said,
  });
}

function lastLines(output: Output): string[] {
  const text = output.stderr.trim() === "" ? output.stdout : output.stderr;
  return text.trim().split("\n").slice(-8);
}
