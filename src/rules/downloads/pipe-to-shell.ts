import { defineRule } from "../define.ts";
import { OfLast } from "../../core/of-last.ts";

const shells = new Set(["sh", "bash", "ash", "dash", "zsh", "python", "python3", "perl", "ruby", "node", "php"]);

export default defineRule({
  id: "SW2107",
  slug: "downloads/pipe-to-shell",
  title: "Download piped into a shell",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "Whatever the server sends runs as root, unread and unchecked, and half of it when the connection breaks. Install a released version with a checksum, or copy the tool from its image.",
  sources: ["https://cwe.mitre.org/data/definitions/494.html"],
  aka: ["droast:DF021", "dockerfile-doctor:DD054"],
  examples: [
    {
      bad: "FROM debian:13\nRUN curl -fsSL https://example.org/install.sh | sh\n",
      good: "FROM debian:13\nCOPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/uv\n",
    },
    {
      bad: "FROM debian:13\nRUN wget -qO- https://example.org/setup | sudo bash -s -- -y\n",
      good: "FROM debian:13\nCOPY setup.sh /tmp/\nRUN sh /tmp/setup.sh\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN curl -fsSL https://example.org/a.tgz | tar xz\n",
    "FROM debian:13\nRUN echo make | sh\n",
  ],
  message: (a: { shell: string }) => `What the server sends goes straight into ${a.shell}.`,
  check({ eachCall, report }) {
    eachCall(["curl", "wget"], (call) => {
      const { index, names } = call.pipe;
      if (index + 1 >= names.length) return;
      const next = nextOf.of(names, nextReaders)[index];
      if (next != null && (shells.has(next) || next === "sudo"))
        report({ span: call, args: { shell: next === "sudo" ? "a shell" : next } });
    });
  },
});

const nextOf = new OfLast<readonly string[], readonly (string | null)[]>();

/** For each command of a pipe the first one behind it that runs, unpacks or checks what it is given. */
function nextReaders(names: readonly string[]): readonly (string | null)[] {
  let next: string | null = null;
  return names
    .toReversed()
    .map((name) => {
      const behind = next;
      if (shells.has(name) || name === "sudo" || name === "gpg" || name === "tar") next = name;
      return behind;
    })
    .reverse();
}
