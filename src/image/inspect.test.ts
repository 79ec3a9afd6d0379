import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { memorySource, openImage } from "../formats/image-archive/index.ts";
import { dockerArchive, type Written, type WrittenImage } from "../formats/image-archive/tar-writer.fixture.ts";
import { certificateBodies } from "./certificates.ts";
import { compareArchives } from "./compare.ts";
import { type Inspection, inspectImage, type InspectOptions } from "./inspect.ts";

const inspect = async (image: WrittenImage, options?: InspectOptions): Promise<Inspection> =>
  inspectImage(await openImage(memorySource(dockerArchive(image))), options);

// Made here, so that no secret-like text stands in this repository.
const token = `ghp_${"a1B2c3D4e5F6".repeat(3)}`;
const key = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;

describe("wasted bytes are the bytes that a flattened image would save", () => {
  const cases: readonly { says: string; layers: readonly (readonly Written[])[]; wasted: readonly number[] }[] = [
    {
      says: "nothing is wasted where nothing is replaced",
      layers: [[{ name: "a", content: "12345" }], [{ name: "b", content: "1" }]],
      wasted: [0, 0],
    },
    {
      says: "a deleted folder",
      layers: [
        [
          { name: "d/a", content: "123" },
          { name: "d/b", content: "45" },
        ],
        [{ name: ".wh.d" }],
      ],
      wasted: [5, 0],
    },
    {
      says: "an opaque folder",
      layers: [[{ name: "d/a", content: "123" }], [{ name: "d/.wh..wh..opq" }, { name: "d/b", content: "1" }]],
      wasted: [3, 0],
    },
    {
      says: "a file written again",
      layers: [[{ name: "a", content: "123" }], [{ name: "a", content: "123" }]],
      wasted: [3, 0],
    },
    {
      says: "a duplicate within a layer",
      layers: [
        [
          { name: "a", content: "123" },
          { name: "a", content: "12" },
        ],
      ],
      wasted: [3],
    },
    {
      says: "a hard link keeps the content of a deleted name, once",
      layers: [
        [
          { name: "a", content: "123" },
          { name: "b", flag: "1", linkname: "a" },
        ],
        [{ name: ".wh.a" }],
      ],
      wasted: [0, 0],
    },
    {
      says: "a deleted hard link frees nothing while another name is left",
      layers: [
        [
          { name: "a", content: "123" },
          { name: "b", flag: "1", linkname: "a" },
        ],
        [{ name: ".wh.b" }],
      ],
      wasted: [0, 0],
    },
  ];
  for (const { says, layers, wasted } of cases) {
    test(says, async () => {
      expect((await inspect({ layers })).layers.map((row) => row.wastedBytes)).toEqual(wasted);
    });
  }
});

describe("packages are those that are left in the end", () => {
  test("of Python, Node and dpkg, with the layer that brought them", async () => {
    const site = "app/.venv/lib/python3.11/site-packages";
    const { packages } = await inspect({
      layers: [
        [
          {
            name: "var/lib/dpkg/status",
            content:
              "Package: libc6\nStatus: install ok installed\nVersion: 2.36-9\n\nPackage: gone\nStatus: deinstall ok config-files\nVersion: 1\n",
          },
          {
            name: `${site}/fastapi-0.1.0.dist-info/METADATA`,
            content: "Metadata-Version: 2.1\nName: fastapi\nVersion: 0.1.0\n\nName: not this\n",
          },
          { name: `${site}/pytest-8.0.dist-info/METADATA`, content: "Name: pytest\nVersion: 8.0\n\n" },
        ],
        [
          { name: `${site}/.wh.pytest-8.0.dist-info` },
          { name: "app/node_modules/@a/b/package.json", content: `{"name":"@a/b","version":"1.2.3"}` },
          { name: "app/node_modules/@a/b/src/package.json", content: `{"type":"module"}` },
          { name: "app/node_modules/broken/package.json", content: "{" },
        ],
      ],
    });
    expect(packages.map((one) => `${one.kind} ${one.name} ${one.version} ${one.layer}`)).toEqual([
      "dpkg libc6 2.36-9 0",
      "node @a/b 1.2.3 1",
      "python fastapi 0.1.0 0",
    ]);
  });
});

describe("secrets", () => {
  const inFile = (name: string, content: string): WrittenImage => ({ layers: [[{ name, content }]] });
  test.each<[string, WrittenImage, readonly string[]]>([
    [
      "a token in a file that a later layer deletes",
      { layers: [[{ name: "app/.env", content: `T=${token}` }], [{ name: "app/.wh..env" }]] },
      ["github-token app/.env 0 deleted"],
    ],
    [
      "a token in a file that a later layer overwrites",
      { layers: [[{ name: "x", content: token }], [{ name: "x", content: "" }]] },
      ["github-token x 0 deleted"],
    ],
    ["a private key with its body", inFile("app/key.pem", key), ["private-key app/key.pem 0"]],
    ["a private key in one line", inFile("app/k.json", JSON.stringify({ key })), ["private-key app/k.json 0"]],
    ["a token inside a binary", inFile("usr/bin/tool", `\x7fELF\0\0${token}\0`), ["github-token usr/bin/tool 0"]],
    [
      "a token across two pieces of a large file",
      inFile("data", `${" ".repeat(1024 * 1024 - 532)}${token}${" ".repeat(5000)}`),
      ["github-token data 0"],
    ],
    [
      "a random value assigned to a secret's name",
      inFile("app/settings.py", `SECRET_KEY = "f9aLq27xPz0Kd83mVb41"`),
      ["assigned-secret app/settings.py 0"],
    ],
    [
      "a password in a URL of the application",
      inFile("app/db.py", `URL = "postgresql://todo:Tr0ub4dor@db/todo"`),
      ["url-credentials app/db.py 0"],
    ],
    [
      "a weak password in the environment",
      { layers: [], config: { Env: ["DB_PASSWORD=changeme"] } },
      ["declared-secret env DB_PASSWORD null"],
    ],
    [
      "a build argument in the history",
      { layers: [[]], history: [{ created_by: `|1 NPM_TOKEN=abcd1234 /bin/sh -c npm ci` }] },
      ["declared-secret history null"],
    ],
    [
      "a label",
      { layers: [], config: { Labels: { "com.example.api-key": "abcd1234" } } },
      ["declared-secret label com.example.api-key null"],
    ],
  ])("%s is found", async (_, image, expected) => {
    const { secrets } = await inspect(image);
    expect([
      ...new Set(secrets.map((one) => `${one.rule} ${one.where} ${one.layer}${one.deleted ? " deleted" : ""}`)),
    ]).toEqual(expected);
    for (const { value } of secrets) expect(value).not.toContain(token);
  });

  test.each<[string, WrittenImage]>([
    ["Python's own test certificates", inFile("usr/lib/python3.11/test/keycert.pem", key)],
    ["the self-test keys inside a cryptographic library", inFile("usr/lib/x86_64-linux-gnu/libgnutls.so.30.34.3", key)],
    ["documentation of a package", inFile("usr/share/doc/openssl/example.pem", key)],
    ["tests of an installed package", inFile("app/.venv/lib/python3.11/site-packages/jwt/tests/key.pem", key)],
    [
      "a program that reads keys",
      inFile("app/keys.py", `if text.startswith("-----BEGIN PRIVATE KEY-----"):\n    pass`),
    ],
    ["the example key of a manual", inFile("app/readme.txt", ["AKIA", "IOSFODNN7EXAMPLE"].join(""))],
    [
      "a reference to the environment",
      inFile("app/settings.py", `password = "\${DB_PASSWORD}"\ntoken = os.environ["TOKEN"]`),
    ],
    ["a name of a field", inFile("app/form.py", `password = "password_field_name"`)],
    ["a placeholder URL", inFile("app/.env.example", "DATABASE_URL=postgresql://user:password@localhost/db")],
    [
      "the fingerprint in Python's base image",
      { layers: [], config: { Env: ["GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D"] } },
    ],
    ["a variable that names a secret's file", { layers: [], config: { Env: ["DB_PASSWORD_FILE=/run/secrets/db"] } }],
    [
      "a secret mount in the history",
      { layers: [[]], history: [{ created_by: "RUN --mount=type=secret,id=TOKEN npm ci" }] },
    ],
  ])("%s is not taken for one", async (_, image) => {
    expect((await inspect(image)).secrets).toEqual([]);
  });
});

describe("certificates of the host", () => {
  const body = Buffer.from(Array.from({ length: 600 }, (_, at) => (at * 73 + 11) % 256)).toString("base64");
  const wrap = (width: number): string =>
    `-----BEGIN CERTIFICATE-----\n${body.match(new RegExp(`.{1,${width}}`, "g"))?.join("\n")}\n-----END CERTIFICATE-----\n`;
  const search = async (content: string | Uint8Array): Promise<readonly string[]> =>
    (
      await inspect(
        { layers: [[{ name: "etc/ssl/ca", content }], [{ name: "etc/ssl/.wh.ca" }]] },
        { certificates: certificateBodies(wrap(64)) },
      )
    ).certificates.map((one) => one.path);

  test("are found in a bundle, however wrapped, and as DER, in deleted files too", async () => {
    expect(await search(`other\n${wrap(64)}`)).toEqual(["etc/ssl/ca"]);
    expect(await search(wrap(76))).toEqual(["etc/ssl/ca"]);
    expect(await search(Buffer.from(body, "base64"))).toEqual(["etc/ssl/ca"]);
  });

  test("a root that the image's distribution ships is everybody's", async () => {
    const files = ["usr/share/ca-certificates/mozilla/a.crt", "etc/ssl/certs/ca-certificates.crt"].map((name) => ({
      name,
      content: wrap(64),
    }));
    expect((await inspect({ layers: [files] }, { certificates: certificateBodies(wrap(64)) })).certificates).toEqual(
      [],
    );
  });

  test("other certificates are not taken for them", async () => {
    expect(await search(wrap(64).replace(body.slice(0, 8), "AAAAAAAA"))).toEqual([]);
  });
});

test("two images are compared layer by layer", async () => {
  const image = async (
    ...contents: readonly string[]
  ): Promise<{ tag: string; archive: Awaited<ReturnType<typeof openImage>> }> => ({
    tag: contents.join(),
    archive: await openImage(
      memorySource(dockerArchive({ layers: contents.map((content, at) => [{ name: `f${at}`, content }]) })),
    ),
  });
  const comparison = await compareArchives(await image("12"), await image("1234", "5678"));
  expect(comparison).toMatchObject({
    ratio: 0.25,
    multi: { bytes: 2, layers: [{ bytes: 2 }] },
    single: { bytes: 8, layers: [{ bytes: 4 }, { bytes: 4 }] },
  });
  expect(comparison.single.layers[0]?.instruction).toBe("COPY 0 /");
});
