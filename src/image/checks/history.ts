import type { MappedText } from "../../formats/dockerfile/index.ts";
import { parseShell, type ShellCommand } from "../../formats/shell/index.ts";
import { type Found, type ImageCheck, type ImageFacts, some } from "./check.ts";

/** The commands of a recorded RUN; none for other instructions. */
export function commandsOf(instruction: string): readonly ShellCommand[] {
  const script = /^RUN (?:--\S+ )*([^]*)$/.exec(instruction)?.[1];
  if (script === undefined || script.startsWith("[")) return [];
  return parseShell(plainText(script)).commands;
}

function plainText(text: string): MappedText {
  return { text, start: 0, end: text.length, offset: (at) => at, span: (start, end) => ({ start, end }) };
}

/** A command's words as it receives them, `sudo` taken off, its path too. */
function words(command: ShellCommand): readonly string[] {
  const all = [command.name, ...command.args].map((word) => word?.value ?? word?.text ?? "");
  const own = all[0] === "sudo" ? all.slice(1) : all;
  return [(own[0] ?? "").replace(/^.*\//, ""), ...own.slice(1)];
}

/** apt's or another manager's subcommand: the first word that is no option. */
function does(command: ShellCommand, managers: RegExp, what: RegExp): boolean {
  const [name = "", ...rest] = words(command);
  return managers.test(name) && what.test(rest.find((word) => !word.startsWith("-")) ?? "");
}

const apt = /^(?:apt|apt-get|aptitude)$/;

function eachLayer(facts: ImageFacts, say: (commands: readonly ShellCommand[]) => string | null): readonly Found[] {
  return facts.commands.flatMap((commands, layer) => {
    const message = say(commands);
    return message === null ? [] : [{ message, where: "history", layer }];
  });
}

/** Files that a layer holds below some folders, whether or not they are there in the end. The folders are sorted. */
function carried(facts: ImageFacts, folders: readonly string[], is: (path: string) => boolean): readonly Found[] {
  const layers = new Map<number, { readonly paths: string[]; bytes: number }>();
  const add = (layer: number, path: string, size: number): void => {
    if (size === 0 || !is(path)) return;
    const row = layers.get(layer) ?? { paths: [], bytes: 0 };
    row.paths.push(`/${path}`);
    row.bytes += size;
    layers.set(layer, row);
  };
  for (const { path, content } of folders.flatMap((folder) => facts.view.below(folder))) {
    if (content !== null) add(content.layer, path, content.size);
  }
  for (const { path, content } of facts.dead) add(content.layer, path, content.size);
  return [...layers]
    .toSorted(([a], [b]) => a - b)
    .map(([layer, { paths, bytes }]) => ({
      message: `${(bytes / 1e6).toFixed(1)} MB of package manager's files are left: ${some(paths, 2)}.`,
      where: paths[0]?.slice(1) ?? null,
      layer,
    }));
}

export const historyChecks: readonly ImageCheck[] = [
  {
    id: "SWI301",
    slug: "history/add",
    title: "ADD where COPY does",
    severity: "style",
    dimension: "maintainability",
    aka: ["dockle:CIS-DI-0009", "cis-docker:4.9"],
    why: "ADD also unpacks archives and downloads; COPY does what it says.",
    check: ({ image }) =>
      image.layers
        // The lowest layer of a base image is a root filesystem, and ADD is how it is unpacked.
        .filter(
          ({ instruction, index }) =>
            index > 0 &&
            instruction.startsWith("ADD ") &&
            !/\.(?:tar|tgz|tar\.\w+|txz|tbz2?)(?:\s|$)/.test(instruction),
        )
        .map(({ instruction, index }) => ({
          message: `The layer was made by ${instruction.slice(0, 80)}.`,
          where: "history",
          layer: index,
        })),
  },
  {
    id: "SWI302",
    slug: "history/update-alone",
    title: "Package lists updated in a layer of their own",
    severity: "warning",
    dimension: "cache",
    aka: ["dockle:CIS-DI-0007", "cis-docker:4.7"],
    why: "The layer is cached, and a later install takes versions from lists of long ago.",
    check: (facts) =>
      eachLayer(facts, (commands) => {
        const updates = commands.some((one) => does(one, apt, /^update$/) || does(one, /^apk$/, /^update$/));
        const uses = commands.some((one) =>
          does(one, /^(?:apt|apt-get|aptitude|apk)$/, /^(?:install|add|upgrade|full-upgrade|dist-upgrade|build-dep)$/),
        );
        return updates && !uses ? "The lists are updated, and nothing is installed from them in the same layer." : null;
      }),
  },
  {
    id: "SWI303",
    slug: "history/dist-upgrade",
    title: "The distribution is upgraded as a whole",
    severity: "warning",
    dimension: "reproducibility",
    aka: ["dockle:DKL-DI-0003"],
    why: "What comes out depends on the day; a newer base image brings the same in fewer bytes.",
    check: (facts) =>
      eachLayer(facts, (commands) => {
        const one = commands.find((command) => does(command, apt, /^(?:dist-upgrade|full-upgrade)$/));
        return one === undefined ? null : `The layer runs ${words(one).join(" ")}.`;
      }),
  },
  {
    id: "SWI304",
    slug: "layers/apt-lists",
    title: "apt's lists and archives are left in a layer",
    severity: "info",
    dimension: "size",
    aka: ["dockle:DKL-DI-0005"],
    why: "Deleting them in a later layer frees nothing: they must go in the layer that made them, or stay in a cache mount.",
    check: (facts) =>
      carried(
        facts,
        ["var/cache/apt/archives", "var/lib/apt/lists"],
        (path) => /^var\/(?:lib\/apt\/lists|cache\/apt\/archives)\/[^/]+$/.test(path) && !path.endsWith("/lock"),
      ),
  },
  {
    id: "SWI305",
    slug: "layers/apk-cache",
    title: "apk's cache is left in a layer",
    severity: "info",
    dimension: "size",
    aka: ["dockle:DKL-DI-0004"],
    why: "`apk add --no-cache` leaves none; deleting it in a later layer frees nothing.",
    check: (facts) =>
      carried(facts, ["etc/apk", "var/cache/apk"], (path) =>
        /^(?:var\/cache|etc)\/apk\/(?:cache\/)?[^/]+\.(?:tar\.gz|apk)$/.test(path),
      ),
  },
  {
    id: "SWI306",
    slug: "history/unverified",
    title: "Packages installed without checking their signature",
    severity: "error",
    dimension: "security",
    aka: ["dockle:CIS-DI-0011", "cis-docker:4.11"],
    why: "Whoever stands between the build and the mirror chooses what is installed.",
    check: (facts) =>
      eachLayer(facts, (commands) => {
        const off = commands.find((command) =>
          words(command).some((word) =>
            /^--(?:allow-unauthenticated|force-yes|nogpgcheck|no-gpg-check|allow-untrusted)$/.test(word),
          ),
        );
        return off === undefined ? null : `The layer runs ${words(off).slice(0, 4).join(" ")} … with verification off.`;
      }),
  },
];
