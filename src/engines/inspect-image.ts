import type { ImageInfo } from "../core/ports/engine.ts";
import type { Json } from "./json.ts";

/** An image from one element of `image inspect`. Podman leaves the digest's algorithm out of ids and shows the health check beside the config. */
export function imageInfo(image: Json): ImageInfo {
  const config = image.at("Config");
  const id = image.at("Id").text;
  const health = config.at("Healthcheck", "Test").texts;
  const otherHealth = image.at("Healthcheck", "Test").texts;
  const variant = image.at("Variant").text;
  return {
    id: id.includes(":") ? id : `sha256:${id}`,
    tags: image.at("RepoTags").texts,
    repoDigests: image.at("RepoDigests").texts,
    size: image.at("Size").number,
    user: config.at("User").text,
    env: config.at("Env").texts,
    entrypoint: wordsOrNull(config.at("Entrypoint")),
    cmd: wordsOrNull(config.at("Cmd")),
    workdir: config.at("WorkingDir").text,
    exposed: config.at("ExposedPorts").entries.map(([port]) => port),
    labels: config.at("Labels").record,
    healthcheck: health.length > 0 ? health : otherHealth.length > 0 ? otherHealth : null,
    stopSignal: config.at("StopSignal").text || null,
    layers: image.at("RootFS", "Layers").texts,
    layerFolders: layerFolders(image.at("GraphDriver")),
    platform: [image.at("Os").text, image.at("Architecture").text, ...(variant === "" ? [] : [variant])].join("/"),
  };
}

/** What the overlay driver stacks: docker's `overlay2` and podman's `overlay` name the folders alike, the top one first. */
function layerFolders(driver: Json): readonly string[] {
  if (!/^overlay2?$/.test(driver.at("Name").text)) return [];
  const { text: upper } = driver.at("Data", "UpperDir");
  const { text: lower } = driver.at("Data", "LowerDir");
  return [upper, ...lower.split(":")].filter((folder) => folder.startsWith("/")).toReversed();
}

function wordsOrNull(value: Json): readonly string[] | null {
  return value.texts.length > 0 ? value.texts : null;
}
