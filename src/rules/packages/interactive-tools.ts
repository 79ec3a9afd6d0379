import { defineRule } from "../define.ts";
import { operands } from "../calls.ts";
import { removeWord, toldAbove } from "../edits.ts";

const tools = new Set([
  "vim",
  "vim-tiny",
  "nano",
  "emacs",
  "less",
  "htop",
  "telnet",
  "net-tools",
  "iputils-ping",
  "tmux",
  "screen",
  "man-db",
  "lsof",
  "strace",
  "traceroute",
]);

export default defineRule({
  id: "SW3009",
  slug: "packages/interactive-tools",
  title: "Tools for people in the image that runs",
  severity: "info",
  dimension: "size",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Editors and monitors serve a person in a shell. A debug container brings them when they are wanted; in the image they are bytes, updates and a workshop for intruders.",
  sources: ["https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages"],
  aka: [
    "hadolint:DL3001",
    "kics:run_utilities_and_posix_commands",
    "dockle:CIS-DI-0003",
    "semgrep:nonsensical-command",
    "droast:DF060",
    "cis:4.3",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update && apt-get install -y curl vim && rm -rf /var/lib/apt/lists/*\n",
      good: "FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n",
      fixed: "FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n",
    },
  ],
  quiet: [
    "FROM debian:13 AS dev\nRUN apt-get install -y vim\nFROM debian:13\nRUN make\n",
    "FROM debian:13\nRUN apt-get purge -y vim\n",
    'FROM debian:13\nRUN apt-get install -y vim\nCMD ["vim"]\n',
  ],
  message: (a: { name: string }) => `${a.name} serves a person, not the application.`,
  check({ view, report }) {
    const calls = view.calls(["apt-get", "apt", "apk", "yum", "dnf", "microdnf", "zypper"]);
    if (calls.length === 0) return;
    const served = new Map<string, boolean>();
    const isServed = (name: string): boolean => {
      const known = served.get(name) ?? runs(view.text, name);
      served.set(name, known);
      return known;
    };
    for (const call of calls) {
      if (!view.isShipped(call.run) || !call.words.some((word) => word.text === "install" || word.text === "add"))
        continue;
      const packages = operands(call).slice(1);
      const found = packages.filter((word) => tools.has(word.value ?? "") && !isServed(word.value ?? ""));
      for (const word of found)
        report({
          span: word,
          args: { name: word.text },
          fix:
            call.shell && found.length < packages.length && !toldAbove(view.text, call.run, word)
              ? [removeWord(view.text, word)]
              : undefined,
        });
    }
  },
});

/** Whether the image is made to run the tool itself. */
function runs(text: string, name: string): boolean {
  return new RegExp(`^\\s*(?:CMD|ENTRYPOINT)\\b.*\\b${name}\\b`, "im").test(text);
}
