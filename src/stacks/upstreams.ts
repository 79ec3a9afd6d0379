import type { EnvVariable, Upstream, UpstreamKind } from "../core/facts.ts";
import { upstreamName } from "./naming.ts";

/** What the code says of an environment variable beyond the fact itself. */
export interface EnvReading extends EnvVariable {
  /** The declared type, such as `PostgresDsn`, or an empty text. */
  readonly type: string;
}

const schemes: readonly (readonly [RegExp, UpstreamKind])[] = [
  [/^postgres(?:ql)?(?:\+\w+)?:\/\/./i, "postgres"],
  [/^(?:mysql|mariadb)(?:\+\w+)?:\/\/./i, "mysql"],
  [/^rediss?:/i, "redis"],
  [/^mongodb(?:\+srv)?:/i, "mongodb"],
  [/^amqps?:/i, "amqp"],
  [/^https?:|^wss?:/i, "http"],
];

const types: readonly (readonly [RegExp, UpstreamKind])[] = [
  [/PostgresDsn/, "postgres"],
  [/MySQLDsn|MariaDBDsn/, "mysql"],
  [/RedisDsn/, "redis"],
  [/MongoDsn/, "mongodb"],
  [/AmqpDsn/, "amqp"],
];

const names: readonly (readonly [RegExp, UpstreamKind])[] = [
  [/^(?:POSTGRES|PG)(?:QL)?_?(?:HOST|SERVER|URL|URI|DSN)$|^POSTGRES_DATABASE_URL$/i, "postgres"],
  [/^MYSQL_(?:HOST|URL|URI)$/i, "mysql"],
  [/REDIS_(?:HOST|URL|URI|DSN)$/i, "redis"],
  [/MONGO(?:DB)?_(?:HOST|URL|URI)$/i, "mongodb"],
  [/(?:RABBITMQ|AMQP|BROKER)_(?:HOST|URL|URI)$/i, "amqp"],
];

/** Addresses of the application itself, of people, or of the wide web: not services that run beside it. */
const notUpstream =
  /(?:^|_)(?:PUBLIC|BASE|SITE|APP|SELF|CALLBACK|REDIRECT|WEBHOOK|CORS|ALLOWED|FRONTEND|CLIENT|SENTRY|DOCS|ISSUER|LOGIN|LOGOUT|PROXY|SMTP|EMAIL|EXTERNAL)(?:_|$)/i;
const databaseName = /^(?:\w+_)?(?:DATABASE|DB|SQLALCHEMY_DATABASE)_(?:URL|URI|DSN)$/i;
const addressName = /_(?:URL|URI|DSN|HOST|ENDPOINT|ADDR|ADDRESS|ORIGIN)$|^(?:DATABASE|REDIS)_?(?:URL|URI)$/i;

export interface UpstreamClues {
  /** The code uses an MCP client. */
  readonly mcpClient: boolean;
  /** Database drivers among the dependencies, as the kinds they speak. */
  readonly drivers: readonly UpstreamKind[];
}

/** The services that some variables address. Public hosts are none of ours to start and are left out. */
export function upstreamsOf(env: readonly EnvReading[], clues: UpstreamClues): Upstream[] {
  const found = env.flatMap((variable): Upstream[] => {
    const kind = kindOf(variable, clues);
    if (kind === null) return [];
    // Settings name databases of every kind; the driver that is installed says which one is meant.
    if (clues.drivers.length > 0 && /^(?:postgres|mysql|mongodb)$/.test(kind) && !clues.drivers.includes(kind))
      return [];
    const gate = env.find(
      (other) => other.name === variable.name.replace(/_(?:SERVER_)?(?:URL|URI|HOST|ENDPOINT)$/i, "_REQUIRED"),
    );
    const isOptional =
      gate?.default === "false" ||
      /^sqlite/i.test(variable.default ?? "") ||
      (variable.default === null && !variable.required);
    return [
      {
        name: upstreamName(variable.name),
        kind,
        env: variable.name,
        default: variable.default,
        required: !isOptional,
        evidence: variable.evidence,
      },
    ];
  });
  // POSTGRES_SERVER and POSTGRES_URI are one service.
  const rank = (u: Upstream): number => (u.required ? 2 : 0) + (/_UR[LI]$/.test(u.env ?? "") ? 1 : 0);
  return found.filter(
    (u) =>
      !found.some(
        (other) =>
          other !== u &&
          other.name === u.name &&
          (rank(other) > rank(u) || (rank(other) === rank(u) && found.indexOf(other) < found.indexOf(u))),
      ),
  );
}

function kindOf(variable: EnvReading, clues: UpstreamClues): UpstreamKind | null {
  const value = variable.default ?? "";
  if (/(?:^|_)MCP(?:_|$)/i.test(variable.name) && addressName.test(variable.name) && clues.mcpClient) return "mcp";
  const typed = types.find(([pattern]) => pattern.test(variable.type))?.[1];
  if (typed !== undefined) return typed;
  const bySchema = schemes.find(([pattern]) => pattern.test(value))?.[1];
  if (bySchema !== undefined && bySchema !== "http") return bySchema;
  const byName = names.find(([pattern]) => pattern.test(variable.name))?.[1];
  if (byName !== undefined) return byName;
  if (databaseName.test(variable.name)) return clues.drivers[0] ?? null;
  if (!addressName.test(variable.name) || notUpstream.test(variable.name)) return null;
  if (bySchema === "http") return isNear(value) ? "http" : null;
  return variable.required && /_(?:URL|URI|ENDPOINT)$/i.test(variable.name) ? "http" : null;
}

/** A host on this machine or network: no dot, a private address, or a reserved suffix. */
function isNear(url: string): boolean {
  const host = /^[a-z]+:\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/?#]*)/i.exec(url)?.[1] ?? "";
  return (
    !host.includes(".") ||
    /^(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.|^0\.0\.0\.0$|\.(?:local|internal|localhost|test)$/.test(host)
  );
}
