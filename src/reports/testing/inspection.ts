import type { ImageInspection, InspectedPackage } from "../../core/inspection.ts";

export const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;

const layer = (
  letter: string,
  size: number,
  wastedBytes: number,
  instruction: string,
): ImageInspection["layers"][number] => ({
  digest: digestOf(letter),
  size,
  storedBytes: size + 1024,
  compression: "none",
  instruction,
  files: 2,
  added: 2,
  changed: 0,
  deleted: 0,
  wastedBytes,
});

const found = (
  kind: InspectedPackage["kind"],
  name: string,
  version: string,
  path: string,
  at: number,
  purl: string,
): InspectedPackage => ({ kind, name, version, path, layer: at, purl });

/** An inspection with something in each of its parts. */
export const inspection: ImageInspection = {
  image: {
    name: "app.tar",
    tags: ["app:1.2"],
    id: digestOf("a"),
    digest: null,
    format: "docker-archive",
    platform: "linux/amd64",
    created: "2026-01-02T03:04:05Z",
    bytes: 3_000_000,
    entrypoint: null,
    cmd: ["serve", "--port", "80"],
    workdir: "/app",
    exposed: ["80/tcp"],
    volumes: [],
    healthcheck: null,
    distribution: "debian 12",
  },
  layers: [layer("b", 2_000_000, 1_000_000, "ADD file:1 in /"), layer("c", 1_000_000, 0, "RUN rm -rf /cache")],
  wastedBytes: 1_000_000,
  efficiency: 2 / 3,
  waste: [
    {
      layer: 0,
      by: 1,
      reason: "deleted",
      bytes: 1_000_000,
      files: 1,
      largest: [{ path: "cache/a", bytes: 1_000_000 }],
    },
  ],
  dive: {
    efficiency: 1,
    wastedBytes: 0,
    difference: ["1000000 bytes went with a deleted folder, which dive does not follow"],
  },
  user: { declared: "", uid: 0, gid: 0, name: "root", root: true, problem: null },
  secrets: [
    {
      rule: "github-token",
      title: "GitHub token",
      where: "app/.env",
      layer: 0,
      deleted: true,
      value: "ghp_… (40 characters)",
    },
  ],
  setuid: [{ path: "bin/su", layer: 0, mode: "4755", uid: 0 }],
  worldWritable: [],
  emptyPasswords: [],
  packages: [
    found("dpkg", "libc6", "2.36-9", "var/lib/dpkg/status", 0, "pkg:deb/debian/libc6@2.36-9?distro=debian-12"),
    found("jar", "org.g:a", "1.0", "app/a.jar", 1, "pkg:maven/org.g/a@1.0"),
    found("node", "@s/p", "1.2.3", "app/node_modules/@s/p/package.json", 1, "pkg:npm/%40s/p@1.2.3"),
    found("node", "@s/p", "1.2.3", "x/node_modules/@s/p/package.json", 0, "pkg:npm/%40s/p@1.2.3"),
    found("go", "example.com/app", "", "bin/app", 1, "pkg:golang/example.com/app"),
  ],
  links: {
    machines: { x86_64: 12 },
    missing: [{ path: "bin/a", layer: 1, library: "libx.so", elsewhere: null }],
    unused: [{ path: "usr/lib/liby.so", layer: 0, bytes: 5000 }],
    interpreters: [{ interpreter: "/bin/bash", files: 2, found: false, example: "app/run" }],
    start: { argv: ["serve"], path: null, problem: "serve is not in the image" },
  },
  findings: [
    {
      rule: "SWI101",
      slug: "user/root",
      aka: ["dockle:CIS-DI-0001"],
      severity: "warning",
      dimension: "security",
      message: "The image runs as root: no user is declared.",
      why: "Root inside is root outside after one fault.",
      where: "config User",
      layer: null,
    },
  ],
  errors: [
    {
      code: "packages-unread",
      what: "The database of rpm is not read: its packages are missing here.",
      where: "var/lib/rpm/Packages",
    },
  ],
};
