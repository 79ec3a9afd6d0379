import { defineRule } from "../define.ts";
import { hasFlag, operands, subcommand } from "../calls.ts";
import { removeInstruction } from "../edits.ts";

export default defineRule({
  id: "SW3103",
  slug: "languages/pip-upgrade-pip",
  title: "pip upgraded to whatever is newest",
  severity: "info",
  dimension: "reproducibility",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The image brings a pip that works; another one is stored beside it in a layer, and another tomorrow.",
  sources: ["https://pip.pypa.io/en/stable/topics/repeatable-installs/"],
  aka: [],
  examples: [
    {
      bad: "FROM python:3.13-slim\nRUN pip install --no-cache-dir --upgrade pip\nRUN pip install --no-cache-dir flask==3.1.0\n",
      good: "FROM python:3.13-slim\nRUN pip install --no-cache-dir flask==3.1.0\n",
      fixed: "FROM python:3.13-slim\nRUN pip install --no-cache-dir flask==3.1.0\n",
    },
  ],
  quiet: [
    "FROM python:3.13-slim\nRUN pip install --upgrade pip==25.3\n",
    "FROM python:3.13-slim\nRUN pip install --upgrade flask==3.1.0\n",
  ],
  message: () => "Use the pip that the image brings, or name a version.",
  check({ view, eachCall, report }) {
    eachCall("pip", (call) => {
      if (subcommand(call)?.value !== "install" || !hasFlag(call, "-U", "--upgrade")) return;
      const packages = operands(call).slice(1);
      if (packages.length === 0 || !packages.every((word) => /^(pip|setuptools|wheel)$/.test(word.value ?? ""))) return;
      const alone = view.callsIn(call.run).length === 1 && call.run.command?.form === "shell";
      report({ span: call, args: {}, fix: alone ? [removeInstruction(view.text, call.run)] : undefined });
    });
  },
});
