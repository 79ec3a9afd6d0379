import { hasFlag } from "../calls.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW3115",
  slug: "languages/configure-build",
  title: "./configure guesses the machine that it builds on",
  severity: "style",
  dimension: "portability",
  profile: "all",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "Old config.guess files do not know new machines such as arm64, and the build fails there alone; --build says it.",
  sources: ["https://www.gnu.org/software/autoconf/manual/autoconf-2.72/html_node/Specifying-Target-Triplets.html"],
  aka: ["parfum:configureShouldUseBuildFlag"],
  examples: [
    {
      bad: "FROM debian:13\nRUN ./configure --prefix=/usr && make\n",
      good: 'FROM debian:13\nRUN ./configure --build="$(dpkg-architecture --query DEB_BUILD_GNU_TYPE)" --prefix=/usr && make\n',
    },
  ],
  message: () => "Say --build to ./configure.",
  check({ eachCall, report }) {
    eachCall("configure", (call) => {
      if (!hasFlag(call, "--build", "--host")) report({ span: call.nameSpan, args: {} });
    });
  },
});
