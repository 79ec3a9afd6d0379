import { defineRule } from "../define.ts";
import { hasFlag, operands, subcommand } from "../calls.ts";

export default defineRule({
  id: "SW3108",
  slug: "languages/tool-unpinned",
  title: "Tool installed in whatever version is newest",
  severity: "info",
  dimension: "reproducibility",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "A global tool without a version is another tool tomorrow.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-install", "https://go.dev/ref/mod#go-install"],
  aka: [
    "hadolint:DL3016",
    "hadolint:DL3028",
    "hadolint:DL3062",
    "kics:npm_install_without_pinned_version",
    "kics:gem_install_without_version",
    "droast:DF053",
    "droast:DF054",
    "dockerfile-doctor:DD029",
    "dockerfile-doctor:DD030",
  ],
  examples: [
    { bad: "FROM node:24-slim\nRUN npm install -g pnpm\n", good: "FROM node:24-slim\nRUN npm install -g pnpm@10\n" },
    {
      bad: "FROM golang:1.26\nRUN go install example.org/tool@latest\n",
      good: "FROM golang:1.26\nRUN go install example.org/tool@v1.2.3\n",
    },
    { bad: "FROM ruby:3.4\nRUN gem install bundler\n", good: "FROM ruby:3.4\nRUN gem install bundler:2.6.2\n" },
  ],
  quiet: [
    "FROM node:24\nRUN npm install -g $TOOL ./pkg pkg.tgz @scope/a@1 git+https://example.org/r && go install ./cmd/app && gem install bundler -v 2.6.2\n",
  ],
  message: (a: { name: string }) => `${a.name} has no version.`,
  check({ eachCall, report }) {
    eachCall(["npm", "gem", "go"], (call) => {
      const words = operands(call, [
        "--prefix",
        "-v",
        "--version",
        "-C",
        "--registry",
        "-ldflags",
        "-tags",
        "--loglevel",
        "-i",
        "-n",
        "--source",
      ]);
      const what = subcommand(call)?.value;
      const installs =
        call.name === "npm"
          ? (what === "install" || what === "i" || what === "add") && hasFlag(call, "-g", "--global")
          : what === "install";
      if (!installs || (call.name === "gem" && hasFlag(call, "-v", "--version"))) return;
      for (const word of words.slice(1)) {
        const value = word.value ?? "";
        const loose =
          call.name === "npm"
            ? /^(@[\w.-]+\/)?[\w.-]+(@latest)?$/.test(value) && !/^\.|\.tgz$/.test(value)
            : call.name === "gem"
              ? /^[\w-]+$/.test(value)
              : /^[\w-]+\.[\w.-]+\/.*@latest$/.test(value);
        if (loose) report({ span: word, args: { name: value } });
      }
    });
  },
});
