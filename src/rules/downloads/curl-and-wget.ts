import { defineRule } from "../define.ts";
import { removePackage } from "../call-edits.ts";
import { installsOf, packageName, systemManagers } from "../knowledge/packages.ts";

export default defineRule({
  id: "SW2111",
  slug: "downloads/curl-and-wget",
  title: "Both curl and wget are installed",
  severity: "info",
  dimension: "size",
  profile: "default",
  points: 0.5,
  fix: "suggested",
  since: "0.1.0",
  why: "One of them does for all downloads; the other is a package more to ship and to keep patched.",
  sources: ["https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages"],
  aka: [
    "hadolint:DL4001",
    "trivy:DS-0014",
    "kics:run_using_wget_and_curl",
    "semgrep:use-either-wget-or-curl",
    "droast:DF058",
    "tally:hadolint/DL4001",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update && apt-get install -y curl wget\n",
      good: "FROM debian:13\nRUN apt-get update && apt-get install -y curl\n",
      fixed: "FROM debian:13\nRUN apt-get update && apt-get install -y curl\n",
    },
  ],
  quiet: [
    "FROM debian:13 AS build\nRUN apt-get install -y curl\nFROM debian:13\nRUN apt-get install -y wget\n",
    "FROM debian:13\nRUN curl -fsSL x -o y && wget z\n",
  ],
  message: (a: { second: string }) => `${a.second} is the second of curl and wget.`,
  check({ view, report }) {
    let first: string | null = null;
    for (const call of view.calls(systemManagers)) {
      if (call.run.onbuild || !view.isShipped(call.run)) continue;
      const packages = installsOf(call) ?? [];
      for (const word of packages) {
        if (!/^(?:curl|wget)/.test(word.value ?? "")) continue;
        const name = packageName(word);
        if (name !== "curl" && name !== "wget") continue;
        if (first !== null && first !== name) {
          // Named once in the file it is installed and not called by it.
          const called = view.text.split(new RegExp(`\\b${name}\\b`)).length > 2;
          const fix = called ? undefined : removePackage(view, call, word, packages.length);
          return report({ span: word, args: { second: name }, fix });
        }
        first = name;
      }
    }
  },
});
