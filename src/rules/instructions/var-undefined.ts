import { defineRule } from "../define.ts";
import { lineAbove } from "../edits.ts";
import { scopeAt, variablesIn, type Word } from "../../formats/dockerfile/index.ts";
import { baseUser } from "../knowledge/base-users.ts";

/** What official images set, so that a file may use it without a word. */
const fromBases =
  /^(PATH|HOME|PYTHON\w*|GPG_KEY|NODE_VERSION|YARN_VERSION|GO\w*|JAVA_\w*|RUBY_\w*|GEM_\w*|BUNDLE_\w*|PHP\w*|CARGO_HOME|RUSTUP_HOME|RUST_VERSION|NGINX_\w*|NJS_\w*|PKG_RELEASE|MAVEN_\w*|GRADLE_\w*|CATALINA_\w*|TOMCAT_\w*|CONDA_\w*|CUDA\w*|NV_\w*|NVIDIA_\w*|LANG|LC_ALL|LD_LIBRARY_PATH|HOSTNAME|PWD|USER|SHELL|TERM|LIBRARY_PATH|DOTNET_\w*|ASPNET\w*|http_proxy|https_proxy|no_proxy|HTTP_PROXY|HTTPS_PROXY|NO_PROXY|FTP_PROXY|ALL_PROXY)$/;

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
  check({ view, report }) {
    for (const stage of view.file.stages) {
      const root = view.root(stage);
      const base = view.base(stage);
      // Another's image may set anything.
      if (
        root === null ? base.kind !== "scratch" : baseUser(root).kind === "unknown" || !/^[a-z0-9]+(:|@|$)/.test(root)
      )
        continue;
      const declared = new Set<string>();
      for (const one of stage.instructions) {
        const words: (Word | null)[] =
          one.kind === "copy" || one.kind === "add"
            ? [...one.sources, one.destination]
            : one.kind === "workdir"
              ? [one.path]
              : one.kind === "env" || one.kind === "label"
                ? one.pairs.map((pair) => pair.value)
                : one.kind === "user"
                  ? [one.user]
                  : [];
        for (const word of words) {
          if (word === null || !word.text.includes("$")) continue;
          const scope = scopeAt(view.file, one);
          for (const use of variablesIn(word, view.file.escape)) {
            if (use.operator !== null || scope.has(use.name) || fromBases.test(use.name)) continue;
            const global = view.file.globals.some(
              (arg) => arg.kind === "arg" && arg.pairs.some((pair) => pair.name.text === use.name),
            );
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
    }
  },
});
