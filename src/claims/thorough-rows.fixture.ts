import { elf } from "../formats/elf/elf-writer.fixture.ts";
import { dockerArchive, type Written } from "../formats/image-archive/tar-writer.fixture.ts";
import { output, type World } from "./trial.fixture.ts";

/** A world, and what a claim must say of it. */
export interface Row {
  readonly claim: string;
  readonly when: string;
  readonly world: World;
  readonly verdict: "PASS" | "FAIL" | "SKIPPED";
  readonly says?: RegExp;
  /** The negative control is run instead of the proof; FAIL is what it must answer. */
  readonly control?: true;
}

const file = (name: string, content: string | Buffer, mode = 0o644): Written => ({ name, content, mode });
const archive = (...entries: readonly Written[]): Uint8Array => dockerArchive({ layers: [entries] });
const program = file("app/bin/server", elf({ needed: ["libz.so.1"] }), 0o755);
const zlib = file("usr/lib/libz.so.1", elf({ soname: "libz.so.1" }), 0o755);

const pyc = (flags: number, time: number, code: string): Buffer => {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(0x0a0d0da7, 0);
  head.writeUInt32LE(flags, 4);
  head.writeUInt32LE(time, 8);
  return Buffer.concat([head, Buffer.from(code)]);
};

const cached = {
  stages: [
    {
      name: "final",
      from: "node",
      steps: [{ kind: "run", command: "npm ci", mounts: [{ type: "cache", target: "/root/.npm" }] }],
    },
  ],
} as const;
const source = { "/todo/backend/app/main.py": "app = FastAPI()\n" };
const variable = (name: string, required: boolean) =>
  ({
    name,
    required,
    default: required ? null : "x",
    secret: false,
    evidence: { file: "app/settings.py", line: 3 },
  }) as const;
const two = { env: [variable("TOKEN", true), variable("LEVEL", false)] };
const compose = (lines: string): Readonly<Record<string, string>> => ({
  "/todo/compose.yaml": `services:\n  backend:\n    image: todo-backend\n${lines}`,
});
const whole = `    ports: ["8000:8000"]\n    environment:\n      TOKEN:\n    volumes: ["data:/app/data"]\n`;
const image = { exposed: ["8000/tcp"], cmd: ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000"] };

/** Builds without a network only once a build has run every step anew. */
function afterOneThatIgnoresTheCache(): NonNullable<World["build"]> {
  let warm = false;
  return (variant) => {
    if (variant.noCache === true && variant.network !== "none") warm = true;
    return { ok: variant.network !== "none" || warm };
  };
}

/** Rows of the claims that `prove` makes and the loop does not, and of `documented`. */
export const thoroughRows: readonly Row[] = [
  {
    claim: "links",
    when: "what is needed is there",
    world: { archives: { "todo-backend:latest": archive(program, zlib) } },
    verdict: "PASS",
    says: /2 programs and libraries/,
  },
  {
    claim: "links",
    when: "a library is missing",
    world: { archives: { "todo-backend:latest": archive(program) } },
    verdict: "FAIL",
    says: /app\/bin\/server needs libz\.so\.1/,
  },
  {
    claim: "links",
    when: "a script names an interpreter that is not there",
    world: { archives: { "todo-backend:latest": archive(file("app/run", "#!/usr/bin/ruby\n", 0o755)) } },
    verdict: "FAIL",
    says: /\/usr\/bin\/ruby is not there/,
  },
  {
    claim: "links",
    when: "the library is emptied",
    control: true,
    world: {
      archives: {
        "todo-backend:latest": archive(program, zlib),
        "variant:library-emptied": archive(program, file("usr/lib/libz.so.1", "")),
      },
    },
    verdict: "FAIL",
    says: /libz\.so\.1/,
  },

  {
    claim: "env-contract",
    when: "the required one is missed by name, the optional one is not missed",
    world: {
      plan: two,
      files: compose(whole),
      ready: (options) => options.withoutEnv?.includes("TOKEN") !== true,
      said: "pydantic: token field required",
    },
    verdict: "PASS",
    says: /1 required variables, each documented and missed by name; it gets ready without its 1 optional/,
  },
  {
    claim: "env-contract",
    when: "the failure does not name it",
    world: { plan: two, files: compose(whole), ready: (options) => options.withoutEnv?.includes("TOKEN") !== true },
    verdict: "FAIL",
    says: /without TOKEN it fails and does not name it/,
  },
  {
    claim: "env-contract",
    when: "what is said to be required is not",
    world: { plan: two, files: compose(whole) },
    verdict: "FAIL",
    says: /it gets ready without TOKEN, which app\/settings\.py:3 requires/,
  },
  {
    claim: "env-contract",
    when: "what is said to be optional is not",
    world: { plan: { env: [variable("LEVEL", false)] }, ready: (options) => options.withoutEnv === undefined },
    verdict: "FAIL",
    says: /with its optional variables left out/,
  },
  {
    claim: "env-contract",
    when: "the compose file does not name the required one",
    world: {
      plan: two,
      files: compose(`    ports: ["8000:8000"]\n`),
      ready: (options) => options.withoutEnv?.includes("TOKEN") !== true,
      said: "TOKEN is missing",
    },
    verdict: "FAIL",
    says: /the compose file does not name TOKEN/,
  },

  {
    claim: "documented",
    when: "all of it is",
    world: { plan: { ...two, command: image.cmd }, files: compose(whole), images: { "todo-backend:latest": image } },
    verdict: "PASS",
    says: /port, command, 1 variable, 1 volume: all in the image and the compose file/,
  },
  {
    claim: "documented",
    when: "port, variable and volume are missing",
    world: {
      plan: { ...two, command: image.cmd },
      files: compose(`    ports: ["80:80"]\n`),
      images: { "todo-backend:latest": image },
    },
    verdict: "FAIL",
    says: /port 8000.*TOKEN.*\/app\/data/,
  },
  {
    claim: "documented",
    when: "the image runs something else",
    world: {
      plan: { ...two, command: image.cmd },
      images: { "todo-backend:latest": { ...image, cmd: ["sleep", "1"] } },
    },
    verdict: "FAIL",
    says: /runs sleep 1/,
  },
  {
    claim: "documented",
    when: "a line is taken out",
    control: true,
    world: { plan: { ...two, command: image.cmd }, files: compose(whole), images: { "todo-backend:latest": image } },
    verdict: "FAIL",
    says: /does not name TOKEN/,
  },

  {
    claim: "offline-rebuild",
    when: "the build needs no network",
    world: { files: source },
    verdict: "PASS",
    says: /--network none after a change of app\/main\.py/,
  },
  {
    claim: "offline-rebuild",
    when: "it does",
    world: { files: source, build: (variant) => ({ ok: variant.network !== "none" }) },
    verdict: "FAIL",
  },
  {
    claim: "offline-rebuild",
    when: "it does, and the builder keeps what is mounted",
    world: { files: source, plan: cached, build: (variant) => ({ ok: variant.network !== "none" }) },
    verdict: "FAIL",
  },
  {
    claim: "offline-rebuild",
    when: "it does, and a build that is told to ignore the cache sees nothing that was mounted",
    world: {
      files: source,
      plan: cached,
      build: (variant) => ({
        ok: variant.network !== "none" && !(variant.name === "cache-kept" && variant.noCache === true),
      }),
    },
    verdict: "FAIL",
  },
  {
    claim: "offline-rebuild",
    when: "the builder drops what is mounted between two builds",
    world: {
      files: source,
      plan: cached,
      build: (variant) => ({ ok: variant.network !== "none" && variant.name !== "cache-kept" }),
    },
    verdict: "SKIPPED",
    says: /short of room/,
  },
  {
    claim: "offline-rebuild",
    when: "the builder kept its layers and has dropped what was mounted",
    world: { files: source, build: afterOneThatIgnoresTheCache() },
    verdict: "PASS",
  },
  {
    claim: "offline-rebuild",
    when: "nothing is downloaded at all",
    control: true,
    world: { files: source },
    verdict: "SKIPPED",
    says: /downloads nothing/,
  },
  {
    claim: "offline-rebuild",
    when: "no cache is there",
    control: true,
    world: { files: source, build: (variant) => ({ ok: variant.noCache !== true }) },
    verdict: "FAIL",
  },

  {
    claim: "reproducible",
    when: "only times differ",
    world: {
      archives: {
        "todo-backend:latest": archive(file("a.pyc", pyc(0, 1, "code")), file("b", "b")),
        "variant:again": archive(file("a.pyc", pyc(0, 2, "code")), file("b", "b")),
      },
    },
    verdict: "PASS",
    says: /2 files/,
  },
  {
    claim: "reproducible",
    when: "code, a mode, an owner and a name differ",
    world: {
      archives: {
        "todo-backend:latest": archive(
          file("a.pyc", pyc(0, 1, "code")),
          file("b", "b"),
          file("c", "c"),
          file("d", "d"),
        ),
        "variant:again": archive(
          file("a.pyc", pyc(0, 1, "other")),
          file("b", "b", 0o755),
          { ...file("c", "c"), uid: 7 },
          file("e", "d"),
        ),
      },
    },
    verdict: "FAIL",
    says: /5 of 4 differ: \/a\.pyc differs, \/b differs, \/c differs, \/d is in one only/,
  },
  {
    claim: "reproducible",
    when: "bytecode that is checked by its hash holds another hash",
    world: {
      archives: {
        "todo-backend:latest": archive(file("a.pyc", pyc(3, 1, "code"))),
        "variant:again": archive(file("a.pyc", pyc(3, 2, "code"))),
      },
    },
    verdict: "FAIL",
  },
  {
    claim: "reproducible",
    when: "the time is written",
    control: true,
    world: {
      archives: {
        "variant:stamped-one": archive(file("seaworthy-built-at", "1")),
        "variant:stamped-two": archive(file("seaworthy-built-at", "2")),
      },
    },
    verdict: "FAIL",
    says: /seaworthy-built-at differs/,
  },

  {
    claim: "portable",
    when: "the other engine builds it",
    world: { engines: { "podman 4.3.1": false } },
    verdict: "PASS",
    says: /also built with podman 4\.3\.1 in 3\.0 s/,
  },
  {
    claim: "portable",
    when: "the other engine does not",
    world: {
      engines: { "podman 4.3.1": false },
      build: (variant) =>
        variant.name.includes("podman") ? { ok: false, output: output({ stderr: "unknown flag" }) } : {},
    },
    verdict: "FAIL",
    says: /podman 4\.3\.1: unknown flag/,
  },
  { claim: "portable", when: "there is no other", world: {}, verdict: "SKIPPED" },
  {
    claim: "portable",
    when: "a heredoc is built by an old builder",
    control: true,
    world: {
      engines: { "podman 4.3.1": false },
      build: (variant) => (variant.name.includes("by podman") ? { ok: false } : {}),
    },
    verdict: "FAIL",
    says: /cannot build a heredoc/,
  },
];
