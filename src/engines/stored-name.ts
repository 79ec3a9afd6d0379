/**
 * The full name that a short reference stands for, such as `docker.io/library/debian:bookworm-slim`. Podman would store an
 * import of the short one under `localhost/`, where `FROM docker.io/library/debian:…` does not find it.
 */
export function fullName(reference: string): string {
  const slash = reference.indexOf("/");
  const first = slash === -1 ? "" : reference.slice(0, slash);
  if (first === "localhost" || first.includes(".") || first.includes(":")) return reference;
  return slash === -1 ? `docker.io/library/${reference}` : `docker.io/${reference}`;
}
