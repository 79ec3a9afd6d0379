import { defineRule } from "../define.ts";
import { addEntries } from "../compose-edits.ts";
import { imageName } from "../knowledge/image-name.ts";

/** The command with which each store itself says that it answers. */
const probes: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)(postgres|postgis|pgvector)$/, '"CMD", "pg_isready"'],
  [/^redis$/, '"CMD", "redis-cli", "ping"'],
  [/^valkey\/valkey$/, '"CMD", "valkey-cli", "ping"'],
  [/^mysql$/, '"CMD", "mysqladmin", "ping", "-h", "127.0.0.1"'],
  [/^mariadb$/, '"CMD", "healthcheck.sh", "--connect", "--innodb_initialized"'],
  [/^mongo$/, '"CMD", "mongosh", "--quiet", "--eval", "db.adminCommand({ ping: 1 })"'],
  [/^rabbitmq$/, '"CMD", "rabbitmq-diagnostics", "-q", "ping"'],
];

export default defineRule({
  id: "SW9614",
  slug: "compose/store-unchecked",
  title: "A database that others wait for has no health check",
  severity: "info",
  dimension: "operability",
  profile: "strict",
  points: 0.5,
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "Without one nothing can wait until it answers, and the first start of its clients fails as often as not.",
  sources: ["https://docs.docker.com/compose/how-tos/startup-order/"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    build: .\n    depends_on: [db]\n  db:\n    image: postgres:18\n",
      good: "services:\n  a:\n    build: .\n    depends_on:\n      db: { condition: service_healthy }\n  db:\n    image: postgres:18\n    healthcheck: { test: [CMD, pg_isready] }\n",
      fixed:
        'services:\n  a:\n    build: .\n    depends_on: [db]\n  db:\n    image: postgres:18\n    healthcheck:\n      test: ["CMD", "pg_isready"]\n      interval: 5s\n      retries: 12\n',
    },
  ],
  quiet: ["services:\n  db:\n    image: postgres:18\n"],
  message: (a: { service: string }) => `${a.service} has no health check that its clients could wait for.`,
  check({ text, services, report }) {
    const needed = new Set(services.flatMap((one) => one.dependsOn.map((other) => other.service)));
    for (const service of services) {
      if (
        service.healthcheck === null &&
        service.build === null &&
        service.image !== null &&
        needed.has(service.name) &&
        /(^|\/)(postgres|postgis|pgvector|mysql|mariadb|mongo|redis|valkey|rabbitmq|elasticsearch|cassandra)$/.test(
          imageName(service.image).name,
        )
      ) {
        const probe = probes.find(([name]) => name.test(imageName(service.image ?? "").name))?.[1];
        const test =
          probe === undefined ? [] : ["healthcheck:", `  test: [${probe}]`, "  interval: 5s", "  retries: 12"];
        report({
          span: service.nameSpan,
          args: { service: service.name },
          fix: probe === undefined ? undefined : addEntries(text, service, test),
        });
      }
    }
  },
});
