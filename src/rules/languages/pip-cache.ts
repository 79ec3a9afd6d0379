import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { hasFlag, subcommand } from "../calls.ts";
import { insert } from "../edits.ts";

/** By RUN: one may hold thousands of installations. */
const kept = new OfLast<RunInstruction, boolean>();

/** Whether the cache of a RUN is a mount, or is cleared or switched off in it. */
function isKept(run: RunInstruction): boolean {
  return (
    run.mounts.some((mount) => mount.type === "cache" && /cache/.test(mount.target ?? "")) ||
    /\.cache|pip\d? cache purge|PIP_NO_CACHE_DIR/.test(run.rest.text)
  );
}

export default defineRule({
  id: "SW3101",
  slug: "languages/pip-cache",
  title: "pip's download cache left in a layer",
  severity: "info",
  dimension: "size",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "The cache is a second copy of all that was installed. Keep it in a cache mount, where it speeds up the next build, or do not write it.",
  sources: [
    "https://pip.pypa.io/en/stable/topics/caching/",
    "https://docs.docker.com/build/cache/optimize/#use-cache-mounts",
  ],
  aka: [
    "hadolint:DL3042",
    "kics:pip_install_keeping_cached_packages",
    "semgrep:missing-pip-no-cache-dir",
    "parfum:pipUseNoCacheDir",
    "droast:DF030",
    "dockerfile-doctor:DD009",
  ],
  examples: [
    {
      bad: "FROM python:3.13-slim\nRUN pip install flask==3.1.0\n",
      good: "FROM python:3.13-slim\nRUN pip install --no-cache-dir flask==3.1.0\n",
      fixed: "FROM python:3.13-slim\nRUN pip install --no-cache-dir flask==3.1.0\n",
    },
  ],
  quiet: [
    "FROM python:3.13-slim\nENV PIP_NO_CACHE_DIR=1\nRUN pip install flask\n",
    "FROM python:3.13-slim\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask\n",
    "FROM python:3.13-slim AS b\nRUN pip install flask\nFROM python:3.13-slim\nCOPY --from=b /a /a\n",
    "FROM python:3.13-slim\nRUN pip install flask && rm -rf /root/.cache\n",
  ],
  message: () => "pip keeps a copy of every download here: add --no-cache-dir or a cache mount.",
  check({ view, eachCall, report }) {
    eachCall("pip", (call) => {
      const what = subcommand(call);
      if (
        (what?.value !== "install" && what?.value !== "wheel") ||
        hasFlag(call, "--no-cache-dir") ||
        !view.isShipped(call.run) ||
        kept.of(call.run, isKept)
      )
        return;
      const off = view.env(call.run).get("PIP_NO_CACHE_DIR");
      if (off !== undefined && off.value !== "" && off.value !== "0") return;
      report({ span: call.nameSpan, args: {}, fix: call.shell ? [insert(what.end, " --no-cache-dir")] : undefined });
    });
  },
});
