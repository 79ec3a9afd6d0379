import { defineRule } from "../define.ts";
import { imageName } from "../knowledge/image-name.ts";
import { successorTag } from "../knowledge/successor.ts";
import { endOfLife } from "../knowledge/end-of-life.ts";

export default defineRule({
  id: "SW9623",
  slug: "compose/end-of-life",
  title: "A service of a release past its end of life",
  severity: "warning",
  dimension: "security",
  profile: "default",
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "Nobody mends security faults in it any more.",
  sources: ["https://endoflife.date/"],
  aka: [],
  examples: [
    { bad: "services:\n  db:\n    image: postgres:12\n", good: "services:\n  db:\n    image: postgres:18\n" },
    {
      bad: "services:\n  web:\n    image: nginx:1.24-alpine\n",
      good: "services:\n  web:\n    image: nginx:1.30-alpine\n",
      fixed: "services:\n  web:\n    image: nginx:1.30-alpine\n",
    },
  ],
  quiet: ["services:\n  db:\n    image: example.org/postgres:12\n"],
  message: (a: { product: string; release: string; since: string }) =>
    `${a.product} ${a.release} has had no support since ${a.since}.`,
  check({ text, services, today, report }) {
    for (const { image, keys } of services) {
      const over = image === null ? null : endOfLife(image, today);
      const value = keys.get("image")?.value;
      if (image === null || over === null || value === undefined) continue;
      const tag = imageName(image).tag;
      const next = successorTag(image, today);
      const at = tag === null ? -1 : text.slice(value.start, value.end).lastIndexOf(`:${tag}`);
      const moved =
        next === null || tag === null || at === -1
          ? undefined
          : [{ start: value.start + at + 1, end: value.start + at + 1 + tag.length, text: next }];
      report({ span: value, args: over, fix: moved });
    }
  },
});
