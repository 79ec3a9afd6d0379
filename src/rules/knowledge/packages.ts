import { operands, subcommand, type Call, type CallWord } from "../calls.ts";

/** System package managers and the words that install. */
const installing: Readonly<Record<string, readonly string[]>> = {
  "apt-get": ["install"],
  apt: ["install"],
  apk: ["add"],
  yum: ["install", "localinstall"],
  dnf: ["install"],
  microdnf: ["install"],
  tdnf: ["install"],
  zypper: ["install", "in"],
};

export const systemManagers: readonly string[] = Object.keys(installing);

const valued = [
  "-t",
  "--virtual",
  "-o",
  "-c",
  "--target-release",
  "--repository",
  "-X",
  "-p",
  "--installroot",
  "--releasever",
  "--repo",
  "--from",
];

/** The packages that a command of a system package manager installs, as words; null where it installs none. */
export function installsOf(call: Call): readonly CallWord[] | null {
  const words = Object.hasOwn(installing, call.name) ? installing[call.name] : undefined;
  if (words === undefined) return null;
  const what = subcommand(call, valued);
  return what !== null && words.includes(what.value ?? "") ? operands(call, valued).slice(1) : null;
}

/** The name of a package without its version, architecture or release. */
export function packageName(word: CallWord): string {
  const value = word.value ?? "";
  const end = value.search(/[=~<>:/]/);
  return end === -1 ? value : value.slice(0, end);
}
