import type { BaseDefinition } from "./define.ts";
import { aptInstall, trustHostCertificates } from "./fragments.ts";

/** Major version of Node -> the npm that it ships with. */
const npmOf: Readonly<Record<string, string>> = { "20": "10", "22": "10", "24": "11" };
const cpuOf: Readonly<Record<string, string>> = { x64: "x64", arm64: "arm64" };

const entrypoint = `#!/bin/sh
set -e
# A first word that is an option, or no command at all, is meant for node.
case "\${1:-}" in
  -*) set -- node "$@" ;;
  *) if [ $# -gt 0 ] && ! command -v "$1" >/dev/null 2>&1; then set -- node "$@"; fi ;;
esac
exec "$@"
`;

/** `node:22-bookworm-slim`, `node:22-slim`, `node:22` and their other names. Serves builder stages. */
export function nodeBase(repository: string, tag: string, arch: string = process.arch): BaseDefinition | null {
  if (repository !== "library/node") return null;
  const match = /^(\d+)(?:\.\d+){0,2}(?:-(bookworm))?(-slim)?$/.exec(tag);
  const major = match?.[1] ?? "";
  const npm = npmOf[major];
  const cpu = cpuOf[arch];
  if (match === null || npm === undefined || cpu === undefined) return null;
  const slim = match[3] !== undefined;
  const version = /^[\d.]+/.exec(tag)?.[0] ?? major;
  const names = slim ? [`${version}-bookworm-slim`, `${version}-slim`] : [`${version}-bookworm`, version];
  const parent = slim ? "debian:bookworm-slim" : "buildpack-deps:bookworm";
  return {
    reference: `node:${names[0]}`,
    aliases: [`node:${names[1]}`],
    madeFrom: `Debian 12 packages, and Node ${version}, npm ${npm} and corepack from the npm registry`,
    differs: `the newest Node ${version} of the npm registry; no yarn (corepack brings it)`,
    parents: [parent],
    builder: true,
    recipe: {
      kind: "layered",
      npm: { node: `node-linux-${cpu}@${version}`, npm: `npm@${npm}`, corepack: "corepack@latest" },
      files: { "docker-entrypoint.sh": entrypoint },
      dockerfile: `FROM docker.io/library/${parent}
${aptInstall(["ca-certificates", "libatomic1"])}
${trustHostCertificates}
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node && rm -f /var/log/lastlog /var/log/faillog
COPY node/bin/node /usr/local/bin/node
COPY npm/ /usr/local/lib/node_modules/npm/
COPY corepack/ /usr/local/lib/node_modules/corepack/
${slim ? "" : "COPY node/include/ /usr/local/include/\n"}COPY docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN cd /usr/local/bin && ln -s node nodejs \\
 && ln -s ../lib/node_modules/npm/bin/npm-cli.js npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js npx \\
 && ln -s ../lib/node_modules/corepack/dist/corepack.js corepack && node --version && npm --version
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
`,
    },
  };
}
