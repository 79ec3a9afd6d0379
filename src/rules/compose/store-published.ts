import { defineRule } from "../define.ts";
import { insert, replace } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";

const stores =
  /(^|\/)(postgres|postgis|pgvector|timescaledb|mysql|mariadb|mongo|redis|valkey|memcached|elasticsearch|opensearch|cassandra|couchdb|influxdb|rabbitmq|clickhouse-server|neo4j|etcd|zookeeper|minio|mssql\/server)$/;

export default defineRule({
  id: "SW9612",
  slug: "compose/store-published",
  title: "A database that the whole network can reach",
  severity: "warning",
  dimension: "security",
  profile: "default",
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "A port without an address is published on every interface of the host, past its firewall. Services of the same file reach the database without any port; for tools on the host 127.0.0.1 is enough.",
  sources: ["https://docs.docker.com/engine/network/port-publishing/"],
  aka: [],
  examples: [
    {
      bad: 'services:\n  db:\n    image: postgres:18\n    ports: ["5432:5432"]\n',
      good: 'services:\n  db:\n    image: postgres:18\n    ports: ["127.0.0.1:5432:5432"]\n',
      fixed: 'services:\n  db:\n    image: postgres:18\n    ports: ["127.0.0.1:5432:5432"]\n',
    },
  ],
  quiet: [
    'services:\n  a:\n    build: .\n    ports: ["8000:8000"]\n',
    'services:\n  a:\n    image: redis:8\n    expose: ["6379"]\n',
  ],
  message: (a: { service: string; port: string }) =>
    `${a.service} listens to everybody on ${a.port}: publish it on 127.0.0.1 or not at all.`,
  check({ text, services, report }) {
    for (const service of services) {
      if (service.image === null || !stores.test(imageName(service.image).name)) continue;
      for (const port of service.ports) {
        if (port.published === null || (port.hostAddress !== null && !/^(0\.0\.0\.0|\[?::\]?)$/.test(port.hostAddress)))
          continue;
        const written = text.slice(port.start, port.end);
        const short = /^(["']?)\d+:\d+/.exec(written);
        report({
          span: port,
          args: { service: service.name, port: port.published },
          fix:
            short === null
              ? undefined
              : [short[1] === "" ? replace(port, `"127.0.0.1:${written}"`) : insert(port.start + 1, "127.0.0.1:")],
        });
      }
    }
  },
});
