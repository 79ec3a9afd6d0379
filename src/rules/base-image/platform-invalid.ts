import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

const systems =
  "linux|windows|darwin|freebsd|netbsd|openbsd|solaris|wasi|wasip1|aix|android|dragonfly|illumos|ios|js|plan9";
const architectures =
  "amd64|x86_64|x86-64|arm64|aarch64|arm|armhf|armel|386|i386|ppc64le|ppc64|s390x|riscv64|mips|mipsle|mips64|mips64le|loong64|wasm|sparc64";
/** Other words for what the engines call amd64, 386 and arm64. */
const otherNames: Readonly<Record<string, string>> = { x64: "amd64", x86: "386", i686: "386", arm64v8: "arm64" };

const platform = new RegExp(
  `^(local|(${systems})(\\([^)]*\\))?|((${systems})(\\([^)]*\\))?/)?(${architectures})(/[a-z0-9.]+)?)$`,
  "i",
);

export default defineRule({
  id: "SW1012",
  slug: "base-image/platform-invalid",
  title: "--platform that is no platform",
  severity: "error",
  dimension: "portability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "A platform is `os/architecture[/variant]`; the engine refuses anything else.",
  sources: ["https://docs.docker.com/reference/dockerfile/#from"],
  aka: ["dockadvisor:FromInvalidPlatform"],
  examples: [
    { bad: "FROM --platform=linux/x86/64/1 python:3.13\n", good: "FROM --platform=linux/amd64 python:3.13\n" },
    {
      bad: "FROM --platform=linux-x64 python:3.13\n",
      good: "FROM --platform=linux/amd64 python:3.13\n",
      fixed: "FROM --platform=linux/amd64 python:3.13\n",
    },
    { bad: "FROM --platform=linux/intel python:3.13\n", good: "FROM --platform=linux/386 python:3.13\n" },
  ],
  quiet: [
    "FROM --platform=$BUILDPLATFORM python:3.13\n",
    "FROM --platform=linux/arm64/v8 python:3.13\n",
    "FROM --platform=local python:3.13\n",
  ],
  message: (a: { platform: string }) => `"${a.platform}" is no platform such as linux/amd64.`,
  check({ eachStage, report }) {
    eachStage((stage) => {
      const word = stage.from.platform;
      if (word?.value == null || platform.test(word.value)) return;
      const [system = "", architecture = "", ...rest] = word.value.toLowerCase().split(/[/_-]/);
      const meant = [system, otherNames[architecture] ?? architecture, ...rest].join("/");
      report({
        span: word,
        args: { platform: word.value },
        fix: platform.test(meant) && architecture !== "" ? [replace(word, meant)] : undefined,
      });
    });
  },
});
