import type { Edit } from "../../core/edit.ts";
import type { CommandInstruction, RunInstruction, Stage } from "../../formats/dockerfile/index.ts";
import { absolutePath } from "../absolute-path.ts";
import { flagWord, subcommand, type Call } from "../calls.ts";
import { imageName } from "../knowledge/image-name.ts";
import type { FileView } from "../view.ts";
import { cutStage, isOnly } from "./cut.ts";

const certificates = "/etc/ssl/certs/ca-certificates.crt";
/** Files and folders that programs read when they run, by custom; what is compiled in does no harm beside it. */
const readLater =
  /^(templates?|views|static|public|assets|migrations|configs?|locales?|i18n|translations|(config|settings|application)\.(ya?ml|toml|json|ini))$/;
/** What is copied to build: the whole folder, manifests, sources. */
const toBuild =
  /^(\.\/?)?(|\*|go\.(mod|sum|work)|go\.\*|.*\.(go|rs|java|kt)|(cmd|internal|pkg|vendor|src|\.mvn|gradle|buildSrc)\/?|Cargo\.(toml|lock|\*)|pom\.xml|mvnw|gradlew|.*\.gradle(\.kts)?|gradle\.properties)$/;
/** What a RUN below the build may do on an image without the tools. */
const anywhere = /^(mkdir|chown|chmod|useradd|adduser|groupadd|addgroup|ln|touch|set|true)$/;

/** A program that a command starts: where it is made and by which RUN, and where the command looks for it. */
interface Program {
  readonly path: string;
  readonly to: string;
  readonly run: RunInstruction;
}

/**
 * Takes the program, the certificates and the folders that it reads into a stage on a small image: for a stage that builds a
 * Go, Rust or Java program to a path that its command names.
 */
export function splitCompiled(view: FileView, stage: Stage): readonly Edit[] | undefined {
  if (!isOnly(view, stage)) return undefined;
  const image = view.root(stage) ?? "";
  const { name, tag } = imageName(image);
  const command = view.last(stage, "entrypoint") ?? view.last(stage, "cmd");
  const smaller = smallerImage(name, tag ?? "");
  if (command === null || smaller === null) return undefined;
  const program = /^(maven|gradle)$/.test(name) ? jarOf(view, stage, command) : programOf(view, stage, command);
  const folder = view.workdir(stage);
  if (program === null || folder === null) return undefined;
  const { run: last, path, to } = program;
  const later = view.inStage(stage, "run").filter((run) => run.start > last.start);
  if (!later.every((run) => view.callsIn(run).every((call) => anywhere.test(call.name)))) return undefined;
  // What a cache mount holds is in no layer.
  if (last.mounts.some((mount) => mount.target !== null && path.startsWith(`${mount.target}/`))) return undefined;
  const read = filesToRead(view, stage, last);
  if (read === null) return undefined;
  const certified = name === "golang" || name === "rust" ? [`COPY --from=build ${certificates} ${certificates}`] : [];
  return cutStage(view, {
    stage,
    last,
    image: smaller,
    shared: [],
    brings: [...certified, `COPY --from=build ${path} ${to}`, ...read.map((one) => `COPY ${one} ./${one}`)],
    runs: (run) => (view.callsIn(run).length > 0 && view.callsIn(run).every(onlyBuilds) ? "" : null),
  });
}

/** Of the newest release: a library of an older one is not missed there, by the promise of the C library. */
function smallerImage(name: string, tag: string): string | null {
  const alpine = tag.includes("alpine");
  if (name === "golang" || name === "rust") return alpine ? "alpine:3.22" : "debian:13-slim";
  const java = /(?:temurin-|jdk-?)(\d+)/.exec(tag)?.[1];
  return java === undefined ? null : `eclipse-temurin:${java}-jre${alpine ? "-alpine" : ""}`;
}

/** Commands whose only trace that counts is what they build. */
function onlyBuilds(call: Call): boolean {
  return /^(go|cargo|rustup|mvn|mvnw|gradle|gradlew|apt-get|apt|apk|rm|set|mkdir|cd|chmod|echo|touch|git|upx|strip|make)$/.test(
    call.name,
  );
}

function wordsOf(command: CommandInstruction): readonly string[] | null {
  if (command.command === null) return null;
  if (command.command.form === "exec") return command.command.words.map((word) => word.value ?? "");
  const words = command.command.script.text.trim().split(/\s+/);
  return words.every((word) => /^[\w./:=-]+$/.test(word)) ? words : null;
}

function programOf(view: FileView, stage: Stage, command: CommandInstruction): Program | null {
  const [word] = wordsOf(command) ?? [];
  if (word === undefined || !/^[\w./-]+$/.test(word)) return null;
  for (const run of view.inStage(stage, "run").toReversed()) {
    const folder = view.workdir(run);
    const calls = view.callsIn(run);
    if (calls.some((call) => call.nested || call.name === "cd" || call.name === "mv" || call.name === "cp")) continue;
    for (const call of calls) {
      const made = madeBy(call, word, folder);
      if (made !== null) return { path: made, to: word.includes("/") ? made : `/usr/local/bin/${word}`, run };
    }
  }
  return null;
}

/** Where a compiler leaves the program that a command names; null where it makes another. */
function madeBy(call: Call, word: string, folder: string | null): string | null {
  const what = subcommand(call)?.value ?? "";
  if (call.name === "go" && what === "build") {
    const out = valueOf(call, "-o");
    const path = out === null ? null : absolute(out, folder);
    return path !== null && path === absolute(word, folder) && word.includes("/") ? path : null;
  }
  if (call.name === "go" && what === "install")
    return /^(\/go\/bin\/)?[\w.-]+$/.test(word) ? absolute(word, "/go/bin") : null;
  if (call.name === "cargo" && what === "install") return word.includes("/") ? null : `/usr/local/cargo/bin/${word}`;
  if (call.name === "cargo" && what === "build" && /(^|\/)target\/release\/[\w-]+$/.test(word))
    return absolute(word, folder);
  return null;
}

function jarOf(view: FileView, stage: Stage, command: CommandInstruction): Program | null {
  const words = wordsOf(command) ?? [];
  const jar = words[words.indexOf("-jar") + 1];
  if (words[0] !== "java" || !words.includes("-jar") || jar === undefined || !/^[\w./-]+\.jar$/.test(jar)) return null;
  const path = absolute(jar, view.workdir(stage));
  const run = view
    .inStage(stage, "run")
    .filter((one) => view.callsIn(one).some((call) => /^(mvn|mvnw|gradle|gradlew)$/.test(call.name)))
    .at(-1);
  if (path === null || run === undefined || view.callsIn(run).some((call) => call.name === "cd")) return null;
  const folder = view.workdir(run);
  const own = folder === "/" ? "" : folder;
  return own !== null && ["target", "build/libs"].some((made) => path.startsWith(`${own}/${made}/`))
    ? { path, to: path, run }
    : null;
}

function valueOf(call: Call, flag: string): string | null {
  const word = flagWord(call, flag);
  if (word === null) return null;
  if (word.text !== flag) return word.text.startsWith(`${flag}=`) ? word.text.slice(flag.length + 1) : null;
  return call.words[call.words.indexOf(word) + 1]?.value ?? null;
}

/** Of one file: no folder, and no way up. */
function absolute(path: string, folder: string | null): string | null {
  return path.endsWith("/") || path.includes("..") ? null : absolutePath(path, folder);
}

/** What the program may read of the context; null where the list of files is not known, or something else was copied. */
function filesToRead(view: FileView, stage: Stage, last: RunInstruction): readonly string[] | null {
  const files = view.repository?.files ?? null;
  if (files === null) return null;
  for (const kind of ["copy", "add"] as const)
    for (const copy of view.inStage(stage, kind))
      if (
        copy.start < last.start &&
        (copy.from !== null || !copy.sources.every((source) => source.value !== null && toBuild.test(source.value)))
      )
        return null;
  const top = new Set(files.map((file) => (file.includes("/") ? file.slice(0, file.indexOf("/")) : file)));
  return [...top].filter((one) => readLater.test(one)).sort();
}
