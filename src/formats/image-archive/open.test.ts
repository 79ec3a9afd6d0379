import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { ByteSource } from "../../core/ports/host.ts";
import type { ImageArchive } from "./open.ts";
import { openImage, type OpenOptions } from "./open.ts";
import { memorySource } from "./source.ts";
import { dockerArchive, ociArchive, sha256, tar, type Written, type WrittenImage } from "./tar-writer.fixture.ts";

/** A zstd frame of raw blocks, as the format's specification has it. */
function zstd(content: Uint8Array): Buffer {
  const frame: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58])];
  for (let at = 0; at < content.length; at += 65536) {
    const block = content.subarray(at, at + 65536);
    const last = at + 65536 >= content.length ? 1 : 0;
    const head = Buffer.alloc(3);
    head.writeUIntLE((block.length << 3) | last, 0, 3);
    frame.push(head, Buffer.from(block));
  }
  return Buffer.concat(frame);
}

const open = (archive: Uint8Array, options?: OpenOptions): Promise<ImageArchive> =>
  openImage(memorySource(archive), options);

const image: WrittenImage = {
  layers: [
    [
      { name: "etc/", flag: "5" },
      { name: "etc/passwd", content: "root:x:0:0::/:/bin/sh\n" },
      { name: "secret", content: "s3cret" },
    ],
    [{ name: ".wh.secret" }, { name: "app/main.py", content: "print()\n" }],
  ],
  config: {
    User: "10001:10001",
    Env: ["PATH=/bin"],
    Cmd: ["python", "main.py"],
    ExposedPorts: { "8000/tcp": {} },
    Labels: { a: "b" },
    Healthcheck: { Test: ["CMD", "true"], Interval: 10e9, Timeout: 3e9, Retries: 3 },
    StopSignal: "SIGQUIT",
    WorkingDir: "/app",
  },
  history: [
    { created_by: "/bin/sh -c #(nop) ADD file:1 in / " },
    { created_by: "USER 10001:10001", empty_layer: true },
    { created_by: "RUN /bin/sh -c rm /secret # buildkit" },
  ],
};

const writers: readonly [string, Buffer][] = [
  ["docker save", dockerArchive(image)],
  ["an OCI layout with gzip layers", ociArchive(image)],
  ["an OCI layout with zstd layers", ociArchive(image, zstd)],
  [
    "an OCI layout with a skippable zstd frame first",
    ociArchive(image, (layer) => Buffer.concat([Buffer.from([0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2]), zstd(layer)])),
  ],
  ["an OCI layout with plain layers", ociArchive(image, (layer) => layer)],
  [
    "an OCI layout with gzip in two members",
    ociArchive(image, (layer) => Buffer.concat([gzipSync(layer.subarray(0, 700)), gzipSync(layer.subarray(700))])),
  ],
];

describe("an image is read from", () => {
  for (const [name, archive] of writers) {
    test(name, async () => {
      const read = await open(archive);
      expect(read.manifest.tags).toEqual(["app:latest"]);
      expect(read.manifest.imageId).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(read.config).toMatchObject({
        user: "10001:10001",
        cmd: ["python", "main.py"],
        entrypoint: null,
        exposed: ["8000/tcp"],
        stopSignal: "SIGQUIT",
        workdir: "/app",
        platform: "linux/amd64",
        healthcheck: { test: ["CMD", "true"], intervalSeconds: 10, timeoutSeconds: 3, retries: 3 },
      });
      expect(read.layers.map((layer) => layer.instruction)).toEqual(["ADD file:1 in /", "RUN rm /secret"]);
      const files: string[] = [];
      for await (const file of read.readFiles(() => true))
        files.push(`${file.layer.index} ${file.entry.path} ${Buffer.from(file.bytes).toString().trim()}`);
      expect(files).toEqual([
        "0 etc/passwd root:x:0:0::/:/bin/sh",
        "0 secret s3cret",
        "1 .wh.secret ",
        "1 app/main.py print()",
      ]);
      const { view } = await read.scan(() => null);
      expect([...view.entries()].map((entry) => entry.path)).toEqual(["app/main.py", "etc", "etc/passwd"]);
    });
  }

  test("an archive of several images, by the tag that is asked for", async () => {
    const one = { name: "a.json", content: JSON.stringify({ rootfs: { diff_ids: [] }, config: { User: "1" } }) };
    const two = { name: "b.json", content: JSON.stringify({ rootfs: { diff_ids: [] }, config: { User: "2" } }) };
    const manifest = [
      { Config: "a.json", RepoTags: ["localhost/a:latest"], Layers: [] },
      { Config: "b.json", RepoTags: ["b:1"], Layers: null },
    ];
    const archive = tar([one, two, { name: "manifest.json", content: JSON.stringify(manifest) }]);
    expect((await open(archive, { reference: "b:1" })).config.user).toBe("2");
    expect((await open(archive, { reference: "a" })).config.user).toBe("1");
    await expect(open(archive)).rejects.toMatchObject({ code: "image-archive-ambiguous" });
    await expect(open(archive, { reference: "c" })).rejects.toMatchObject({ code: "image-archive-ambiguous" });
  });

  test("an archive whose shared layers are links, as docker save writes them", async () => {
    const layer = tar([{ name: "a", content: "1" }]);
    const config = JSON.stringify({ rootfs: { diff_ids: [`sha256:${sha256(layer)}`, `sha256:${sha256(layer)}`] } });
    const archive = tar([
      { name: "one/layer.tar", content: layer },
      { name: "two/layer.tar", flag: "2", linkname: "../one/layer.tar" },
      { name: "c.json", content: config },
      {
        name: "manifest.json",
        content: JSON.stringify([{ Config: "c.json", RepoTags: null, Layers: ["one/layer.tar", "two/layer.tar"] }]),
      },
    ]);
    expect((await (await open(archive)).scan(() => null)).layerBytes).toEqual([layer.length, layer.length]);
  });
});

describe("layers are merged as OCI has it", () => {
  const merges: readonly { says: string; layers: readonly (readonly Written[])[]; leaves: readonly string[] }[] = [
    {
      says: "a whiteout deletes a folder and what is in it",
      layers: [[{ name: "a/b/c" }], [{ name: "a/.wh.b" }]],
      leaves: [],
    },
    {
      says: "a whiteout spares its own layer, wherever it stands",
      layers: [[{ name: "a", content: "old" }], [{ name: "a", content: "new" }, { name: ".wh.a" }]],
      leaves: ["a=new"],
    },
    {
      says: "an opaque whiteout deletes what lower layers have",
      layers: [[{ name: "d/old" }], [{ name: "d/new" }, { name: "d/.wh..wh..opq" }]],
      leaves: ["d/new="],
    },
    {
      says: "a dangling whiteout deletes nothing",
      layers: [[{ name: "a" }], [{ name: "x/.wh.y" }, { name: ".wh.nothing" }]],
      leaves: ["a="],
    },
    {
      says: "a whiteout with a link name is a whiteout",
      layers: [[{ name: "a" }, { name: "b" }], [{ name: ".wh.a", flag: "1", linkname: "b" }]],
      leaves: ["b="],
    },
    {
      says: "whiteouts of . and .. delete nothing",
      layers: [[{ name: "d/a" }], [{ name: "d/.wh.." }, { name: "d/.wh..." }, { name: "d/.wh." }]],
      leaves: ["d/a="],
    },
    {
      says: "the driver's own files are no entries",
      layers: [[{ name: "a" }, { name: ".wh..wh.plnk/1.2" }, { name: ".wh..wh.aufs" }]],
      leaves: ["a=", ".wh..wh.plnk/1.2="],
    },
    {
      says: "of duplicates in a layer the last one counts",
      layers: [
        [
          { name: "a", content: "1" },
          { name: "./a", content: "2" },
        ],
      ],
      leaves: ["a=2"],
    },
    {
      says: "a file replaces a folder",
      layers: [[{ name: "d/a" }], [{ name: "d", content: "file" }]],
      leaves: ["d=file"],
    },
    {
      says: "a folder replaces a link",
      layers: [[{ name: "lib", flag: "2", linkname: "usr/lib" }], [{ name: "lib/a" }]],
      leaves: ["lib/a="],
    },
    {
      says: "a folder entry keeps what is in the folder",
      layers: [[{ name: "d/a" }], [{ name: "d/", flag: "5", mode: 0o700 }]],
      leaves: ["d/a="],
    },
    {
      says: "a hard link has its target's content, even once the target is deleted",
      layers: [
        [
          { name: "a", content: "x" },
          { name: "b", flag: "1", linkname: "a" },
        ],
        [{ name: ".wh.a" }],
      ],
      leaves: ["b=x"],
    },
    {
      says: "a hard link to itself has no content",
      layers: [[{ name: "a", flag: "1", linkname: "a" }]],
      leaves: ["a?"],
    },
    { says: "a name above the root is clamped to it", layers: [[{ name: "../../a", content: "x" }]], leaves: ["a=x"] },
  ];
  for (const { says, layers, leaves } of merges) {
    test(says, async () => {
      const read = await open(dockerArchive({ layers }));
      const contents = new Map<string, string>();
      for await (const file of read.readFiles(() => true))
        contents.set(`${file.layer.index} ${file.ordinal}`, Buffer.from(file.bytes).toString());
      const { view } = await read.scan(() => null);
      const left = [...view.entries()].filter((final) => final.entry.type !== "directory");
      const said = left.map((final) =>
        final.content === null
          ? `${final.path}?`
          : `${final.path}=${contents.get(`${final.content.layer} ${final.content.ordinal}`) ?? ""}`,
      );
      expect(said.sort()).toEqual([...leaves].sort());
    });
  }

  test("what lies below a folder is listed as it is among all", async () => {
    const names = ["b/z", "b/a/x", "a", "ba/y", "b/a.c", "c/d/e"];
    const read = await open(dockerArchive({ layers: [names.map((name) => ({ name, content: name }))] }));
    const { view } = await read.scan(() => null);
    for (const folder of ["", "b", "b/a", "c", "c/d", "a", "none", "b/none/x"]) {
      const all = view.entries().filter(({ path }) => folder === "" || `${path}/`.startsWith(`${folder}/`));
      expect(view.below(folder)).toEqual(all);
    }
    expect(view.below("b").map((one) => one.path)).toEqual(["b/a/x", "b/a.c", "b/z"]);
  });

  test("a path 5,000 folders deep is one entry like any other", async () => {
    const path = `${"d/".repeat(5000)}f`;
    const read = await open(
      dockerArchive({
        layers: [[{ name: "d", pax: { path } }], [{ name: "w", pax: { path: `${"d/".repeat(4999)}.wh.d` } }]],
      }),
    );
    expect([...(await read.scan(() => null)).view.entries()]).toEqual([]);
  });
});

describe("a damaged or hostile archive is refused by name", () => {
  const good = dockerArchive(image);
  const scanning = async (archive: Uint8Array, options?: OpenOptions): Promise<void> =>
    void (await (await open(archive, options)).scan(() => null));
  const damaged = (layer: Buffer): Buffer => {
    const copy = Buffer.from(layer);
    const at = copy.indexOf("s3cret");
    if (at !== -1) copy[at] = 0x53;
    return copy;
  };
  const cases: readonly [string, () => Promise<void>, string][] = [
    ["an empty file", () => scanning(Buffer.alloc(0)), "not-an-image-archive"],
    ["not a tar file", () => scanning(Buffer.from("x".repeat(4096))), "not-an-image-archive"],
    ["a tar file of something else", () => scanning(tar([{ name: "a" }])), "not-an-image-archive"],
    ["an archive compressed as a whole", () => scanning(gzipSync(good)), "image-archive-unsupported"],
    ["an archive cut short", () => scanning(good.subarray(0, 4000)), "image-archive-truncated"],
    ["an empty manifest", () => scanning(tar([{ name: "manifest.json", content: "[]" }])), "not-an-image-archive"],
    [
      "a manifest that is no JSON",
      () => scanning(tar([{ name: "manifest.json", content: "{" }])),
      "image-archive-malformed",
    ],
    [
      "a manifest of the wrong shape",
      () => scanning(tar([{ name: "manifest.json", content: `[{"Config":7,"Layers":"x"}]` }])),
      "image-archive-malformed",
    ],
    [
      "a manifest that names a missing layer",
      () =>
        scanning(
          tar([
            { name: "c.json", content: "{}" },
            { name: "manifest.json", content: `[{"Config":"c.json","Layers":["l.tar"]}]` },
          ]),
        ),
      "image-archive-truncated",
    ],
    [
      "a link round in a circle",
      () => scanning(tar([{ name: "manifest.json", flag: "2", linkname: "manifest.json" }])),
      "image-archive-malformed",
    ],
    ["a layer that was changed", () => scanning(dockerArchive(image, damaged)), "image-archive-digest-mismatch"],
    [
      "a configuration that was changed",
      () => scanning(Buffer.from(good.toString("latin1").replace("10001:10001", "00000:00000"), "latin1")),
      "image-archive-digest-mismatch",
    ],
    [
      "an OCI blob that was changed",
      () =>
        scanning(
          Buffer.from(
            ociArchive(image, (layer) => layer)
              .toString("latin1")
              .replace("s3cret", "S3cret"),
            "latin1",
          ),
        ),
      "image-archive-digest-mismatch",
    ],
    [
      "a bomb",
      () =>
        scanning(ociArchive({ layers: [[{ name: "zero", content: Buffer.alloc(8_000_000) }]] }), {
          limits: { ratioFreeBytes: 1_000_000 },
        }),
      "image-archive-too-large",
    ],
    ["a layer beyond the limit", () => scanning(good, { limits: { layerBytes: 1000 } }), "image-archive-too-large"],
    ["too many layers", () => scanning(good, { limits: { layers: 1 } }), "image-archive-too-large"],
    ["too many entries", () => scanning(good, { limits: { entries: 3 } }), "image-archive-too-large"],
    [
      "a zstd window of 2 GiB",
      () =>
        scanning(
          ociArchive(image, (layer) => {
            const frame = zstd(layer);
            frame[5] = 0xa8;
            return frame;
          }),
        ),
      "image-archive-too-large",
    ],
    [
      "damaged gzip data",
      () => scanning(ociArchive(image, (layer) => gzipSync(layer).subarray(0, 60))),
      "image-archive-malformed",
    ],
    [
      "a layer packed with xz",
      () => scanning(ociArchive(image, () => Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0]))),
      "image-archive-unsupported",
    ],
  ];
  for (const [says, act, code] of cases) {
    test(says, async () => {
      await expect(act()).rejects.toMatchObject({ name: "SeaworthyError", code });
    });
  }
});

test("opening reads only manifests and a few bytes of each layer, and no read is larger than 1 MiB", async () => {
  const big = dockerArchive({ layers: [[{ name: "big", content: Buffer.alloc(6_000_000, 7) }]] });
  let bytes = 0;
  let widest = 0;
  const memory = memorySource(big);
  const counting: ByteSource = {
    ...memory,
    read: async (offset, length) => {
      bytes += length;
      widest = Math.max(widest, length);
      return memory.read(offset, length);
    },
  };
  const read = await openImage(counting);
  expect(bytes).toBeLessThan(20_000);
  await read.scan(() => null);
  expect(widest).toBeLessThanOrEqual(1024 * 1024);
});
