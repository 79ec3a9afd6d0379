import { defineRule } from "../define.ts";

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
      const next = names
        .slice(index + 1)
        .map((name) => (name === "sudo" ? "sudo" : name))
        .find((name) => shells.has(name) || name === "sudo" || name === "gpg" || name === "tar");
      if (next !== undefined && (shells.has(next) || next === "sudo"))
        report({ span: call, args: { shell: next === "sudo" ? "a shell" : next } });
    });
  },
});
