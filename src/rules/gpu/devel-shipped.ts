import { defineRule } from "../define.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW3206",
  slug: "gpu/devel-shipped",
  title: "The final image is a CUDA development image",
  severity: "warning",
  dimension: "size",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "Compilers and headers of CUDA are some gigabytes that running needs none of: build on devel, ship on runtime.",
  sources: ["https://hub.docker.com/r/nvidia/cuda"],
  aka: ["tally:gpu/prefer-runtime-final-stage"],
  examples: [
    {
      bad: 'FROM nvidia/cuda:12.8.1-devel-ubuntu24.04\nCMD ["app"]\n',
      good: 'FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nCMD ["app"]\n',
      fixed: 'FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nCMD ["app"]\n',
    },
  ],
  quiet: [
    "FROM nvidia/cuda:12.8.1-devel-ubuntu24.04 AS build\nFROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nCOPY --from=build /a /a\n",
  ],
  message: (a: { image: string }) => `${a.image} holds compilers that running does not need.`,
  check({ view, report }) {
    const last = view.shipped().at(-1);
    const image = last === undefined ? null : view.root(last);
    if (last === undefined || image === null || last.from.image === null) return;
    const { name, tag } = imageName(image);
    if (/^(nvidia\/cuda|pytorch\/pytorch)$/.test(name) && /-devel/.test(tag ?? "")) {
      const word = last.from.image;
      const at = word.start + word.text.lastIndexOf("-devel") + 1;
      const compiles = /nvcc|cmake|\bmake\b|\bg(cc|\+\+)\b|setup\.py|flash|ninja|cargo|build|COPY --from/i.test(
        view.text,
      );
      report({
        span: word,
        args: { image },
        fix: word.dynamic || compiles ? undefined : [{ start: at, end: at + "devel".length, text: "runtime" }],
      });
    }
  },
});
