import { hasFlag } from "../calls.ts";
import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";
import { remember } from "../knowledge/remember.ts";

/** The query is a tool of Debian's, which comes with its compilers. */
const isDebian = remember((image) =>
  /^(debian|ubuntu|buildpack-deps|gcc|python|perl|php|ruby|node)(:|$)(?!.*alpine)/.test(image),
);

export default defineRule({
  id: "SW3115",
  slug: "languages/configure-build",
  title: "./configure guesses the machine that it builds on",
  severity: "style",
  dimension: "portability",
  profile: "all",
  points: 0,
  fix: "suggested",
  since: "0.1.0",
  why: "Old config.guess files do not know new machines such as arm64, and the build fails there alone; --build says it.",
  sources: ["https://www.gnu.org/software/autoconf/manual/autoconf-2.72/html_node/Specifying-Target-Triplets.html"],
  aka: ["parfum:configureShouldUseBuildFlag"],
  examples: [
    {
      bad: "FROM debian:13\nRUN ./configure --prefix=/usr && make\n",
      good: 'FROM debian:13\nRUN ./configure --build="$(dpkg-architecture --query DEB_BUILD_GNU_TYPE)" --prefix=/usr && make\n',
      fixed:
        'FROM debian:13\nRUN ./configure --build="$(dpkg-architecture --query DEB_BUILD_GNU_TYPE)" --prefix=/usr && make\n',
    },
  ],
  message: () => "Say --build to ./configure.",
  check({ view, eachCall, report }) {
    eachCall("configure", (call) => {
      if (hasFlag(call, "--build", "--host")) return;
      const stage = view.stageOf(call.run);
      const debian = isDebian(stage === null ? "" : (view.root(stage) ?? ""));
      report({
        span: call.nameSpan,
        args: {},
        fix:
          debian && call.shell
            ? [insert(call.nameSpan.end, ' --build="$(dpkg-architecture --query DEB_BUILD_GNU_TYPE)"')]
            : undefined,
      });
    });
  },
});
