import { defineRule } from "../define.ts";
import { lineAbove } from "../edits.ts";
import {
  type Scope,
  scopeAt,
  variablesIn,
  type Instruction,
  type Stage,
  type Word,
} from "../../formats/dockerfile/index.ts";
import { baseUser } from "../knowledge/base-users.ts";
import type { FileView } from "../view.ts";

/** What official images set, so that a file may use it without a word. */
const fromBases =
  /^(PATH|HOME|PYTHON\w*|GPG_KEY|NODE_VERSION|YARN_VERSION|GO\w*|JAVA_\w*|RUBY_\w*|GEM_\w*|BUNDLE_\w*|PHP\w*|CARGO_HOME|RUSTUP_HOME|RUST_VERSION|NGINX_\w*|NJS_\w*|PKG_RELEASE|MAVEN_\w*|GRADLE_\w*|CATALINA_\w*|TOMCAT_\w*|CONDA_\w*|CUDA\w*|NV_\w*|NVIDIA_\w*|LANG|LC_ALL|LD_LIBRARY_PATH|HOSTNAME|PWD|USER|SHELL|TERM|LIBRARY_PATH|DOTNET_\w*|ASPNET\w*|http_proxy|https_proxy|no_proxy|HTTP_PROXY|HTTPS_PROXY|NO_PROXY|FTP_PROXY|ALL_PROXY)$/;

/** No word that a person wrote is longer. */
const longest = 100_000;

/** A variable without a value for where it is not set. */
const bare = /\$(?:\w|\{\w+\})/;

/** Instructions with words in which the builder fills in variables. */
const filled: ReadonlySet<string> = new Set(["copy", "add", "env", "label", "workdir", "user"]);

export default defineRule({
  id: "SW7004",
  slug: "instructions/var-undefined",
  title: "Variable that nobody declares",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "It expands to nothing. Most often it is an ARG from above the first FROM, which has to be declared again in the stage.",
  sources: [
    "https://docs.docker.com/reference/build-checks/undefined-var/",
    "https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact",
  ],
  aka: ["buildkit:UndefinedVar", "dockadvisor:UndefinedVar"],
  examples: [
    {
      bad: "ARG VERSION=1\nFROM debian:13\nCOPY app-$VERSION /app\n",
      good: "ARG VERSION=1\nFROM debian:13\nARG VERSION\nCOPY app-$VERSION /app\n",
      fixed: "ARG VERSION=1\nFROM debian:13\nARG VERSION\nCOPY app-$VERSION /app\n",
    },
  ],
  quiet: [
    "FROM debian:13\nENV PATH=/a:$PATH\nWORKDIR $HOME\n",
    "FROM example.org/base:1\nWORKDIR $APP\n",
    "FROM debian:13\nCOPY ${APP:-app} /\n",
    "FROM debian:13\nRUN echo $X\n",
  ],
  message: (a: { name: string }) => `$${a.name} is empty here: no ARG or ENV of this stage sets it.`,
  check({ view, eachStage, report }) {
    let globals: ReadonlySet<string> | null = null;
    const declared = new Set<string>();
    // What is set once stays so to the end of the stage.
    const known = new Set<string>();
    eachStage((stage) => {
      let told: boolean | null = null;
      if (declared.size > 0) declared.clear();
      if (known.size > 0) known.clear();
      for (const one of view.readIn(stage)) {
        if (!filled.has(one.kind) || !one.rest.text.includes("$")) continue;
        told ??= isTold(view, stage);
        if (!told) break;
        let scope: Scope | null = null;
        for (const word of wordsOf(one)) {
          if (word === null || word.text.length > longest || !bare.test(word.text)) continue;
          for (const use of variablesIn(word, view.file.escape)) {
            if (use.operator !== null || known.has(use.name)) continue;
            scope ??= scopeAt(view.file, one);
            if (scope.has(use.name)) {
              known.add(use.name);
              continue;
            }
            if (fromBases.test(use.name)) continue;
            globals ??= globalNames(view);
            const global = globals.has(use.name);
            report({
              span: use,
              args: { name: use.name },
              // Declared once, for all that follow.
              fix: global && !declared.has(use.name) ? [lineAbove(view.text, one, `ARG ${use.name}`)] : undefined,
            });
            declared.add(use.name);
          }
        }
      }
    });
  },
});

/** The words of such an instruction. */
function wordsOf(one: Instruction): readonly (Word | null)[] {
  if (one.kind === "copy" || one.kind === "add") return [...one.sources, one.destination];
  if (one.kind === "env" || one.kind === "label") return one.pairs.map((pair) => pair.value);
  if (one.kind === "workdir") return [one.path];
  return one.kind === "user" ? [one.user] : [];
}

function globalNames(view: FileView): ReadonlySet<string> {
  return new Set(
    view.file.globals.flatMap((arg) => (arg.kind === "arg" ? arg.pairs.map(({ name }) => name.text) : [])),
  );
}

/** Whether all that a stage's image sets is known; another's may set anything. */
function isTold(view: FileView, stage: Stage): boolean {
  const root = view.root(stage);
  if (root === null) return view.base(stage).kind === "scratch";
  return baseUser(root).kind !== "unknown" && /^[a-z0-9]+(:|@|$)/.test(root);
}
