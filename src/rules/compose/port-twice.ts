import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW9619",
  slug: "compose/port-twice",
  title: "Two services publish one port of the host",
  severity: "error",
  dimension: "operability",
  profile: "default",
  on: "compose",
  fix: "none",
  since: "0.1.0",
  why: "The port is taken, so the second of them does not start.",
  sources: ["https://docs.docker.com/reference/compose-file/services/#ports"],
  aka: [],
  examples: [
    {
      bad: 'services:\n  a:\n    image: a:1\n    ports: ["80:80"]\n  b:\n    image: b:1\n    ports: ["80:8080"]\n',
      good: 'services:\n  a:\n    image: a:1\n    ports: ["80:80"]\n  b:\n    image: b:1\n    ports: ["81:8080"]\n',
    },
  ],
  quiet: [
    'services:\n  a:\n    image: a:1\n    ports: ["127.0.0.1:80:80", "53:53/udp", "53:53/tcp"]\n  b:\n    image: b:1\n    ports: ["127.0.0.2:80:80"]\n',
    'services:\n  a:\n    image: a:1\n    profiles: [x]\n    ports: ["80:80"]\n  b:\n    image: b:1\n    profiles: [y]\n    ports: ["80:80"]\n',
  ],
  message: (a: { port: string; other: string }) => `${a.other} publishes ${a.port} already.`,
  check({ services, report }) {
    const taken = new Map<string, string>();
    for (const service of services) {
      if (service.keys.has("profiles")) continue;
      for (const port of service.ports) {
        if (port.published === null || !/^\d+$/.test(port.published)) continue;
        const key = `${port.hostAddress ?? ""} ${port.published} ${port.protocol}`;
        const other = taken.get(key);
        if (other !== undefined && other !== service.name)
          report({ span: port, args: { port: port.published, other } });
        taken.set(key, service.name);
      }
    }
  },
});
