import { defineRule } from "../define.ts";
import { operands } from "../calls.ts";
import { removeInstruction, removeWords } from "../edits.ts";
import { exampleService } from "../knowledge/example-service.ts";

/** Packages of one command each, whose name is the command's: whether the file calls it can be seen. */
const commands = new Set([
  "git",
  "curl",
  "wget",
  "unzip",
  "zip",
  "jq",
  "rsync",
  "gnupg",
  "openssh-client",
  "procps",
  "tree",
]);
const managers = ["apt-get", "apt", "apk"];

export default defineRule({
  id: "SW9010",
  slug: "context/packages-not-needed",
  title: "Packages that neither the file nor the code uses",
  severity: "info",
  dimension: "size",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Each package brings its own advisories and updates, and tools to fetch more for whoever breaks in.",
  sources: ["https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages"],
  aka: ["dockle:CIS-DI-0003", "cis:4.3"],
  examples: [
    {
      bad: 'FROM python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends libpq5 git && rm -rf /var/lib/apt/lists/*\nCMD ["a"]\n',
      good: 'FROM python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*\nCMD ["a"]\n',
      fixed:
        'FROM python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*\nCMD ["a"]\n',
      repository: { files: ["a.py"], dockerignore: null, service: exampleService },
    },
  ],
  message: (a: { names: string }) => `Nothing in this file calls ${a.names}, and the code was not seen to need it.`,
  check({ view, repository, report }) {
    const service = repository?.service ?? null;
    if (service === null) return;
    const needed = new Set([...service.systemPackages.run, ...service.systemPackages.build]);
    const called = new Set(view.everyCall().map((call) => call.name));
    const started = view.file.instructions
      .filter((one) => one.kind === "cmd" || one.kind === "entrypoint" || one.kind === "healthcheck")
      .map((one) => one.rest.text)
      .join("\n");
    for (const stage of view.shipped()) {
      for (const run of view.inStage(stage, "run")) {
        const calls = view.callsIn(run);
        const installs = calls.filter(
          (call) =>
            managers.includes(call.name) && call.words.some((word) => word.text === "install" || word.text === "add"),
        );
        for (const call of installs) {
          const packages = operands(call).slice(1);
          const found = packages.filter(
            ({ value }) =>
              value !== null &&
              commands.has(value) &&
              !needed.has(value) &&
              !called.has(value) &&
              !started.includes(value),
          );
          const first = found[0];
          if (first === undefined) continue;
          const only = found.length === packages.length;
          const nothingElse =
            installs.length === 1 &&
            calls.every((one) => managers.includes(one.name) || one.name === "rm" || one.name === "set");
          const fix = !call.shell
            ? undefined
            : !only
              ? removeWords(view.text, found)
              : nothingElse
                ? [removeInstruction(view.text, run)]
                : undefined;
          report({ span: first, args: { names: found.map((word) => word.text).join(", ") }, fix });
        }
      }
    }
  },
});
