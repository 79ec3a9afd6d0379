import type { ServiceFacts } from "../../core/facts.ts";
import type { Stage } from "../../core/plan.ts";
import { workdir } from "../container.ts";
import { detailList, detailText } from "../detail.ts";
import { beginRoot, closeRoot, endRoot, newRoot } from "../minimal.ts";

/** Parts of the standard library for building, testing, windows and help texts, which no service loads. */
const unused = [
  "config-*",
  "ensurepip",
  "idlelib",
  "lib2to3",
  "pydoc_data",
  "site-packages/*",
  "test",
  "tkinter",
  "turtle*",
];

/** Its extension modules for terminals, NIS, dbm files and its own tests: they bring libraries of their own. */
const unusedExtensions = [
  "_curses*",
  "_dbm*",
  "_gdbm*",
  "_test*",
  "_tkinter*",
  "_xx*",
  "nis.*",
  "ossaudiodev.*",
  "readline.*",
  "xx*",
];

/** The root of the final image: interpreter, library, environment and what they link to; no shell, no package manager. */
export function rootStage(facts: ServiceFacts, image: string): Stage {
  const { version } = facts.runtime;
  const library = `usr/local/lib/python${version}`;
  const taken = [
    "etc/protocols",
    "etc/services",
    "etc/ssl",
    "usr/lib/ssl",
    "usr/local/bin/python",
    "usr/local/bin/python3",
    `usr/local/bin/python${version}`,
    library,
    "usr/share/ca-certificates",
    "usr/share/zoneinfo",
  ];
  const cut = [
    `rm -rf ${newRoot}/usr/lib/ssl/misc`,
    `cd ${newRoot}/${library}`,
    `rm -rf ${unused.join(" ")}`,
    // Some modules are scripts too, of an interpreter at another place.
    "find . -name '*.py' -exec chmod a-x {} +",
    "cd lib-dynload",
    `rm -f ${unusedExtensions.join(" ")}`,
  ];
  return {
    name: "runtime",
    from: "base",
    why: `The root of the final image, put together in ${newRoot}: no shell, no package manager.`,
    steps: [
      { kind: "workdir", path: "/" },
      beginRoot(taken, cut, "The interpreter, its library without what no service loads, certificates and time zones."),
      { kind: "copy", from: "builder", sources: [`${workdir}/.venv`], target: `${newRoot}${workdir}/.venv` },
      closeRoot(facts.systemPackages.run.length === 0 ? null : image),
      {
        kind: "run",
        command: ["chroot", newRoot, `${workdir}/.venv/bin/python`, "-c", `import ${startImports(facts).join(", ")}`],
        why: "Imported once in the new root: what is missing there fails here, and bytecode is made of just what a start and the health check load.",
      },
      ...endRoot(facts),
    ],
  };
}

/** What a start and the health check import: worth bytecode, and a proof that it can be loaded. */
export function startImports(facts: ServiceFacts): readonly string[] {
  const own = [...detailList(facts, "startImports"), detailText(facts, "server") ?? "uvicorn"];
  return [...new Set([...own, "http.client"])].sort();
}
