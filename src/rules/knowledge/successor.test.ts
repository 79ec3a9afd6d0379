import { describe, expect, it } from "vitest";
import { newestRelease, successorTag } from "./successor.ts";

const today = "2026-11-01";

describe("the next release of an image", () => {
  it.each([
    ["python:3.7", "3.11"],
    ["python:3.7.4-slim-buster", "3.11-slim-bookworm"],
    ["python:3.12-slim-bullseye", "3.12-slim-bookworm"],
    ["python:3.12.3-bullseye", "3.12-bookworm"],
    ["node:14.9-alpine", "24-alpine"],
    ["node:23", "24"],
    ["golang:1.15-alpine3.13", "1.26-alpine3.24"],
    ["debian:buster", "bookworm"],
    ["debian:10-slim", "12-slim"],
    ["ubuntu:18.04", "24.04"],
    ["ubuntu:bionic", "noble"],
    ["amazonlinux:2", "2023"],
    ["mcr.microsoft.com/dotnet/sdk:6.0-alpine", "10.0-alpine"],
  ])("%s -> %s", (image, tag) => expect(successorTag(image, today)).toBe(tag));

  it.each([
    ["python:3.13", "is supported"],
    ["python:2.7", "what ran on 2 does not run on 3"],
    ["postgres:12", "cannot read its files"],
    ["openjdk:8", "has no successor under this name"],
    ["centos:7", "has none at all"],
    ["example.org/python:3.7", "is another's"],
    ["python", "names no release"],
  ])("%s: none, for it %s", (image) => expect(successorTag(image, today)).toBeNull());
});

describe("the release that latest stands for", () => {
  it.each([
    ["python", "3.14"],
    ["node", "26"],
    ["ubuntu", "26.04"],
    ["eclipse-temurin", "25"],
    ["debian", "13"],
    ["centos", null],
    ["example/app", null],
  ])("%s: %s", (name, release) => expect(newestRelease(name, today)).toBe(release));
});
