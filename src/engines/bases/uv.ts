import type { BaseDefinition } from "./define.ts";
import { trustHostCertificates } from "./fragments.ts";
import { isPythonVersion, pythonSuite, slimPython } from "./python.ts";

/** The pip requirement that a tag of uv's image means: `0.9` is the newest 0.9.x, `latest` the newest of all. */
function requirement(version: string): string | null {
  if (version === "latest") return "uv";
  if (/^\d+\.\d+\.\d+$/.test(version)) return `uv==${version}`;
  if (/^\d+\.\d+$/.test(version)) return `uv==${version}.*`;
  return null;
}

/** uv's static binaries out of its wheel. The stage is the same text for every image with uv, so that a builder's cache fetches it once. */
function fetchStage(wanted: string, python: string): string {
  return `FROM docker.io/library/${python} AS trusting
${trustHostCertificates}
FROM trusting AS fetch
RUN pip download -q --no-cache-dir --no-deps --only-binary :all: --platform "musllinux_1_1_$(uname -m)" --dest /wheel '${wanted}' \\
 && python3 -m zipfile -e /wheel/uv-*.whl /wheel/open && mkdir /out && cp /wheel/open/uv-*.data/scripts/uv /wheel/open/uv-*.data/scripts/uvx /out/ \\
 && chmod 755 /out/uv /out/uvx && /out/uv --version && rm -rf /wheel
`;
}

/** `ghcr.io/astral-sh/uv:X` (the binaries alone) and `…:X-python3.11-bookworm-slim` (a Python with uv). */
export function uvBase(repository: string, tag: string): BaseDefinition | null {
  if (repository !== "ghcr.io/astral-sh/uv") return null;
  const match = /^(?:(latest|\d+(?:\.\d+)+))?(?:(?:^|-)python(\d+\.\d+)(?:-(bookworm|trixie))?(-slim)?)?$/.exec(tag);
  const version = match?.[1] ?? "latest";
  const wanted = requirement(version);
  if (match === null || tag === "" || wanted === null) return null;
  const python = match[2] ?? "3.11";
  if (!isPythonVersion(python)) return null;
  const slim = slimPython(python).reference;
  const fetch = fetchStage(wanted, slim);
  const common = {
    parents: [slim],
    differs: "the musl build on every Linux; nothing else in the image that carries only the binaries",
    aliases: [],
  };
  if (match[2] === undefined) {
    return {
      ...common,
      reference: `ghcr.io/astral-sh/uv:${tag}`,
      madeFrom: `uv (${version}) from its wheel on the Python package index`,
      builder: false,
      recipe: {
        kind: "layered",
        npm: {},
        files: {},
        dockerfile: `${fetch}FROM scratch\nCOPY --from=fetch /out/uv /out/uvx /\nWORKDIR /io\nENTRYPOINT ["/uv"]\n`,
      },
    };
  }
  if (match[3] !== undefined && match[3] !== pythonSuite(python)) return null;
  return {
    ...common,
    reference: `ghcr.io/astral-sh/uv:${tag}`,
    madeFrom: `${slim} with uv (${version}) from its wheel on the Python package index`,
    differs: `${slimPython(python).differs}; slim whether asked for or not`,
    builder: true,
    recipe: {
      kind: "layered",
      npm: {},
      files: {},
      dockerfile: `${fetch}FROM trusting\nCOPY --from=fetch /out/uv /out/uvx /usr/local/bin/\nENV UV_TOOL_BIN_DIR=/usr/local/bin\nCMD ["/usr/local/bin/uv"]\n`,
    },
  };
}
