import { defineRule } from "../define.ts";
import { insert, replace } from "../edits.ts";
import { newestRelease } from "../knowledge/successor.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW9611",
  slug: "compose/image-version",
  title: "An image without a version",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "`docker compose pull` brings another release on another day; a database may then not read its own files.",
  sources: ["https://docs.docker.com/reference/compose-file/services/#image"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    image: postgres\n",
      good: "services:\n  a:\n    image: postgres:18\n",
      fixed: "services:\n  a:\n    image: postgres:18\n",
    },
    {
      bad: "services:\n  a:\n    image: redis:latest\n",
      good: "services:\n  a:\n    image: redis:8\n",
      fixed: "services:\n  a:\n    image: redis:8.10\n",
    },
  ],
  quiet: ["services:\n  a:\n    image: a:latest\n    build: .\n", "services:\n  a:\n    image: ${IMAGE}\n"],
  message: (a: { image: string }) => `${a.image} is another release tomorrow.`,
  check({ text, services, today, report }) {
    for (const { image, build, keys } of services) {
      const entry = keys.get("image");
      if (image === null || build !== null || image.includes("$") || entry === undefined) continue;
      const { name, tag, digest } = imageName(image);
      if (digest !== null || (tag !== null && tag !== "latest")) continue;
      const release = newestRelease(name, today);
      const written = text.slice(entry.value.start, entry.value.end);
      const at = written.indexOf(image);
      report({
        span: entry.value,
        args: { image },
        fix:
          release === null || at === -1
            ? undefined
            : [
                tag === null
                  ? insert(entry.value.start + at + image.length, `:${release}`)
                  : replace(
                      {
                        start: entry.value.start + at + image.length - tag.length,
                        end: entry.value.start + at + image.length,
                      },
                      release,
                    ),
              ],
      });
    }
  },
});
