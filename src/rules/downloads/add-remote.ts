import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW2101",
  slug: "downloads/add-remote",
  title: "ADD of a URL without a checksum",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "Whatever the server answers on that day becomes part of the image. `ADD --checksum=sha256:…` accepts one file and no other.",
  sources: ["https://docs.docker.com/reference/dockerfile/#add---checksum"],
  aka: [
    "kics:curl_or_wget_instead_of_add",
    "checkov:CKV_DOCKER_4",
    "dockerfilelint:add_src_invalid",
    "dockerfile-doctor:DD059",
  ],
  examples: [
    {
      bad: "FROM debian:13\nADD https://example.org/tool.tar.gz /tmp/\n",
      good: "FROM debian:13\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.org/tool.tar.gz /tmp/\n",
    },
  ],
  quiet: ["FROM debian:13\nADD https://example.org/r.git#v1.2.3 /src\nADD app /app\n"],
  message: (a: { url: string }) => `${a.url} is taken as it comes: add --checksum.`,
  check({ each, report }) {
    each("add", (add) => {
      if (add.kind !== "add" || add.checksum !== null) return;
      for (const source of add.sources) {
        if (/^(https?|ftp):\/\//.test(source.text) && !/\.git(#|$)/.test(source.text))
          report({ span: source, args: { url: source.text } });
      }
    });
  },
});
