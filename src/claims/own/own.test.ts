import { describe, expect, test } from "vitest";
import { dockerArchive, type Written } from "../../formats/image-archive/tar-writer.fixture.ts";
import { interruptedAtEachCall } from "../failing-engine.fixture.ts";
import { fakeTrial, output, type World } from "../trial.fixture.ts";
import { readProveConfig } from "../config/read.ts";
import { ownClaim, readTestFile, specOfTable, testFileKind, withOwnIds } from "./index.ts";
import { goMode } from "./modes.ts";

const image = (...entries: readonly Written[]): Uint8Array => dockerArchive({ layers: [entries] });
const passwd: Written = { name: "etc/passwd", content: "root:x:0:0::/root:/bin/sh\n", mode: 0o644 };
const group: Written = { name: "etc/group", content: "root:x:0:\nstaff:x:50:root\n", mode: 0o644 };
const server: Written = { name: "app/server.js", content: "listen()\n", mode: 0o600 };
const files = image(passwd, group, server);
const empty = image({ name: "seaworthy-planted", content: "x" });
const planted = (path: string, content = "planted\n"): Uint8Array => image(passwd, { name: path, content });

/** Builds number themselves: the archives of all of them are the same in one row. */
const built = (archive: Uint8Array): Readonly<Record<string, Uint8Array>> => ({
  "todo-backend:latest": files,
  ...Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`variant:own-broken-${at}`, archive])),
});
const sockets = (port: string): string => `  0: 00000000:${port} 00000000:0000 0A 00000000\n`;

/** The one claim of a text of TOML, goss or container-structure-test. */
async function claimOf(text: string) {
  if (text.startsWith("[[claim]]") || text.startsWith("[[claim.")) {
    const head = text.startsWith("[[claim.") ? `[[claim]]\nid = "own"\ntitle = "It holds"\n${text}` : text;
    const read = await readProveConfig("seaworthy.toml", head);
    expect(read?.problems).toEqual([]);
    const [claim] = read?.config.claims ?? [];
    if (claim === undefined) throw new Error("no claim");
    return ownClaim(specOfTable(claim.table, "seaworthy.toml:1"));
  }
  const { specs, problems } = readTestFile(
    text.startsWith("schemaVersion") ? "a.structure-test.yaml" : "goss.yaml",
    text,
  );
  expect(problems).toEqual([]);
  const [spec] = specs;
  if (spec === undefined) throw new Error("no claim");
  return ownClaim(spec);
}

interface Row {
  readonly text: string;
  readonly when: string;
  readonly world: World;
  readonly verdict: "PASS" | "FAIL" | "SKIPPED";
  readonly says?: RegExp;
  readonly control?: true;
}

const get = '[[claim.http]]\npath = "/"\nexpect = { json = { a = [1] }, headers = { x-b = "c" } }\n';
const right = { status: 200, body: '{"a": [1]}', headers: { "x-b": "cd" } };
const post = '[[claim.http]]\nmethod = "POST"\npath = "/t"\njson = { a = 1 }\nexpect = { status = [200, 201] }\n';
const version = '[[claim.command]]\nrun = ["node", "-v"]\nexpect = { stdout = { matches = "^v2" } }\n';
const noSecret =
  '[[claim.command]]\nrun = ["env"]\nexpect = { exit = [0, 99, 127], stdout = { excludes = "SECRET" } }\n';
const file =
  '[[claim.file]]\npath = "/app/server.js"\nexpect = { mode = "0600", contents = "listen", max-bytes = 9 }\n';
const folder = '[[claim.file]]\npath = "/tmp/"\nexpect = { type = "directory", mode = "1777" }\n';
const absent = '[[claim.file]]\npath = "/app/.git"\nexpect = { exists = false }\n';
const port = "[[claim.port]]\nport = 8000\n";
const noPort = "[[claim.port]]\nport = 9229\nexpect = { listening = false }\n";
const structure = (text: string): string => `schemaVersion: 2.0.0\n${text}`;
const setup = structure(
  'commandTests:\n  - {name: a, command: cat, args: [/x], setup: [["touch", "/x"]], envVars: [{key: P, value: "/a:$P"}]}\n',
);
const metadata = structure("metadataTest:\n  exposedPorts: ['80']\n  unexposedPorts: ['22']\n  workdir: /app\n");
const user = "user:\n  root:\n    exists: true\n    groups: [staff]\n    home: /root\n";

const rows: readonly Row[] = [
  { text: get, when: "the answer is as expected", world: { ask: () => right }, verdict: "PASS" },
  {
    text: get,
    when: "a value differs",
    world: { ask: () => ({ ...right, body: '{"a": [2]}' }) },
    verdict: "FAIL",
    says: /body: expected/,
  },
  {
    text: get,
    when: "a header is not there",
    world: { ask: () => ({ ...right, headers: {} }) },
    verdict: "FAIL",
    says: /x-b: .* there is none/,
  },
  {
    text: get,
    when: "the status differs",
    world: { ask: () => ({ ...right, status: 204 }) },
    verdict: "FAIL",
    says: /200, found 204/,
  },
  {
    text: get,
    when: "no answer comes",
    world: { ask: () => ({ status: 0, error: "ECONNREFUSED" }) },
    verdict: "FAIL",
    says: /ECONNREFUSED/,
  },
  {
    text: get,
    when: "the service does not get ready",
    world: { ready: () => false },
    verdict: "SKIPPED",
    says: /not get ready/,
  },
  {
    text: get,
    when: "what does nothing gives no answer",
    control: true,
    world: { ask: (_, __, options) => (options.image === undefined ? right : { status: 0, error: "ECONNREFUSED" }) },
    verdict: "FAIL",
    says: /ECONNREFUSED/,
  },
  {
    text: get,
    when: "what does nothing is taken for the service",
    control: true,
    world: { ask: () => right },
    verdict: "PASS",
  },
  {
    text: post,
    when: "the body and its type are sent",
    world: {
      ask: (_, { method, body, headers }) => ({
        status: method === "POST" && body === '{"a":1}' && headers?.["content-type"] === "application/json" ? 201 : 400,
      }),
    },
    verdict: "PASS",
  },
  { text: version, when: "it prints it", world: { runToEnd: () => ({ stdout: "v20.1\n" }) }, verdict: "PASS" },
  {
    text: version,
    when: "it prints another",
    world: { runToEnd: () => ({ stdout: "v18.1\n" }) },
    verdict: "FAIL",
    says: /stdout/,
  },
  {
    text: version,
    when: "it fails",
    world: { runToEnd: () => ({ stdout: "v20.1\n", exitCode: 1 }) },
    verdict: "FAIL",
    says: /exit code/,
  },
  {
    text: version,
    when: "it does not end",
    world: { runToEnd: () => ({ timedOut: true }) },
    verdict: "FAIL",
    says: /did not end within 60 s/,
  },
  {
    text: version,
    when: "a program that is not there prints nothing",
    control: true,
    world: { runToEnd: ({ entrypoint }) => (entrypoint?.[0] === "node" ? { stdout: "v20.1\n" } : { exitCode: 127 }) },
    verdict: "FAIL",
    says: /no-such-program/,
  },
  {
    text: version,
    when: "whatever is run, it holds",
    control: true,
    world: { runToEnd: () => ({ stdout: "v20.1\n" }) },
    verdict: "PASS",
  },
  {
    text: noSecret,
    when: "what must not be printed is printed",
    control: true,
    world: {
      runToEnd: ({ image: of, command }) =>
        of === "seaworthy/toolbox" ? { stdout: command?.at(-2) ?? "", exitCode: 99 } : { exitCode: 127 },
    },
    verdict: "FAIL",
    says: /contains no "SECRET"/,
  },
  { text: file, when: "it is as expected", world: { archives: built(empty) }, verdict: "PASS" },
  {
    text: file,
    when: "it is larger",
    world: { archives: { "todo-backend:latest": image({ ...server, content: "listen() and more" }) } },
    verdict: "FAIL",
    says: /size/,
  },
  {
    text: file,
    when: "anyone may read it",
    world: { archives: { "todo-backend:latest": image({ ...server, mode: 0o644 }) } },
    verdict: "FAIL",
    says: /found "0644"/,
  },
  {
    text: file,
    when: "it is not there",
    world: { archives: { "todo-backend:latest": empty } },
    verdict: "FAIL",
    says: /exists/,
  },
  { text: file, when: "an empty image has it not", control: true, world: { archives: built(empty) }, verdict: "FAIL" },
  { text: file, when: "every image has it", control: true, world: { archives: built(files) }, verdict: "PASS" },
  {
    text: file,
    when: "the broken image cannot be built",
    control: true,
    world: { archives: built(empty), build: () => ({ ok: false, output: output({ stderr: "no space" }) }) },
    verdict: "SKIPPED",
    says: /no space/,
  },
  {
    text: folder,
    when: "of the two broken images one cannot be built and in the other one it holds",
    control: true,
    world: {
      archives: built(image({ name: "tmp/", flag: "5", mode: 0o1777 })),
      build: ({ dockerfileText = "" }) => ({
        ok: !dockerfileText.includes("/seaworthy-planted\n"),
        output: output({ stderr: "no space" }),
      }),
    },
    verdict: "SKIPPED",
    says: /no space/,
  },
  {
    text: folder,
    when: "a file in the folder's place is seen",
    control: true,
    world: {
      archives: built(image({ name: "tmp", content: "x", mode: 0o644 })),
      build: ({ dockerfileText }) => ({
        ok: dockerfileText === 'FROM scratch\nCOPY ["seaworthy-planted","/tmp"]\n',
        output: output({ stderr: "no space" }),
      }),
    },
    verdict: "FAIL",
    says: /planted at \/tmp.*type/,
  },
  { text: absent, when: "it is not there", world: { archives: built(empty) }, verdict: "PASS" },
  {
    text: absent,
    when: "it is there",
    world: { archives: { "todo-backend:latest": planted("app/.git") } },
    verdict: "FAIL",
  },
  {
    text: absent,
    when: "one that was planted is seen",
    control: true,
    world: { archives: built(planted("app/.git")) },
    verdict: "FAIL",
  },
  {
    text: absent,
    when: "one that was planted is not seen",
    control: true,
    world: { archives: built(empty) },
    verdict: "PASS",
  },
  { text: port, when: "it listens", world: { runToEnd: () => ({ stdout: sockets("1F40") }) }, verdict: "PASS" },
  {
    text: port,
    when: "it listens elsewhere",
    world: { runToEnd: () => ({ stdout: sockets("1F41") }) },
    verdict: "FAIL",
  },
  {
    text: port,
    when: "what does nothing does not",
    control: true,
    world: { runToEnd: (_, options) => ({ stdout: options.image === undefined ? sockets("1F40") : "" }) },
    verdict: "FAIL",
  },
  {
    text: noPort,
    when: "it does not listen",
    world: { runToEnd: () => ({ stdout: sockets("1F40") }) },
    verdict: "PASS",
  },
  { text: noPort, when: "it listens", world: { runToEnd: () => ({ stdout: sockets("240D") }) }, verdict: "FAIL" },
  {
    text: noPort,
    when: "a listener is seen",
    control: true,
    world: {
      runToEnd: (_, options) => ({ stdout: options.command?.includes("9229") === true ? sockets("240D") : "" }),
    },
    verdict: "FAIL",
  },
  {
    text: `${get}wrong = { status = 500 }\n`,
    when: "the author's own wrong expectation is not met",
    control: true,
    world: { ask: () => right },
    verdict: "FAIL",
    says: /500, found 200/,
  },
  {
    text: `${get}wrong = { status = 200 }\n`,
    when: "the author's wrong expectation is met",
    control: true,
    world: { ask: () => right },
    verdict: "PASS",
  },
  {
    text: `${get}[claim.control]\nenv = { PORT = "1" }\n`,
    when: "the author's breakage breaks it",
    control: true,
    world: { ask: (_, __, { env }) => (env?.["PORT"] === "1" ? { status: 0, error: "ECONNREFUSED" } : right) },
    verdict: "FAIL",
  },
  {
    text: `${get}[claim.control]\nenv = { PORT = "1" }\n`,
    when: "the author's breakage breaks nothing",
    control: true,
    world: { ask: () => right },
    verdict: "PASS",
  },
  {
    text: `${file}[claim.control]\ndockerfile = ["RUN rm /app/server.js"]\n`,
    when: "the author's instructions break it",
    control: true,
    world: {
      archives: built(empty),
      build: ({ dockerfileText }) => ({ ok: dockerfileText === "FROM todo-backend:latest\nRUN rm /app/server.js\n" }),
    },
    verdict: "FAIL",
  },
  {
    text: setup,
    when: "the command runs in what the setup made, with its variables filled in",
    world: {
      images: { "todo-backend:latest": { env: ["P=/b"] } },
      runToEnd: ({ image: of, env }) => ({
        exitCode: of.startsWith("variant:own-setup-") && env?.["P"] === "/a:/b" ? 0 : 1,
      }),
    },
    verdict: "PASS",
  },
  {
    text: setup,
    when: "the setup fails",
    world: { build: () => ({ ok: false }) },
    verdict: "SKIPPED",
    says: /setup fails/,
  },
  { text: metadata, when: "nothing is exposed", world: { archives: built(empty) }, verdict: "FAIL", says: /ports/ },
  {
    text: structure("licenseTests: [{debian: true}]\n"),
    when: "it is no matter of ours",
    world: {},
    verdict: "SKIPPED",
    says: /not carried over/,
  },
  {
    text: structure("containerRunOptions: {privileged: true}\ncommandTests: [{name: a, command: b}]\n"),
    when: "it asks for more than is given",
    world: {},
    verdict: "SKIPPED",
    says: /privileged/,
  },
  { text: user, when: "the account is there", world: { archives: built(empty) }, verdict: "PASS" },
  {
    text: user,
    when: "it is in no such group",
    world: { archives: { "todo-backend:latest": image(passwd) } },
    verdict: "FAIL",
    says: /groups/,
  },
  { text: user, when: "an empty image has none", control: true, world: { archives: built(empty) }, verdict: "FAIL" },
  {
    text: "command:\n  id -u:\n    exit-status: 0\n    stdout: ['/^[1-9]/']\n",
    when: "a shell runs it in the container",
    world: { exec: (argv) => (argv.join(" ") === "sh -c id -u" ? { stdout: "10001\n" } : { exitCode: 1 }) },
    verdict: "PASS",
  },
  {
    text: "command:\n  id -u:\n    exit-status: 0\n",
    when: "another line fails",
    control: true,
    world: { exec: (argv) => ({ exitCode: argv[2] === "id -u" ? 0 : 127 }) },
    verdict: "FAIL",
  },
  {
    text: "process:\n  uvicorn:\n    running: true\n",
    when: "it runs",
    world: { runToEnd: () => ({ stdout: "pid 1\nName:\tuvicorn\nState:\tS\nUid:\t1\t1\t1\t1\n" }) },
    verdict: "PASS",
  },
  {
    text: "process:\n  sshd:\n    running: false\n",
    when: "nothing is known that would break it",
    control: true,
    world: {},
    verdict: "SKIPPED",
  },
  {
    text: "dns:\n  localhost:\n    resolvable: true\n",
    when: "it is of the network",
    world: {},
    verdict: "SKIPPED",
    says: /dns is not carried over/,
  },
  { text: "port:\n  udp:53:\n    listening: true\n", when: "it is UDP", world: {}, verdict: "SKIPPED", says: /UDP/ },
  {
    text: "file:\n  /a:\n    exists: true\n    skip: true\n",
    when: "the file says skip",
    world: {},
    verdict: "SKIPPED",
    says: /skip/,
  },
];

describe("an own claim's verdict follows from the world", () => {
  test.each(rows)("$text $when -> $verdict", async ({ text, world, verdict, says, control }) => {
    const claim = await claimOf(text);
    const trial = fakeTrial(world);
    const applies = claim.appliesTo(trial.facts, trial.plan);
    const prove = control === true && "prove" in claim.control ? claim.control.prove : claim.prove;
    const outcome = applies === true ? await prove(trial) : { verdict: "SKIPPED", said: applies };
    expect(outcome).toMatchObject({ verdict });
    expect(outcome.said).toMatch(says ?? /./);
  });
});

describe("an engine that is gone in the middle of an own claim", () => {
  const holding = rows.filter((row) => row.verdict === "PASS" && row.control === undefined);
  test.each(holding)("$text $when: SKIPPED with the reason, whichever call it is", async ({ text, world }) => {
    const found = await interruptedAtEachCall(await claimOf(text), world);
    const said = expect.stringContaining("the engine does not answer any more");
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(
      found.map(({ answers }) => ({
        answers,
        verdict: "SKIPPED",
        said,
        control: null,
        interrupted: true,
        finished: 1,
      })),
    );
  });
});

test.each([
  [{ type: "file", mode: 0o644 }, "-rw-r--r--"],
  [{ type: "directory", mode: 0o1777 }, "dtrwxrwxrwx"],
  [{ type: "file", mode: 0o4755 }, "urwxr-xr-x"],
  [{ type: "symlink", mode: 0o777 }, "Lrwxrwxrwx"],
  [{ type: "character", mode: 0o666 }, "Dcrw-rw-rw-"],
] as const)("the mode %o is %s to Go", (entry, text) => expect(goMode(entry)).toBe(text));

test.each([
  ["goss.yaml", "goss"],
  ["goss.yml", "goss"],
  ["container-structure-test.yaml", "structure-test"],
  ["api.structure-test.json", "structure-test"],
  ["compose.yaml", null],
  ["my-goss.yaml", null],
])("%s is %s by its name", (name, kind) => expect(testFileKind(name)).toBe(kind));

test("what files call the same, or as seaworthy does, is counted", () => {
  const spec = readTestFile("goss.yaml", "file:\n  /a:\n    exists: true\n  /a/:\n    exists: true\n").specs;
  expect(withOwnIds(spec, ["goss-file-a"]).map((one) => one.id)).toEqual(["goss-file-a-2", "goss-file-a-3"]);
});
