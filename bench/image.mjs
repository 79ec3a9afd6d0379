import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { onCopy } from "./copy.mjs";

/**
 * What uv's documentation advises for a container of two stages: the environment is synchronized in uv's image, first
 * without and then with the project, with bytecode, and copied with the source into the slim image.
 */
const guide = `FROM ghcr.io/astral-sh/uv:0.13-python3.11-bookworm-slim AS builder
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=0
WORKDIR /app
RUN --mount=type=cache,target=/root/.cache/uv \\
    --mount=type=bind,source=uv.lock,target=uv.lock \\
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \\
    uv sync --locked --no-install-project --no-dev
COPY . /app
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev

FROM python:3.11-slim-bookworm
RUN groupadd --system --gid 999 nonroot && useradd --system --gid 999 --uid 999 --create-home nonroot
COPY --from=builder --chown=nonroot:nonroot /app /app
ENV PATH=/app/.venv/bin:$PATH
USER nonroot
WORKDIR /app
CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000"]
`;

/**
 * The backend's image against the one that uv's guide gives, on the same bases. Whole images, and what each adds to the base.
 * @param {string} root
 * @returns {Promise<import("./run.mjs").Figure[]>}
 */
export function imageFigures(root) {
  return onCopy(root, async (folder) => {
    const backend = `${folder}/examples/todo/backend`;
    const program = `${root}/bin/seaworthy.js`;
    const env = { ...process.env, ...engineEnvironment(program) };
    const tags = {
      own: "seaworthy-bench:own-image",
      minimal: "seaworthy-bench:minimal-image",
      guide: "seaworthy-bench:uv-guide",
    };
    try {
      must([process.execPath, program, "build", "--quiet", "--yes", "--tag", tags.own, backend], folder, env);
      must([process.execPath, program, "init", "--quiet", "--force", "--base", "minimal", backend], folder, env);
      must([process.execPath, program, "build", "--quiet", "--yes", "--tag", tags.minimal, backend], folder, env);
      const file = `${folder}/guide.Dockerfile`;
      writeFileSync(file, guide);
      // The guide's own .dockerignore leaves out the virtual environment only.
      rmSync(`${backend}/.dockerignore`, { force: true });
      writeFileSync(`${backend}/.dockerignore`, ".venv\n");
      must(["docker", "build", "-q", "-t", tags.guide, "-f", file, backend], folder, env);
      const size = (/** @type {string} */ tag) =>
        Number(must(["docker", "image", "inspect", "--format", "{{.Size}}", tag], folder, env));
      const [own, other, base] = [size(tags.own), size(tags.guide), size("python:3.11-slim-bookworm")];
      const minimal = size(tags.minimal);
      const mb = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
      return [
        {
          name: "image against uv's guide",
          value: own / other,
          unit: "x",
          limit: 0.999,
          how: `${mb(own)} against ${mb(other)} on the same base of ${mb(base)}; added to it: ${mb(own - base)} against ${mb(other - base)}`,
        },
        {
          name: "minimal image against uv's guide",
          value: minimal / other,
          unit: "x",
          limit: 0.55,
          how: `${mb(minimal)}, with no shell and no package manager, against ${mb(other)}`,
        },
      ];
    } finally {
      spawnSync("docker", ["image", "rm", "-f", tags.own, tags.minimal, tags.guide], { env, stdio: "ignore" });
    }
  });
}

/** @param {string} program */
function engineEnvironment(program) {
  const told = must([process.execPath, program, "engine", "env", "--json"], ".", process.env);
  const { variables, pathPrefix } = JSON.parse(told);
  const path = process.env["PATH"] ?? "";
  return { ...variables, PATH: pathPrefix === null ? path : `${pathPrefix}:${path}` };
}

/**
 * @param {readonly string[]} argv
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 */
function must([program = "", ...args], cwd, env) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with ${status}: ${stderr.trim().slice(-300)}`);
  return stdout;
}
