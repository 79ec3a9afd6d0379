import type { BaseDefinition, Bootstrap } from "./define.ts";

const versions: Readonly<Record<string, Bootstrap["suite"]>> = {
  bookworm: "bookworm",
  "12": "bookworm",
  trixie: "trixie",
  "13": "trixie",
  stable: "trixie",
};
const numbers: Readonly<Record<Bootstrap["suite"], string>> = { bookworm: "12", trixie: "13" };

/** As the official images have apt: what it downloaded and its caches of lists are not kept, some 90 MB in each layer that installs. */
const aptKeepsNothing = `DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
`;

const without = [
  "var/cache/apt/*.bin",
  "var/cache/debconf/*-old",
  "var/cache/ldconfig/aux-cache",
  "var/log/apt",
  "var/log/*.log",
  "etc/hostname",
  "etc/resolv.conf",
  "etc/machine-id",
];

/** `debian:bookworm-slim` and its other names. The full `debian:bookworm` is the same here: only the documentation is left out. */
export function debianBase(repository: string, tag: string): BaseDefinition | null {
  if (repository !== "library/debian") return null;
  const suite = versions[tag.replace(/-slim$/, "")];
  if (suite === undefined) return null;
  const number = numbers[suite];
  const reference = `debian:${suite}-slim`;
  return {
    reference,
    aliases: [`debian:${number}-slim`, `debian:${suite}`, `debian:${number}`],
    madeFrom: `Debian ${number} (${suite}) packages, by mmdebstrap`,
    differs: "the packages of today's archive; no documentation, manual pages or translations in the full tags either",
    parents: [],
    builder: false,
    recipe: { kind: "bootstrap", suite, without, files: { "etc/apt/apt.conf.d/docker-clean": aptKeepsNothing } },
  };
}
