import { defineRule } from "../define.ts";
import { exampleService } from "../knowledge/example-service.ts";
import { OfLast } from "../../core/of-last.ts";
import type { Edit } from "../../core/edit.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import type { FileView } from "../view.ts";
import { enumerated } from "../enumerated.ts";
import { operands, type Call, type CallWord } from "../calls.ts";
import { removeInstruction, removeWords } from "../edits.ts";
import { compilers } from "../knowledge/build-packages.ts";
import { packageName } from "../knowledge/packages.ts";
import { splitNode } from "../split/node.ts";
import { splitPython } from "../split/python.ts";

const removing = new Set(["purge", "remove", "autoremove", "del", "erase"]);
const managers = ["apt-get", "apt", "apk", "yum", "dnf", "microdnf", "zypper"];

/** Whether a RUN does nothing but one installation. */
const single = new OfLast<RunInstruction, boolean>();

export default defineRule({
  id: "SW1108",
  slug: "stages/build-tools-shipped",
  title: "Build tools in the final image",
  severity: "warning",
  dimension: "size",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Compilers and headers are needed to build, not to run: hundreds of megabytes, and a workshop for whoever breaks in. Build in a stage of its own and copy the result.",
  sources: ["https://docs.docker.com/build/building/multi-stage/"],
  aka: ["droast:DF011", "tally:prefer-multi-stage-build"],
  examples: [
    {
      bad: "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends build-essential\nCOPY . .\nRUN pip install .\n",
      good: "FROM python:3.13-slim AS build\nRUN apt-get update && apt-get install -y --no-install-recommends build-essential\nCOPY . .\nRUN pip install --prefix=/out .\nFROM python:3.13-slim\nCOPY --from=build /out /usr/local\n",
    },
    {
      bad: 'FROM python:3.13-slim\nWORKDIR /app\nENV PYTHONUNBUFFERED=1\n\nRUN apt-get update && apt-get install -y --no-install-recommends \\\n    curl \\\n    gcc \\\n    libpq-dev \\\n    && rm -rf /var/lib/apt/lists/*\nCOPY requirements.txt ./\nRUN pip install --no-cache-dir -r requirements.txt\n\nCOPY . .\nCMD ["gunicorn", "app:app"]\n',
      good: 'FROM python:3.13-slim AS base\nWORKDIR /app\nENV PYTHONUNBUFFERED=1\nENV PATH=/opt/venv/bin:$PATH\n\nFROM base AS build\nRUN apt-get update && apt-get install -y --no-install-recommends \\\n    curl \\\n    gcc \\\n    libpq-dev \\\n    && rm -rf /var/lib/apt/lists/*\nCOPY requirements.txt ./\nRUN python -m venv /opt/venv && pip install --no-cache-dir -r requirements.txt\n\nFROM base\nRUN apt-get update && apt-get install -y --no-install-recommends \\\n    curl \\\n    libpq5 \\\n    && rm -rf /var/lib/apt/lists/*\nCOPY --from=build /opt/venv /opt/venv\nCOPY . .\nCMD ["gunicorn", "app:app"]\n',
      fixed:
        'FROM python:3.13-slim AS base\nWORKDIR /app\nENV PYTHONUNBUFFERED=1\nENV PATH=/opt/venv/bin:$PATH\n\nFROM base AS build\nRUN apt-get update && apt-get install -y --no-install-recommends \\\n    curl \\\n    gcc \\\n    libpq-dev \\\n    && rm -rf /var/lib/apt/lists/*\nCOPY requirements.txt ./\nRUN python -m venv /opt/venv && pip install --no-cache-dir -r requirements.txt\n\nFROM base\nRUN apt-get update && apt-get install -y --no-install-recommends \\\n    curl \\\n    libpq5 \\\n    && rm -rf /var/lib/apt/lists/*\nCOPY --from=build /opt/venv /opt/venv\nCOPY . .\nCMD ["gunicorn", "app:app"]\n',
    },
    {
      bad: "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends gcc curl && rm -rf /var/lib/apt/lists/*\n",
      good: "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n",
      fixed:
        "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n",
      repository: { files: null, dockerignore: null, service: exampleService },
    },
  ],
  quiet: [
    "FROM alpine:3.22\nRUN apk add --no-cache --virtual .deps gcc && pip install x && apk del .deps\n",
    "FROM debian:13\nRUN apt-get install -y gcc && make && apt-get purge -y --auto-remove gcc\n",
  ],
  message: (a: { packages: string }) => `${a.packages} end up in the image that runs; build in an earlier stage.`,
  check({ view, repository, report }) {
    const service = repository?.service ?? null;
    const clearing = new OfLast<RunInstruction, boolean>();
    for (const call of view.calls(managers)) {
      const { run } = call;
      const first = call.words.find(isCompiler);
      if (first === undefined || !call.words.some((word) => word.text === "install" || word.text === "add")) continue;
      const stage = view.stageOf(run);
      if (stage === null || run.onbuild || !view.isShipped(run)) continue;
      if (clearing.of(run, () => view.callsIn(run).some(removes))) continue;
      // Where the facts say that no dependency is compiled, the tools serve nothing.
      const useless = service !== null && service.systemPackages.build.length === 0 && call.shell;
      report({
        span: first,
        args: { packages: enumerated(call.words, isCompiler)?.text ?? "" },
        fix: useless
          ? withoutTools(view, call, call.words.filter(isCompiler))
          : (splitPython(view, stage) ?? splitNode(view, stage)),
      });
    }
  },
});

function isCompiler(word: CallWord): boolean {
  return compilers.has(packageName(word));
}

function removes({ name, words }: Call): boolean {
  return managers.includes(name) && words.some((word) => removing.has(word.text));
}

function withoutTools(view: FileView, call: Call, tools: readonly CallWord[]): readonly Edit[] | undefined {
  const { run } = call;
  const packages = operands(call).filter((word) => word.text !== "install" && word.text !== "add");
  if (packages.length !== tools.length) return removeWords(view.text, tools);
  return single.of(run, () => installsOnce(view.callsIn(run))) ? [removeInstruction(view.text, run)] : undefined;
}

function installsOnce(calls: readonly Call[]): boolean {
  return (
    calls.every((one) => managers.includes(one.name) || one.name === "rm" || one.name === "set") &&
    calls.filter((one) => one.words.some((word) => word.text === "install" || word.text === "add")).length === 1
  );
}
