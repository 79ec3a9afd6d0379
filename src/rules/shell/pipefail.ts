import type { Edit } from "../../core/edit.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { insert, lineAbove } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";
import type { FileView } from "../view.ts";
import { OfLast } from "../../core/of-last.ts";

const fetchers = new Set(["curl", "wget", "git", "tar", "gpg", "unzip", "base64", "openssl", "aws", "gsutil"]);

const strict = /^(tar|gunzip|unxz|xz|bsdtar|cpio|sha\d+sum|md5sum|gpg|apt-key|jq|sudo|sh|bash|grep|unzip|patch)$/;
const lastStrict = new OfLast<readonly string[], { readonly at: number }>();
const saying = new OfLast<RunInstruction, boolean>();

function setInside(run: RunInstruction): boolean {
  return saying.of(run, () => run.rest.text.includes("pipefail"));
}

export default defineRule({
  id: "SW5002",
  slug: "shell/pipefail",
  title: "A download in a pipe whose failure nobody sees",
  severity: "info",
  dimension: "reproducibility",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "A pipe's result is that of its last command: the download fails, the build goes on with half a file.",
  sources: ["https://docs.docker.com/build/building/best-practices/#using-pipes"],
  aka: [
    "hadolint:DL4006",
    "kics:shell_running_a_pipe_without_pipefail_flag",
    "semgrep:set-pipefail",
    "droast:DF057",
    "dockerfile-doctor:DD040",
    "tally:hadolint/DL4006",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN curl -fsSL https://example.org/a.sha | tee a.sha\n",
      good: 'FROM debian:13\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl -fsSL https://example.org/a.sha | tee a.sha\n',
      fixed:
        'FROM debian:13\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl -fsSL https://example.org/a.sha | tee a.sha\n',
    },
  ],
  quiet: [
    "FROM debian:13\nRUN set -eo pipefail; curl -fsSL https://example.org/a | tee a\n",
    "FROM debian:13\nRUN ls | wc -l && echo a | tee b\n",
    "FROM debian:13\nRUN curl -fsSL https://example.org/a.tgz | tar xz\n",
    "FROM debian:13\nRUN curl -fsSL https://example.org/a.sum | sha256sum -c -\n",
  ],
  message: (a: { name: string }) => `When ${a.name} fails here the build goes on: set -o pipefail.`,
  check({ view, report }) {
    for (const call of view.everyCall()) {
      const { index, length, names } = call.pipe;
      if (index >= length - 1 || !fetchers.has(call.name)) continue;
      // These fail by themselves on an empty or cut input.
      if (lastStrict.of(names, (all) => ({ at: all.findLastIndex((name) => strict.test(name)) })).at > index) continue;
      if (setInside(call.run) || view.shell(call.run).some((word) => /pipefail/.test(word))) continue;
      report({ span: call, args: { name: call.name }, fix: remedy(view, call.run) });
    }
  },
});

/**
 * `set -o pipefail` at the head of the command: bash and BusyBox know it, dash before 0.5.13 does not, so elsewhere the
 * step is handed to bash where the image has one.
 */
function remedy(view: FileView, run: RunInstruction): readonly Edit[] | undefined {
  if (run.command?.form !== "shell" || run.heredocs.length > 0 || run.rest.text.startsWith("[")) return undefined;
  const stage = view.stageOf(run);
  const image = imageName(stage === null ? "" : (view.root(stage) ?? ""));
  const alpine = image.name === "alpine" || /alpine/.test(image.tag ?? "");
  const bash = /(^|\/)bash$/.test(view.shell(run)[0] ?? "");
  if (alpine || bash) return [insert(run.rest.start, "set -o pipefail && ")];
  if (!hasBash.test(image.name) || stage === null || view.inStage(stage, "shell").length > 0) return undefined;
  return [lineAbove(view.text, run, 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]')];
}

const hasBash =
  /^(debian|ubuntu|python|node|golang|ruby|php|perl|rust|buildpack-deps|fedora|centos|rockylinux|almalinux|amazonlinux|eclipse-temurin|openjdk|nginx|httpd)$/;
