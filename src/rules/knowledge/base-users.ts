import { imageName } from "./image-name.ts";

/** What the image's own configuration says of its user. */
export type BaseUser =
  /** Runs as this user, who is not root. */
  | { readonly kind: "unprivileged"; readonly user: string }
  /** Starts as root; its entrypoint goes on as a user of its own. */
  | { readonly kind: "steps-down" }
  | { readonly kind: "root" }
  | { readonly kind: "unknown" };

/** Read from the images' published Dockerfiles. */
const unprivileged: Readonly<Record<string, string>> = {
  "nginxinc/nginx-unprivileged": "101",
  "bitnami/nginx": "1001",
  "grafana/grafana": "472",
  "grafana/loki": "10001",
  "prom/prometheus": "nobody",
  "prom/node-exporter": "nobody",
  "prom/alertmanager": "nobody",
  "hashicorp/terraform": "root",
  "jenkins/jenkins": "jenkins",
  "memcached": "memcache",
  "haproxy": "haproxy",
  "varnish": "varnish",
  "couchdb": "couchdb",
  "kong": "kong",
  "sonarqube": "sonarqube",
  "solr": "solr",
  "elasticsearch": "1000:0",
  "docker.elastic.co/elasticsearch/elasticsearch": "1000:0",
  "docker.elastic.co/kibana/kibana": "1000",
  "docker.elastic.co/logstash/logstash": "1000",
  "quay.io/keycloak/keycloak": "1000",
  "jupyter/base-notebook": "jovyan",
  "jupyter/minimal-notebook": "jovyan",
  "jupyter/scipy-notebook": "jovyan",
  "quay.io/jupyter/base-notebook": "jovyan",
  "quay.io/jupyter/minimal-notebook": "jovyan",
  "quay.io/jupyter/docker-stacks-foundation": "jovyan",
  "curlimages/curl": "curl_user",
  "gradle": "root",
  "apache/airflow": "airflow",
  "selenium/standalone-chrome": "1200",
  "rockylinux/rockylinux": "root",
};

/** Their entrypoints use gosu, su-exec or setpriv. */
const stepsDown = new Set(["postgres", "mysql", "mariadb", "mongo", "redis", "valkey/valkey", "rabbitmq", "cassandra", "neo4j", "influxdb", "zookeeper", "ghost", "nextcloud", "postgis/postgis", "timescale/timescaledb", "pgvector/pgvector", "percona", "arangodb", "eclipse-mosquitto"]);

/** Official and well-known images whose configuration names no user. */
const root = /^(debian|ubuntu|alpine|busybox|fedora|centos|rockylinux|almalinux|amazonlinux|oraclelinux|archlinux|buildpack-deps|python|node|golang|ruby|php|rust|perl|openjdk|eclipse-temurin|amazoncorretto|maven|gradle|nginx|httpd|caddy|traefik|tomcat|jetty|swift|dart|elixir|erlang|haskell|julia|r-base|mono|pypy|composer|bash|docker|registry|consul|vault|wordpress|drupal|oven\/bun|denoland\/deno|clojure|groovy|scratch|nvidia\/cuda|pytorch\/pytorch|tensorflow\/tensorflow|continuumio\/(mini|ana)conda3|mcr\.microsoft\.com\/(dotnet|vscode|devcontainers|playwright|openjdk|azure-functions|azurelinux).*|tiangolo\/.*|phusion\/.*|jupyterhub\/.*|osrf\/.*|ros|ghcr\.io\/astral-sh\/uv|registry\.access\.redhat\.com\/(rhel|ubi)\d*(\/ubi(-minimal|-micro)?)?|redhat\/ubi\d+(-minimal|-micro)?|gcr\.io\/google-appengine\/.*|gcr\.io\/google\.com\/cloudsdktool\/.*|google\/cloud-sdk)$/;

/** The user that an image runs as where the Dockerfile does not say, from offline knowledge. */
export function baseUser(reference: string): BaseUser {
  const { name, tag } = imageName(reference);
  const at = (user: string): BaseUser => (user === "root" ? { kind: "root" } : { kind: "unprivileged", user });
  const known = unprivileged[name];
  if (known !== undefined) return at(known);
  if (stepsDown.has(name)) return { kind: "steps-down" };
  if (/^gcr\.io\/distroless\//.test(name)) return at(tag !== null && tag.includes("nonroot") ? "65532" : "root");
  if (/^(cgr\.dev\/chainguard|chainguard)\//.test(name)) return /wolfi-base|chainguard-base|busybox/.test(name) ? at("root") : at("65532");
  if (/^dhi\.io\//.test(name)) return tag !== null && /-dev\b/.test(tag) ? at("root") : at("65532");
  if (/^(docker\.io\/)?bitnami\//.test(name)) return at("1001");
  if (/^mcr\.microsoft\.com\/dotnet\/(aspnet|runtime|runtime-deps)$/.test(name) && /chiseled|distroless/.test(tag ?? "")) return at("1654");
  if (/^(registry\.access\.redhat\.com|registry\.redhat\.io)\/ubi\d+\/(nodejs|python|go-toolset|php|ruby|openjdk|nginx|httpd)/.test(name)) return at("1001");
  if (/^quay\.io\/jupyter\//.test(name) || /^jupyter\//.test(name)) return at("jovyan");
  if (root.test(name)) return { kind: "root" };
  return { kind: "unknown" };
}

/** Whether a user as written in USER is root: by name, by number, in any of its spellings. */
export function isRoot(user: string): boolean {
  const owner = (user.split(":")[0] ?? "").trim();
  if (owner === "root" || owner === "ContainerAdministrator") return true;
  return /^\d+$/.test(owner) && BigInt(owner) % 4294967296n === 0n;
}
