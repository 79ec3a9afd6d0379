/**
 * With `--read-only` podman mounts a writable tmpfs over /run, /tmp and /var/tmp, so that a service which writes there seems to
 * need nothing. Without those it also takes /dev/shm away (from 5.0), which docker leaves.
 */
export function podmanReadOnly(tmpfs: readonly string[]): string[] {
  const shared = tmpfs.includes("/dev/shm") ? [] : ["--tmpfs", "/dev/shm:notmpcopyup,noexec,mode=1777,size=64m"];
  return ["--read-only", "--read-only-tmpfs=false", ...shared];
}
