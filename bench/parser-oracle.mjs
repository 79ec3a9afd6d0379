// Compares the Dockerfile parser with BuildKit's own, on every file of a folder.
//
//   node bench/parser-oracle.mjs <folder with Dockerfiles>
//
// Needs Go; builds bench/oracle into a temporary folder. Exits 1 where the two disagree on a file.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** Errors that BuildKit finds later than in its parser, when it builds. */
const later = new Set(["bad-mount", "bad-port"]);

/** Errors inside an ONBUILD that BuildKit finds at once; the others it finds in the build that the trigger runs in. */
const early = new Set(["unterminated-heredoc", "bad-heredoc", "bad-onbuild", "bad-json", "line-too-long"]);

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: node bench/parser-oracle.mjs <folder with Dockerfiles>");
const work = mkdtempSync(join(tmpdir(), "seaworthy-oracle-"));
try {
  process.exitCode = await compare(folder);
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function compare(from) {
  const files = readdirSync(from)
    .map((name) => join(from, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size > 0);
  const bundle = join(work, "dockerfile.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "../src/formats/dockerfile/index.ts")],
    bundle: true,
    format: "esm",
    platform: "node",
    outfile: bundle,
    logLevel: "error",
  });
  const { parseDockerfile, printDockerfile } = await import(pathToFileURL(bundle).href);
  const answers = ask(files.map((file) => ({ file })));
  let agreed = 0;
  let refused = 0;
  let instructions = 0;
  let bytes = 0;
  let nanoseconds = 0n;
  for (const [index, path] of files.entries()) {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(readFileSync(path));
    const begun = process.hrtime.bigint();
    const ours = parseDockerfile(text);
    nanoseconds += process.hrtime.bigint() - begun;
    bytes += Buffer.byteLength(text);
    const theirs = answers[index];
    const problems = differences(ours, theirs);
    if (printDockerfile(ours) !== text) problems.push("printing does not give the text back");
    instructions += theirs.nodes?.length ?? 0;
    if (theirs.error || theirs.refuse) refused++;
    if (problems.length === 0) agreed++;
    else console.log(`${path}\n  ${problems.slice(0, 4).join("\n  ")}`);
  }
  const speed = bytes / 1e6 / (Number(nanoseconds) / 1e9);
  console.log(
    `${agreed} of ${files.length} files agree (${instructions} instructions; ${refused} files refused by BuildKit), ${speed.toFixed(1)} MB/s`,
  );
  return agreed === files.length ? 0 : 1;
}

function ask(questions) {
  const binary = join(work, "oracle");
  const built = spawnSync("go", ["build", "-o", binary, "."], {
    cwd: join(import.meta.dirname, "oracle"),
    stdio: "inherit",
  });
  if (built.status !== 0) throw new Error("go build failed");
  const asked = spawnSync(binary, [], {
    input: questions.map((question) => JSON.stringify(question)).join("\n"),
    maxBuffer: 2 ** 31 - 1,
  });
  if (asked.status !== 0) throw new Error(asked.stderr.toString());
  return asked.stdout
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function differences(ours, theirs) {
  const problems = [];
  const inOnbuild = (error) =>
    ours.instructions.some(
      (one) =>
        one.kind === "onbuild" &&
        one.inner !== null &&
        one.inner.start <= error.start &&
        error.end <= one.end &&
        !early.has(error.code),
    );
  const errors = ours.errors.filter(
    (error) => (!later.has(error.code) || error.message.startsWith("from takes no variable")) && !inOnbuild(error),
  );
  const refusal = theirs.error || theirs.refuse;
  if ((refusal !== "") !== errors.length > 0)
    problems.push(
      `BuildKit says "${refusal}", we say ${JSON.stringify(errors.slice(0, 2).map((error) => error.message))}`,
    );
  if (theirs.error) return problems;
  if (ours.escape !== theirs.escape) problems.push(`escape ${ours.escape} for ${theirs.escape}`);
  if (ours.instructions.length !== theirs.nodes.length)
    problems.push(`${ours.instructions.length} instructions for ${theirs.nodes.length}`);
  for (const [index, node] of theirs.nodes.entries()) {
    const instruction = ours.instructions[index];
    if (instruction === undefined) break;
    const mine = shape(ours, instruction);
    const yours = { ...node, flags: node.flags ?? [], heredocs: node.heredocs ?? [], args: dropOpeners(node) };
    delete yours.original;
    if (mine.args === null || instruction.kind === "unknown") mine.args = yours.args;
    if (mine.json === undefined) mine.json = yours.json;
    for (const key of Object.keys(yours)) {
      if (JSON.stringify(mine[key]) !== JSON.stringify(yours[key]))
        problems.push(
          `line ${node.start} ${key}: ours ${JSON.stringify(mine[key])}, BuildKit's ${JSON.stringify(yours[key])}`,
        );
    }
  }
  if (!refusal) {
    const stages = ours.stages.map(
      (stage) => `${stage.from.image?.text} ${stage.from.platform?.text ?? ""} ${stage.name ?? ""}`,
    );
    if (JSON.stringify(stages) !== JSON.stringify(theirs.stages))
      problems.push(`stages ${JSON.stringify(stages)} for ${JSON.stringify(theirs.stages)}`);
  }
  return problems;
}

function dropOpeners(node) {
  const copies = /^(copy|add|onbuild)$/i.test(node.keyword) && (node.heredocs ?? []).length > 0;
  return copies ? node.args.filter((arg) => !/^\d*<</.test(arg)) : node.args;
}

function shape(file, instruction) {
  const { lines } = file;
  return {
    keyword: instruction.keyword.text,
    flags: instruction.flags.map((flag) => `--${flag.name}${flag.value === null ? "" : `=${flag.value.text}`}`),
    json: isJson(instruction),
    args: args(instruction),
    heredocs: instruction.heredocs.map((heredoc) => ({
      name: heredoc.name,
      fd: heredoc.fileDescriptor,
      expand: heredoc.expand,
      chomp: heredoc.stripTabs,
      content: file.text.slice(
        heredoc.start,
        lines.lineStart(lines.position(heredoc.terminator?.start ?? heredoc.end).line),
      ),
    })),
    start: lines.position(instruction.start).line,
    end: lines.position(instruction.end).line,
  };
}

function isJson(one) {
  if (one.kind === "shell") return one.words.length > 0 || one.rest.text.replace(/\s/g, "") === "[]";
  if (one.kind === "onbuild") return false;
  if (one.kind === "healthcheck" && one.command === null) return undefined;
  return one.form === "json" || one.command?.form === "exec";
}

function args(one) {
  switch (one.kind) {
    case "from":
      if (
        ![1, 3].includes(one.rest.text.split(/[\t\v\f\r ]+/).length) ||
        (one.image !== null && one.as === null && /[\t\v\f\r ]/.test(one.rest.text))
      )
        return null;
      return [one.image, one.as, one.alias].filter((word) => word !== null).map((word) => word.text);
    case "run":
    case "cmd":
    case "entrypoint":
      return one.command?.form === "exec"
        ? one.command.words.map((word) => word.text)
        : one.rest.text === ""
          ? []
          : [one.rest.text];
    case "healthcheck": {
      const type = one.rest.text.split(/\s/, 1);
      if (one.command === null) return one.none && type[0] === one.rest.text ? type : null;
      return [
        ...type,
        ...(one.command.form === "exec" ? one.command.words.map((word) => word.text) : [one.command.script.text]),
      ];
    }
    case "copy":
    case "add":
      return one.destination === null ? null : [...one.sources, one.destination].map((word) => word.text);
    case "env":
    case "label":
      return one.pairs.flatMap((pair) => [pair.name.text, pair.value?.text ?? "", pair.separator === " " ? "" : "="]);
    case "arg":
      return one.pairs.map((pair) => (pair.value === null ? pair.name.text : `${pair.name.text}=${pair.value.text}`));
    case "expose":
      return one.ports.map((port) => port.word.text);
    case "volume":
      return one.paths.map((path) => path.text);
    case "shell":
      return one.words.length === 0 ? null : one.words.map((word) => word.text);
    case "onbuild":
      return one.inner === null
        ? null
        : args(one.inner) === null
          ? null
          : [one.inner.keyword.text, ...(one.inner.kind === "unknown" ? [""] : args(one.inner))];
    case "unknown":
      return null;
    default:
      return one.rest.text === "" ? [] : [one.rest.text];
  }
}
