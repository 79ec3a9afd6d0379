import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW2007",
  slug: "copy/outside-context",
  title: "COPY from outside the build context",
  severity: "error",
  dimension: "portability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "`..` cannot leave the context: BuildKit quietly drops it and copies another file than the one meant, or none.",
  sources: ["https://docs.docker.com/build/concepts/context/"],
  aka: ["dockerfilelint:add_src_invalid"],
  examples: [
    { bad: "FROM debian:13\nCOPY ../shared /shared\n", good: "FROM debian:13\nCOPY --from=shared . /shared\n" },
  ],
  quiet: ["FROM debian:13\nCOPY a/../b /b\n"],
  message: (a: { path: string }) => `${a.path} lies outside the build context; use a named context.`,
  check({ each, report }) {
    each(["copy", "add"], (copy) => {
      if (copy.from !== null) return;
      for (const source of copy.sources) {
        const value = source.value ?? "";
        if (!value.includes("..")) continue;
        let depth = 0;
        for (const part of value.split("/")) {
          depth += part === ".." ? -1 : part === "" || part === "." ? 0 : 1;
          if (depth < 0) break;
        }
        if (depth < 0 && !value.includes("://")) report({ span: source, args: { path: value } });
      }
    });
  },
});
