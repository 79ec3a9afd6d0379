import { describe, expect, it } from "vitest";
import { fixText } from "./fix.ts";

const from = "FROM python:3.13-slim\n";
const only =
  (...rules: readonly string[]) =>
  (finding: { readonly rule: string }) =>
    rules.includes(finding.rule);

describe("edits inside a RUN follow the way its lines are broken", () => {
  it.each([
    {
      says: "a mount behind RUN, on a line of its own where there are several",
      before: "RUN uv sync --locked \\\n      --no-dev\n",
      after: "RUN --mount=type=cache,target=/root/.cache/uv \\\n      uv sync --locked \\\n      --no-dev\n",
    },
    {
      says: "on the first line where that holds nothing else, above a comment",
      before: "RUN \\\n    # why\n    uv sync --locked --no-dev\n",
      after: "RUN --mount=type=cache,target=/root/.cache/uv \\\n    # why\n    uv sync --locked --no-dev\n",
    },
    {
      says: "before the mounts that are there",
      before: "RUN --mount=type=bind,source=uv.lock,target=uv.lock \\\n    uv sync --locked --no-dev\n",
      after:
        "RUN --mount=type=cache,target=/root/.cache/uv \\\n    --mount=type=bind,source=uv.lock,target=uv.lock \\\n    uv sync --locked --no-dev\n",
    },
    {
      says: "never both for pip",
      before: "RUN pip install flask\n",
      after: "RUN pip install --no-cache-dir flask\n",
    },
    {
      says: "and nothing that empties it again",
      before: "RUN npm ci --omit=dev\n",
      after: "RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev\n",
    },
    {
      says: "but where it would not help, the cache is emptied",
      before: "USER node\nRUN npm ci --omit=dev\n",
      after: "USER node\nRUN npm ci --omit=dev && npm cache clean --force\n",
    },
  ])("$says", ({ before, after }) => {
    const accept = only("SW4004", "SW3101", "SW3110");
    expect(fixText("Dockerfile", from + before, { kind: "suggested", accept }).text).toBe(from + after);
  });

  it.each([
    {
      says: "a command at the end with && before it",
      before: "RUN apt-get update \\\n && apt-get install -y --no-install-recommends curl\n",
      after:
        "RUN apt-get update \\\n && apt-get install -y --no-install-recommends curl \\\n && rm -rf /var/lib/apt/lists/*\n",
    },
    {
      says: "or behind the one before it",
      before: "RUN apt-get update && \\\r\n  apt-get install -y --no-install-recommends curl\r\n",
      after:
        "RUN apt-get update && \\\r\n  apt-get install -y --no-install-recommends curl && \\\r\n  rm -rf /var/lib/apt/lists/*\r\n",
    },
    {
      says: "as deep as the command before it, not as the first line",
      before:
        'RUN set -eux \\\n  && echo "now" \\\n    && apt-get update \\\n    && apt-get install -y --no-install-recommends \\\n        curl\n',
      after:
        'RUN set -eux \\\n  && echo "now" \\\n    && apt-get update \\\n    && apt-get install -y --no-install-recommends \\\n        curl \\\n    && rm -rf /var/lib/apt/lists/*\n',
    },
    {
      says: "or as deep as that, behind the one before it",
      before:
        "RUN set -eux && \\\n  apt-get update && \\\n    apt-get install -y --no-install-recommends \\\n        curl\n",
      after:
        "RUN set -eux && \\\n  apt-get update && \\\n    apt-get install -y --no-install-recommends \\\n        curl && \\\n    rm -rf /var/lib/apt/lists/*\n",
    },
    {
      says: "on a line of its own where one gets too long",
      before: `RUN apt-get update && apt-get install -y --no-install-recommends ${"a".repeat(40)}\n`,
      after: `RUN apt-get update && apt-get install -y --no-install-recommends ${"a".repeat(40)} \\\n    && rm -rf /var/lib/apt/lists/*\n`,
    },
  ])("$says", ({ before, after }) => {
    const first = before.includes("\r") ? "FROM python:3.13-slim\r\n" : from;
    expect(fixText("Dockerfile", first + before, { accept: only("SW3004") }).text).toBe(first + after);
  });
});
