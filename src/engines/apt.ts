/** Seconds that apt waits for another one, such as unattended upgrades, to let go of its lock. */
const lockSeconds = 120;

/** The command that installs packages without what they merely recommend. */
export function aptInstallCommand(packages: readonly string[]): readonly [string, ...string[]] {
  const options = ["-o", `DPkg::Lock::Timeout=${lockSeconds}`, "install", "-qy", "--no-install-recommends"];
  return ["apt-get", ...options, ...packages];
}
