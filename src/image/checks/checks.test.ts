import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ImageFinding } from "../../core/inspection.ts";
import { elf } from "../../formats/elf/elf-writer.fixture.ts";
import type { Written, WrittenImage } from "../../formats/image-archive/tar-writer.fixture.ts";
import { program, surveyed } from "../testing/survey.fixture.ts";
import { imageChecks } from "./run.ts";

const file = (name: string, content: string = "x", rest: Partial<Written> = {}): Written => ({
  name,
  content,
  ...rest,
});
const runs = (...lines: string[]): WrittenImage => ({
  layers: lines.map((_, at) => [file(`f${at}`)]),
  history: lines.map((line) => ({ created_by: line })),
});
const user = (
  declared: string,
  passwd: string = "root:x:0:0::/:/bin/sh\n",
  rest: readonly Written[] = [],
): WrittenImage => ({
  layers: [[file("etc/passwd", passwd), ...rest]],
  config: { User: declared },
});
const found = async (image: WrittenImage): Promise<readonly ImageFinding[]> => (await surveyed(image)).findings;

/** A check's slug, an image that it must find something in, and one that is right. */
const cases: readonly (readonly [string, string, WrittenImage, WrittenImage])[] = [
  ["user/root", "no user is declared", user(""), user("10001")],
  ["user/root", "USER 0", user("0"), user("10001:10001")],
  ["user/root", "USER 0:0", user("0:0"), user("1:0")],
  ["user/root", "root:root", user("root:root"), user("app", "app:x:10:10::/:\n")],
  ["user/root", "4294967296, which overflows to 0", user("4294967296"), user("2147483647")],
  ["user/root", "a second name of uid 0", user("toor", "toor:x:0:0::/:\n"), user("toor", "toor:x:7:0::/:\n")],
  [
    "user/root",
    "malformed lines in /etc/group",
    user("0", "root:x:0:0::/:\n", [file("etc/group", ":::\n\nx\n:x:y:\n")]),
    user("5", "", [file("etc/group", ":::\n\nx\n")]),
  ],
  [
    "user/unresolvable",
    "a name that is not in /etc/passwd",
    user("nobody"),
    user("nobody", "nobody:x:65534:65534::/:\n"),
  ],
  ["user/second-root", "toor", user("5", "root:x:0:0::/:\ntoor:x:0:0::/:\n"), user("5")],
  [
    "user/empty-password",
    "in shadow",
    user("5", "a:x:5:5::/:\n", [file("etc/shadow", "a::19000:0:::::\n")]),
    user("5", "a:x:5:5::/:\n", [file("etc/shadow", "a:*:19000:0:::::\nb:!::\n")]),
  ],
  ["user/empty-password", "in passwd", user("5", "a::5:5::/:\n"), user("5", "a:x:5:5::/:\n")],
  [
    "user/duplicate-id",
    "one uid, two names",
    user("5", "a:x:5:5::/:\nb:x:5:6::/:\n"),
    user("5", "a:x:5:5::/:\nb:x:6:5::/:\n"),
  ],
  [
    "files/setuid",
    "a setuid program",
    { layers: [[file("bin/su", "x", { mode: 0o4755 })]] },
    { layers: [[file("bin/su", "x", { mode: 0o755 })]] },
  ],
  [
    "files/setuid",
    "one that is there in the end only",
    { layers: [[file("bin/su", "x", { mode: 0o4755 })]] },
    { layers: [[file("bin/su", "x", { mode: 0o4755 })], [file("bin/.wh.su", "")]] },
  ],
  [
    "files/world-writable",
    "a file",
    { layers: [[file("app/a", "x", { mode: 0o666 })]] },
    { layers: [[file("app/a", "x", { mode: 0o664 })]] },
  ],
  [
    "files/world-writable",
    "a folder without the sticky bit",
    { layers: [[file("tmp/", "", { flag: "5", mode: 0o777 })]] },
    { layers: [[file("tmp/", "", { flag: "5", mode: 0o1777 })]] },
  ],
  [
    "secrets/in-image",
    "in the environment",
    { layers: [[]], config: { Env: ["DB_PASSWORD=hunter22"] } },
    { layers: [[]], config: { Env: ["DB_PASSWORD_FILE=/run/secrets/db"] } },
  ],
  [
    "files/credentials",
    "a key, though a later layer deletes it",
    { layers: [[file("root/.ssh/id_ed25519")], [file("root/.ssh/.wh.id_ed25519", "")]] },
    { layers: [[file("root/.ssh/id_ed25519.pub")]] },
  ],
  [
    "files/credentials",
    "outside of libraries only",
    { layers: [[file("app/credentials.json")]] },
    { layers: [[file("a/site-packages/x/credentials.json")]] },
  ],
  ["files/leftovers", ".git", { layers: [[file("app/.git/HEAD")]] }, { layers: [[file("app/git/HEAD")]] }],
  [
    "files/leftovers",
    "the Dockerfile",
    { layers: [[file("app/Dockerfile")]] },
    { layers: [[file("a/node_modules/x/Dockerfile")]] },
  ],
  [
    "software/sudo",
    "sudo",
    { layers: [[file("usr/bin/sudo")]] },
    { layers: [[file("usr/bin/sudo")], [file("usr/bin/.wh.sudo", "")]] },
  ],
  [
    "software/build-tools",
    "gcc",
    { layers: [[file("var/lib/dpkg/status", "Package: gcc\nVersion: 12\n")]] },
    { layers: [[file("var/lib/dpkg/status", "Package: gcc-12-base\nVersion: 12\n")]] },
  ],
  [
    "config/no-healthcheck",
    "none",
    { layers: [[]] },
    { layers: [[]], config: { Healthcheck: { Test: ["CMD", "true"] } } },
  ],
  [
    "config/no-healthcheck",
    "switched off",
    { layers: [[]], config: { Healthcheck: { Test: ["NONE"] } } },
    { layers: [[]], config: { Healthcheck: { Test: ["CMD-SHELL", "x"] } } },
  ],
  [
    "config/system-volume",
    "/proc/",
    { layers: [[]], config: { Volumes: { "/proc/": {} } } },
    { layers: [[]], config: { Volumes: { "/var/lib/data": {} } } },
  ],
  ["config/latest", "latest only", { layers: [[]], tags: ["a:latest"] }, { layers: [[]], tags: ["a:latest", "a:1.2"] }],
  [
    "links/missing-library",
    "a library that is not there",
    { layers: [[program("a", elf({ needed: ["x.so"] }))]] },
    { layers: [[program("a", elf({ needed: ["x.so"] })), program("lib/x.so", elf({ soname: "x.so" }))]] },
  ],
  [
    "links/start",
    "a program that is not there",
    { layers: [[]], config: { Cmd: ["serve"] } },
    { layers: [[]], config: {} },
  ],
  [
    "links/other-machine",
    "a library for arm64",
    { layers: [[program("a", elf({ machine: 183 }))]] },
    { layers: [[program("a", elf())]] },
  ],
  [
    "history/add",
    "a file",
    runs("ADD file:1 in / ", "ADD app.py /app # buildkit"),
    runs("ADD file:1 in / ", "ADD app.tar.gz /app # buildkit"),
  ],
  [
    "history/update-alone",
    "buildkit",
    runs("RUN /bin/sh -c apt-get -q update # buildkit"),
    runs("RUN /bin/sh -c apt-get update && apt-get -y install curl # buildkit"),
  ],
  [
    "history/update-alone",
    "the classic builder, with arguments",
    runs("|1 A=b /bin/sh -c apt update"),
    runs("|1 A=b /bin/sh -c apt update && apt install -y curl"),
  ],
  [
    "history/update-alone",
    "a text that only tells of it",
    runs("RUN /bin/sh -c apt-get update"),
    runs("RUN /bin/sh -c echo 'apt-get update'"),
  ],
  [
    "history/dist-upgrade",
    "dist-upgrade",
    runs("RUN /bin/sh -c apt-get -y dist-upgrade"),
    runs("RUN /bin/sh -c apt-get -y install dist-upgrade-tool"),
  ],
  [
    "layers/apt-lists",
    "lists that a later layer deletes",
    { layers: [[file("var/lib/apt/lists/deb_x")], [file("var/lib/apt/.wh.lists", "")]] },
    { layers: [[file("var/lib/apt/lists/", "", { flag: "5" })]] },
  ],
  [
    "layers/apk-cache",
    "an index",
    { layers: [[file("var/cache/apk/APKINDEX.1.tar.gz")]] },
    { layers: [[file("var/cache/apk/", "", { flag: "5" })]] },
  ],
  [
    "history/unverified",
    "--allow-untrusted",
    runs("RUN /bin/sh -c apk add --allow-untrusted x.apk"),
    runs("RUN /bin/sh -c apk add x"),
  ],
];

describe("each check finds what it is for, and leaves what is right", () => {
  test.each(cases)("%s: %s", async (slug, _, wrong, right) => {
    expect((await found(wrong)).filter((one) => one.slug === slug)).not.toEqual([]);
    expect((await found(right)).filter((one) => one.slug === slug)).toEqual([]);
  });

  test("every check has such a pair", () => {
    expect(imageChecks.map((one) => one.slug).filter((slug) => !cases.some(([tested]) => tested === slug))).toEqual([]);
  });
});

test("ids and slugs are given once, and dockle's and CIS's checks of what an image shows are all there", () => {
  expect(new Set(imageChecks.map((one) => one.id)).size).toBe(imageChecks.length);
  expect(new Set(imageChecks.map((one) => one.slug)).size).toBe(imageChecks.length);
  const aka = new Set(imageChecks.flatMap((one) => one.aka));
  const dockle = [
    "CIS-DI-0001",
    "CIS-DI-0003",
    "CIS-DI-0006",
    "CIS-DI-0007",
    "CIS-DI-0008",
    "CIS-DI-0009",
    "CIS-DI-0010",
    "CIS-DI-0011",
    "DKL-DI-0001",
    "DKL-DI-0002",
    "DKL-DI-0003",
    "DKL-DI-0004",
    "DKL-DI-0005",
    "DKL-DI-0006",
    "DKL-LI-0001",
    "DKL-LI-0002",
    "DKL-LI-0003",
  ];
  const cis = ["4.1", "4.3", "4.6", "4.7", "4.8", "4.9", "4.10", "4.11"];
  const ids = [...dockle.map((id) => `dockle:${id}`), ...cis.map((id) => `cis-docker:${id}`)];
  expect(ids.filter((id) => !aka.has(id))).toEqual([]);
});

test("docs/inspect.md lists every check as it is", () => {
  const page = readFileSync(new URL("../../../docs/inspect.md", import.meta.url), "utf8");
  for (const { id, slug, severity, title, aka } of imageChecks)
    expect(page).toContain(`| ${id} \`${slug}\` | ${severity} | ${title} | ${aka.join(", ")} |`);
});
