import { access, readFile } from "node:fs/promises";
import { SeaworthyError } from "../../core/errors/index.ts";
import type { Spawn } from "../../core/ports/process.ts";
import { programsOnPath } from "../programs-on-path.ts";
import { aptInstallCommand } from "../apt.ts";

export interface InstallOptions {
  readonly spawn: Spawn;
  /** True where the user agreed that packages are installed. */
  readonly mayInstall: boolean;
  readonly onProgress: (line: string) => void;
  readonly uid: number;
  readonly path: string | undefined;
  /** Text of /etc/os-release. */
  readonly osRelease?: string;
}

/** The usual places come last: a user's PATH often lacks the sbin folders. */
const alsoLookIn = "/usr/local/sbin:/usr/sbin:/sbin:/usr/bin";

export function findDockerd(path: string | undefined): string | null {
  return programsOnPath("dockerd", `${path ?? ""}:${alsoLookIn}`)[0] ?? null;
}

/** Whether an os-release text is Debian's, Ubuntu's, or of one that descends from them. */
export function isDebianLike(osRelease: string): boolean {
  const ids = [...osRelease.matchAll(/^(?:ID|ID_LIKE)="?([^"\n]*)"?$/gm)].flatMap((match) =>
    (match[1] ?? "").split(/\s+/),
  );
  return ids.includes("debian") || ids.includes("ubuntu");
}

const commands =
  "apt-get update && apt-get install -y --no-install-recommends docker.io iptables iproute2 ca-certificates";

function cannot(why: string, todo: string, tried: readonly string[] = []): SeaworthyError {
  return new SeaworthyError("engine-not-installable", {
    what: "no container engine could be set up",
    why,
    todo,
    tried,
  });
}

/** The docker daemon's program, installed from the distribution's packages where it is missing and that was agreed to. Throws SeaworthyError with what to type instead. */
export async function ensureDockerd(options: InstallOptions): Promise<string> {
  const found = findDockerd(options.path);
  if (found !== null) {
    if (options.uid === 0) return found;
    throw cannot(
      "a private docker daemon needs root, and this user is not",
      "Start the system's docker (sudo systemctl start docker) and add yourself to its group, or install rootless podman: sudo apt-get install -y podman uidmap slirp4netns fuse-overlayfs",
    );
  }
  const osRelease = options.osRelease ?? (await readFile("/etc/os-release", "utf8").catch(() => ""));
  const debian =
    isDebianLike(osRelease) &&
    (await access("/usr/bin/apt-get").then(
      () => true,
      () => false,
    ));
  if (!debian) {
    throw cannot(
      "this is neither Debian nor Ubuntu, and only their packages are known",
      "Install docker or podman with your system's package manager, start it, and try again.",
    );
  }
  if (options.uid !== 0) {
    throw cannot(
      "packages can only be installed by root, and this user is not",
      `Type: sudo sh -c '${commands}', or for an engine without root: sudo apt-get install -y podman uidmap slirp4netns fuse-overlayfs`,
    );
  }
  if (!options.mayInstall)
    throw cannot(
      "docker is not installed, and installing it was not agreed to",
      `Run again with --yes, or type: ${commands}`,
    );

  const tried: string[] = [];
  // The lists are refreshed only when they do not know the packages: on most machines they are fresh enough.
  for (const step of ["install", "update", "install"] as const) {
    options.onProgress(step === "update" ? "refreshing the package lists" : "installing docker.io");
    const output = await options.spawn({
      argv:
        step === "update"
          ? ["apt-get", "update", "-q"]
          : aptInstallCommand(["docker.io", "iptables", "iproute2", "ca-certificates"]),
      // The package's own service would be a second daemon: this tells start scripts that heed it not to start one. systemd does
      // not; `up` then sees the other daemon and keeps out of its way.
      env: { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
      timeoutMs: 600_000,
      onLine: options.onProgress,
    });
    const dockerd = findDockerd(options.path);
    if (step === "install" && output.exitCode === 0 && dockerd !== null) return dockerd;
    tried.push(
      `apt-get ${step}: ${output.exitCode === 0 ? "done" : (output.stderr.trim().split("\n").at(-1) ?? "failed")}`,
    );
  }
  throw cannot("apt-get could not install docker.io", `See why with: ${commands}`, tried);
}
