import { cleanPath } from "../../formats/image-archive/index.ts";
import { type Found, type ImageCheck, some, whole } from "./check.ts";

const leftovers =
  /(?:^|\/)(?:Dockerfile|Containerfile|docker-compose\.ya?ml|compose\.ya?ml|\.dockerignore|\.gitignore)$|(?:^|\/)\.(?:git|svn|hg|vscode|idea)\/(?:HEAD|entries|store|settings\.json|workspace\.xml)$/;
const credentials =
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.git-credentials|\.netrc|\.pgpass|\.npmrc|\.pypirc|\.docker\/config\.json|\.aws\/credentials|\.kube\/config|credentials\.json)$/;
/** How those names end: every path of an image is asked about, and nearly all are told by their last letters. */
const credentialEndings = new Set([
  "_rsa",
  "_dsa",
  "cdsa",
  "5519",
  "ials",
  "etrc",
  "pass",
  "pmrc",
  "pirc",
  "json",
  "nfig",
]);
const leftoverEndings = new Set(["file", ".yml", "yaml", "nore", "HEAD", "ries", "tore", "json", ".xml"]);
const systemFolders = ["/", "/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/sbin", "/sys", "/usr"];
const builders = new Set([
  "gcc",
  "g++",
  "make",
  "cmake",
  "build-base",
  "build-essential",
  "clang",
  "golang-go",
  "rustc",
]);

/** Where a library's own files lie: what is named as a credential there is an example. */
const ofLibraries = /(?:^|\/)(?:site-packages|dist-packages|node_modules|share\/doc)\//;

const isCredential = (path: string): boolean =>
  credentialEndings.has(path.slice(-4)) && credentials.test(path) && !ofLibraries.test(path);
const isLeftover = (path: string): boolean =>
  leftoverEndings.has(path.slice(-4)) && leftovers.test(path) && !ofLibraries.test(path);

export const contentChecks: readonly ImageCheck[] = [
  {
    id: "SWI201",
    slug: "secrets/in-image",
    title: "Secret in the image",
    severity: "error",
    dimension: "security",
    aka: ["dockle:CIS-DI-0010", "cis-docker:4.10"],
    why: "Whoever can pull the image can read it, also where a later layer deletes the file.",
    check: ({ secrets }) =>
      (secrets ?? []).map(({ title, where, layer, deleted, value }): Found => ({
        message: `${title}: ${value}${deleted ? ", deleted later and still in its layer" : ""}.`,
        where,
        layer,
      })),
  },
  {
    id: "SWI202",
    slug: "files/credentials",
    title: "File that usually holds credentials",
    severity: "warning",
    dimension: "security",
    aka: ["dockle:CIS-DI-0010"],
    why: "By its name it holds a key or a password; what it holds now may not be all that it ever held.",
    check: ({ view, dead }) => [
      ...view
        .entries()
        .filter(({ path, content }) => content !== null && content.size > 0 && isCredential(path))
        .map(({ path, layer }): Found => ({ message: `/${path} is in the image.`, where: path, layer })),
      ...dead
        .filter(({ path, content }) => content.size > 0 && isCredential(path))
        .map(({ path, content, by }): Found => ({
          message: `/${path} is in a layer, though layer ${by} took it away.`,
          where: path,
          layer: content.layer,
        })),
    ],
  },
  {
    id: "SWI203",
    slug: "files/leftovers",
    title: "Files of the repository that no container needs",
    severity: "info",
    dimension: "size",
    aka: ["dockle:DKL-LI-0003"],
    why: "They tell how the image is made and what it was before; a .dockerignore keeps them out.",
    check: ({ view }) => {
      const paths = view
        .entries()
        .filter(({ path, entry }) => entry.type === "file" && isLeftover(path))
        .map((one) => `/${one.path}`);
      return paths.length === 0 ? [] : [whole(`The image holds ${some(paths)}.`)];
    },
  },
  {
    id: "SWI204",
    slug: "software/sudo",
    title: "sudo is installed",
    severity: "warning",
    dimension: "security",
    aka: ["dockle:DKL-DI-0001"],
    why: "A process that can become root by sudo is root after one mistake in its rules.",
    check: ({ view }) =>
      ["usr/bin/sudo", "usr/local/bin/sudo", "bin/sudo"].flatMap((path) => {
        const final = view.get(path);
        return final?.content == null
          ? []
          : [{ message: `/${path} is in the image.`, where: path, layer: final.layer }];
      }),
  },
  {
    id: "SWI205",
    slug: "software/build-tools",
    title: "Compilers and build tools are installed",
    severity: "info",
    dimension: "size",
    aka: ["dockle:CIS-DI-0003", "cis-docker:4.3"],
    why: "They are of use to the build and to an intruder, not to the service. Build in one stage and copy what was built into another.",
    check: ({ packages }) => {
      const found = packages.filter((one) => (one.kind === "dpkg" || one.kind === "apk") && builders.has(one.name));
      return found.length === 0 ? [] : [whole(`Installed: ${some(found.map((one) => one.name))}.`)];
    },
  },
  {
    id: "SWI206",
    slug: "config/no-healthcheck",
    title: "No health check",
    severity: "info",
    dimension: "operability",
    aka: ["dockle:CIS-DI-0006", "cis-docker:4.6"],
    why: "The engine cannot tell a service that hangs from one that works.",
    check: ({ image }) => {
      const test = image.config.healthcheck?.test ?? [];
      return test.length > 0 && test[0] !== "NONE" ? [] : [whole("The image has no HEALTHCHECK.")];
    },
  },
  {
    id: "SWI207",
    slug: "config/system-volume",
    title: "Volume over a system folder",
    severity: "error",
    dimension: "security",
    aka: ["dockle:DKL-DI-0002"],
    why: "A volume over it hides the image's own files, or hands the host's devices and processes in.",
    check: ({ image }) =>
      image.config.volumes
        .filter((path) => systemFolders.includes(`/${cleanPath(path).path}`))
        .map((path) => ({
          message: `VOLUME ${path} lies over a system folder.`,
          where: "config Volumes",
          layer: null,
        })),
  },
  {
    id: "SWI208",
    slug: "config/latest",
    title: "Tagged latest only",
    severity: "style",
    dimension: "reproducibility",
    aka: ["dockle:DKL-DI-0006"],
    why: "Nobody can tell which version runs, or go back to the one before.",
    check: ({ image }) => {
      const { tags } = image.manifest;
      const latest = tags.length > 0 && tags.every((tag) => tag.endsWith(":latest"));
      return latest ? [whole(`The image has no tag but ${some(tags)}.`)] : [];
    },
  },
  {
    id: "SWI209",
    slug: "links/missing-library",
    title: "Library that the loader will not find",
    severity: "warning",
    dimension: "operability",
    aka: [],
    why: "The program ends as it starts, or the module fails when it is loaded.",
    check: ({ links }) =>
      links.missing.map(({ path, library, elsewhere, layer }) => ({
        message: `/${path} needs ${library}, which ${elsewhere === null ? "is not in the image" : `lies at /${elsewhere}, where the loader does not look`}.`,
        where: path,
        layer,
      })),
  },
  {
    id: "SWI210",
    slug: "links/start",
    title: "The image cannot start what it names",
    severity: "error",
    dimension: "operability",
    aka: [],
    why: "The container ends at once with code 126 or 127.",
    check: ({ links }) => (links.start?.problem == null ? [] : [whole(`${links.start.problem}.`)]),
  },
  {
    id: "SWI211",
    slug: "links/other-machine",
    title: "Programs for another machine",
    severity: "warning",
    dimension: "portability",
    aka: [],
    why: "They do not run on the platform that the image states, or only under emulation.",
    check: ({ links, machine, image }) => {
      const others = Object.entries(links.machines).filter(([name]) => name !== machine && name !== "bpf");
      if (machine === null || others.length === 0) return [];
      const counted = others.map(([name, files]) => `${files} for ${name}`);
      return [
        whole(
          `The image is for ${image.config.platform}, and holds programs or libraries of others: ${some(counted)}.`,
        ),
      ];
    },
  },
];
