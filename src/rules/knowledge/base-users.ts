import { imageName } from "./image-name.ts";
import { remember } from "./remember.ts";

/** What the image's own configuration says of its user. */
export type BaseUser =
  /** Runs as this user, who is not root. */
  | { readonly kind: "unprivileged"; readonly user: string }
  /** Starts as root; its entrypoint goes on as a user of its own. */
  | { readonly kind: "steps-down" }
  | { readonly kind: "root" }
  | { readonly kind: "unknown" };

/**
 * Images that run as somebody else than root. Gathered by hand from what the images' Dockerfiles and documentation say;
 * no image was pulled for it, and an image may change: what is not known for sure is left out and counts as unknown.
 */
const unprivileged: Readonly<Record<string, string>> = {
  "nginxinc/nginx-unprivileged": "101",
  "grafana/grafana": "472",
  "grafana/loki": "10001",
  "prom/prometheus": "nobody",
  "prom/node-exporter": "nobody",
  "prom/alertmanager": "nobody",
  "jenkins/jenkins": "jenkins",
  memcached: "memcache",
  varnish: "varnish",
  kong: "kong",
  sonarqube: "sonarqube",
  solr: "solr",
  groovy: "groovy",
  percona: "mysql",
  elasticsearch: "1000:0",
  "docker.elastic.co/elasticsearch/elasticsearch": "1000:0",
  "docker.elastic.co/kibana/kibana": "1000",
  "docker.elastic.co/logstash/logstash": "1000",
  "quay.io/keycloak/keycloak": "1000",
  "curlimages/curl": "curl_user",
  "apache/airflow": "airflow",
  "selenium/standalone-chrome": "1200",
};

/** Their entrypoints (gosu, su-exec, setpriv), or the servers themselves, give root up once they have started. */
const stepsDown = new Set(
  (
    "postgres postgis/postgis timescale/timescaledb pgvector/pgvector mysql mariadb mongo redis valkey/valkey rabbitmq " +
    "cassandra neo4j influxdb zookeeper couchdb ghost eclipse-mosquitto jetty consul vault hashicorp/consul hashicorp/vault"
  ).split(" "),
);

/** Well-known images whose configuration names no user, or names root. */
const root = new Set(
  (
    "scratch debian ubuntu alpine busybox fedora centos rockylinux rockylinux/rockylinux almalinux amazonlinux oraclelinux " +
    "archlinux buildpack-deps python node golang ruby php rust perl openjdk eclipse-temurin amazoncorretto maven gradle " +
    "nginx httpd caddy traefik tomcat swift dart elixir erlang haskell julia r-base mono pypy composer bash docker registry " +
    "wordpress drupal nextcloud clojure ros oven/bun denoland/deno nvidia/cuda pytorch/pytorch tensorflow/tensorflow " +
    "continuumio/miniconda3 continuumio/anaconda3 hashicorp/terraform ghcr.io/astral-sh/uv google/cloud-sdk"
  ).split(" "),
);

/** Families of the same. */
const rootFamilies =
  /^(mcr\.microsoft\.com\/(dotnet|vscode|devcontainers|playwright|openjdk|azure-functions|azurelinux)(\/|$)|phusion\/|osrf\/|registry\.access\.redhat\.com\/(rhel|ubi)\d*(\/ubi(-minimal|-micro)?)?$|redhat\/ubi\d+(-minimal|-micro)?$|gcr\.io\/google\.com\/cloudsdktool\/)/;

/** The user that an image runs as where the Dockerfile does not say, from offline knowledge. */
export const baseUser = remember(userOf);

function userOf(reference: string): BaseUser {
  const { name, tag } = imageName(reference);
  const known = unprivileged[name];
  if (known !== undefined) return { kind: "unprivileged", user: known };
  if (stepsDown.has(name)) return { kind: "steps-down" };
  const family = familyUser(name, tag ?? "");
  if (family !== null) return family === "root" ? { kind: "root" } : { kind: "unprivileged", user: family };
  // haproxy has had a user of its own since 2.4.
  if (name === "haproxy")
    return /^(1\.|2\.[0-3]([.-]|$))/.test(tag ?? "") ? { kind: "root" } : { kind: "unprivileged", user: "haproxy" };
  return root.has(name) || rootFamilies.test(name) ? { kind: "root" } : { kind: "unknown" };
}

/** Families whose images follow one documented habit; the tag tells their variants apart. */
function familyUser(name: string, tag: string): string | null {
  if (name.startsWith("gcr.io/distroless/")) return tag.includes("nonroot") ? "65532" : "root";
  if (/^(cgr\.dev\/)?chainguard\//.test(name))
    return /\/(wolfi-base|chainguard-base|busybox|go|gcc-glibc|git)$/.test(name) ? null : "65532";
  if (name.startsWith("dhi.io/")) return /-dev\b/.test(tag) ? "root" : "65532";
  if (/^bitnami(legacy|secure)?\//.test(name)) return name.endsWith("/minideb") ? "root" : "1001";
  if (/^mcr\.microsoft\.com\/dotnet\/(aspnet|runtime|runtime-deps)$/.test(name) && /chiseled|distroless/.test(tag))
    return "1654";
  const ubi =
    /^(?:registry\.access\.redhat\.com|registry\.redhat\.io)\/ubi\d+\/(nodejs|python|go-toolset|php|ruby|openjdk|nginx|httpd)/.exec(
      name,
    )?.[1];
  if (ubi !== undefined) return ubi === "openjdk" ? "185" : "1001";
  return /^(quay\.io\/)?jupyter\//.test(name) ? "jovyan" : null;
}

/** Whether a user as written in USER is root: by name, by number, in any of its spellings. */
export function isRoot(user: string): boolean {
  if (user === "root") return true;
  const owner = (user.split(":", 1)[0] ?? "").trim();
  if (owner === "root" || owner === "ContainerAdministrator") return true;
  return /^\d+$/.test(owner) && BigInt(owner) % 4294967296n === 0n;
}
