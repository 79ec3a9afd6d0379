import type { BaseDefinition } from "./define.ts";
import { aptInstall, trustHostCertificates } from "./fragments.ts";

const suites = ["bookworm", "trixie"] as const;
export type BuildpackSuite = (typeof suites)[number];

// What the official image holds, but for ImageMagick's headers and what they bring with them.
const packages = [
  "autoconf",
  "automake",
  "build-essential",
  "bzip2",
  "ca-certificates",
  "curl",
  "default-libmysqlclient-dev",
  "file",
  "git",
  "libbz2-dev",
  "libcurl4-openssl-dev",
  "libdb-dev",
  "libevent-dev",
  "libffi-dev",
  "libgdbm-dev",
  "libglib2.0-dev",
  "libgmp-dev",
  "libjpeg-dev",
  "libkrb5-dev",
  "liblzma-dev",
  "libncurses-dev",
  "libpng-dev",
  "libpq-dev",
  "libreadline-dev",
  "libsqlite3-dev",
  "libssl-dev",
  "libtool",
  "libwebp-dev",
  "libxml2-dev",
  "libxslt1-dev",
  "libyaml-dev",
  "mercurial",
  "openssh-client",
  "patch",
  "pkg-config",
  "procps",
  "python3",
  "subversion",
  "unzip",
  "wget",
  "xz-utils",
  "zlib1g-dev",
];

/** `buildpack-deps:bookworm`: compilers and headers, on which the full images of languages stand. Serves builds, never shipped. */
export function buildpackDeps(suite: BuildpackSuite): BaseDefinition {
  return {
    reference: `buildpack-deps:${suite}`,
    aliases: [],
    madeFrom: `Debian's compilers, headers and version control on debian:${suite}-slim`,
    differs: "no headers of ImageMagick and of what comes with them",
    parents: [`debian:${suite}-slim`],
    builder: true,
    recipe: {
      kind: "layered",
      npm: {},
      files: {},
      dockerfile: `FROM docker.io/library/debian:${suite}-slim
${aptInstall(packages)}
${trustHostCertificates}
`,
    },
  };
}

export function buildpackBase(repository: string, tag: string): BaseDefinition | null {
  const suite = suites.find((one) => one === tag);
  return repository === "library/buildpack-deps" && suite !== undefined ? buildpackDeps(suite) : null;
}
