import type { ServiceFacts } from "../core/facts.ts";
import type { Mount, Step } from "../core/plan.ts";
import { workdir, writableFolders } from "./container.ts";

/** Where the root of a minimal image is put together, in the stage before the last. */
export const newRoot = "/rootfs";

/** The application's folder with its packages, taken out of the new root to be a layer of its own. */
export const shippedFolder = "/shipped";

/** What the final stage copies of the new root, the part that changes least first. */
export const rootCopies: readonly Step[] = [
  { kind: "copy", from: "runtime", sources: [newRoot], target: "/" },
  { kind: "copy", from: "runtime", sources: [shippedFolder], target: workdir },
  { kind: "workdir", path: workdir },
];

/** The writable folders in the new root, then the application's folder out of it. */
export function endRoot(facts: ServiceFacts): readonly Step[] {
  const below = (path: string): string =>
    path.startsWith("/") ? newRoot + path : `${newRoot}${workdir}${path === "." ? "" : `/${path}`}`;
  return [
    ...writableFolders(facts, below),
    {
      kind: "run",
      command: ["mv", `${newRoot}${workdir}`, shippedFolder],
      why: "A layer of its own: it changes more often than what it runs on.",
    },
  ];
}

/** Names of users, of hosts and of the distribution, and where its loader looks: what a C library reads of /etc. */
const always = [
  "etc/group",
  "etc/ld.so.cache",
  "etc/ld.so.conf.d",
  "etc/nsswitch.conf",
  "etc/os-release",
  "etc/passwd",
  "usr/lib/os-release",
];

/**
 * Begins a root with nothing in it but what any program of the base may read, and `taken`: files and folders of the base,
 * relative to its root. The stage's folder must be `/`.
 */
export function beginRoot(taken: readonly string[], cut: readonly string[], why: string): Step {
  return {
    kind: "run",
    command: [
      // Debian's /lib and /lib64 are links too, and programs name their loader by them.
      `mkdir -p ${newRoot}/usr/lib ${newRoot}/usr/lib64 ${newRoot}/var/lib/dpkg/status.d`,
      `ln -s usr/lib usr/lib64 ${newRoot}`,
      `install -d -m 1777 ${newRoot}/tmp`,
      ...inLines([...always, ...taken]).map((paths) => `cp -a --parents ${paths} ${newRoot}`),
      ...cut,
    ].join(" && "),
    why,
  };
}

/** Words joined to lines of at most 90 columns. */
function inLines(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 90) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/**
 * Adds the shared libraries that the programs and libraries below the new root name, with the loader, and the entries of
 * their packages, which scanners read as they do in distroless images.
 * @param image where system packages were installed on it: the image of the stage below, to tell them from its own
 */
export function closeRoot(image: string | null): Step {
  const mounts: readonly Mount[] =
    image === null ? [] : [{ type: "bind", from: image, source: "/var/lib/dpkg/info", target: "/before" }];
  return {
    kind: "run",
    command: [
      ...(image === null ? [] : [installed]),
      // What ldd cannot read, such as a script, is no program that links to anything.
      `find ${newRoot} -type f \\( -name '*.so*' -o -perm /111 \\) -exec ldd {} + 2> /dev/null | grep -o '/[^ ]*' | grep -v -e '^${newRoot}/' -e ':$' > /libraries`,
      // Loaded by name when a thread ends, so no program lists it.
      "ls /lib/*/libgcc_s.so.1 >> /libraries",
      `sort -u /libraries | xargs cp -pL --parents -t ${newRoot}`,
      `sed 's,.*/,*/,' /libraries | sort -u | xargs dpkg -S | cut -d: -f1 | sort -u | while read -r name; do dpkg -s "$name" > "${newRoot}/var/lib/dpkg/status.d/$name"; done`,
    ].join(" && "),
    mounts,
    why: `The shared libraries that these name, and the entries of their packages, which scanners read${image === null ? "" : "; before them the files of the system packages"}.`,
  };
}

/** The files of packages that the base image has not, without what is for people to read. */
const installed = [
  `for list in /var/lib/dpkg/info/*.list; do test -e "/before/$(basename "$list")" || cat "$list"; done`,
  "grep -v -e '^/usr/share/doc/' -e '^/usr/share/man/' -e '^/usr/share/lintian/'",
  `while read -r file; do if test -f "$file"; then cp -pL --parents "$file" ${newRoot}; fi; done`,
].join(" | ");
