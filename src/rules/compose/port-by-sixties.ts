import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW9625",
  slug: "compose/port-by-sixties",
  title: "A port without quotes that YAML may read as a time",
  severity: "info",
  dimension: "portability",
  profile: "default",
  points: 0.5,
  on: "compose",
  fix: "safe",
  since: "0.1.0",
  why: "Older YAML reads `22:22` as minutes and seconds, which is 1342. Quotes make a text of it everywhere.",
  sources: ["https://docs.docker.com/reference/compose-file/services/#ports"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    image: a:1\n    ports:\n      - 22:22\n",
      good: 'services:\n  a:\n    image: a:1\n    ports:\n      - "22:22"\n',
      fixed: 'services:\n  a:\n    image: a:1\n    ports:\n      - "22:22"\n',
    },
  ],
  quiet: ["services:\n  a:\n    image: a:1\n    ports:\n      - 8080:8080\n"],
  message: () => "Put quotes around this port.",
  check({ text, services, report }) {
    for (const { ports } of services) {
      for (const port of ports) {
        const written = text.slice(port.start, port.end);
        if (/^\d+:[0-5]?\d$/.test(written)) report({ span: port, args: {}, fix: [replace(port, `"${written}"`)] });
      }
    }
  },
});
