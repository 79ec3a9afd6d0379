// Compares variable expansion and .dockerignore decisions with BuildKit's libraries, on made-up input (a fixed seed).
//
//   node bench/formats-oracle.mjs [cases]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const cases = Number(process.argv[2] ?? 20_000);
const work = mkdtempSync(join(tmpdir(), "seaworthy-oracle-"));
let shown = 0;
let seed = 20_260_101;
const random = (below) => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};
const pick = (from) => from[random(from.length)];
const made = (pieces, most) => Array.from({ length: random(most) + 1 }, () => pick(pieces)).join("");

try {
  process.exitCode = await compare();
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function compare() {
  const room = join(import.meta.dirname, "../src/formats");
  writeFileSync(
    join(work, "entry.ts"),
    `export * from "${room}/dockerfile/index.ts"; export * from "${room}/dockerignore/index.ts";`,
  );
  await build({
    entryPoints: [join(work, "entry.ts")],
    bundle: true,
    format: "esm",
    platform: "node",
    outfile: join(work, "formats.mjs"),
    logLevel: "error",
  });
  const formats = await import(pathToFileURL(join(work, "formats.mjs")).href);
  const words = wordQuestions();
  const ignores = ignoreQuestions();
  const answers = ask([...words, ...ignores]);
  const wrongWords = words.filter((question, index) => !sameWord(formats, question, answers[index]));
  let decisions = 0;
  const wrongIgnores = ignores.filter((question, index) => {
    const answer = answers[words.length + index];
    const file = formats.parseDockerignore(question.ignore);
    if (answer.error !== "") return file.errors.length === 0 && show("ignore", question, "accepted", answer.error);
    if (file.errors.length > 0) return show("ignore", question, file.errors[0].message, "accepted");
    decisions += question.paths.length;
    const ours = question.paths.map((path) => formats.ignores(file, path));
    return JSON.stringify(ours) !== JSON.stringify(answer.left) && show("ignore", question, ours, answer.left);
  });
  console.log(`expansion: ${words.length - wrongWords.length} of ${words.length} words agree`);
  console.log(
    `.dockerignore: ${ignores.length - wrongIgnores.length} of ${ignores.length} files agree (${decisions} decisions)`,
  );
  return wrongWords.length + wrongIgnores.length === 0 ? 0 : 1;
}

function show(what, question, ours, theirs) {
  if (shown++ < 20)
    console.log(
      `${what} ${JSON.stringify(question)}\n  ours ${JSON.stringify(ours)}\n  BuildKit's ${JSON.stringify(theirs)}`,
    );
  return true;
}

function wordQuestions() {
  const pieces = [
    "a",
    "b",
    "ab.c",
    "$A",
    "${A}",
    "${B:-x}",
    "${C-x}",
    "${C:+y}",
    "${A:+y}",
    "${A#",
    "${A##",
    "${A%",
    "${A%%",
    "${A/",
    "${A//",
    "/",
    "}",
    "*",
    "?",
    '"',
    "'",
    "\\",
    "`",
    " ",
    "$",
    "${",
    ":",
    "-",
    "<<",
    "<",
    "é",
    "${D:?no}",
    "$$",
    "$1",
    "${A:-${B}}",
  ];
  const env = { A: "abcabc/x.tar.gz", B: "", D: "d" };
  return Array.from({ length: cases }, () => ({ word: made(pieces, 7), escape: random(4) === 0 ? "`" : "\\", env }));
}

function sameWord({ expand }, question, answer) {
  const scope = new Map(Object.entries(question.env).map(([name, value]) => [name, { name, value, origin: "env" }]));
  const ours = expand(question.word, scope, question.escape);
  const same = answer.error === "" ? ours.value === answer.result : ours.error !== null;
  return same || !show("word", question, ours, answer);
}

function ignoreQuestions() {
  const pieces = [
    "a",
    "b",
    "ab",
    "c.txt",
    "/",
    "/",
    "*",
    "**",
    "**/",
    "?",
    "[ab]",
    "[^a]",
    "\\*",
    "\\.",
    "\\t",
    ".",
    "..",
    "!",
    " ",
  ];
  const names = ["a", "b", "ab", "c.txt", "abc", "xa", "."];
  const line = () => (random(3) === 0 ? "!" : "") + made(pieces, 5);
  return Array.from({ length: cases / 10 }, () => ({
    ignore: Array.from({ length: random(5) + 1 }, line).join("\n"),
    paths: Array.from({ length: 12 }, () =>
      Array.from({ length: random(4) + 1 }, () => pick(names.slice(0, -1))).join("/"),
    ),
  }));
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
    .map((text) => JSON.parse(text));
}
