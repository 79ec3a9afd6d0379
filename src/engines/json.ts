/** A value of unknown shape, as an engine's inspect prints it, read without trust: what is missing or of another kind is empty. */
export class Json {
  private readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  static parse(text: string): Json {
    return new Json(JSON.parse(text));
  }

  at(...path: readonly string[]): Json {
    let value: unknown = this.value;
    for (const key of path) {
      value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
    }
    return new Json(value);
  }

  get present(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get text(): string {
    return typeof this.value === "string" ? this.value : "";
  }

  get number(): number {
    return typeof this.value === "number" ? this.value : 0;
  }

  get truth(): boolean {
    return this.value === true;
  }

  get items(): readonly Json[] {
    return Array.isArray(this.value) ? this.value.map((item: unknown) => new Json(item)) : [];
  }

  get texts(): readonly string[] {
    return Array.isArray(this.value) ? this.value.filter((item: unknown) => typeof item === "string") : [];
  }

  get entries(): readonly (readonly [string, Json])[] {
    if (typeof this.value !== "object" || this.value === null || Array.isArray(this.value)) return [];
    return Object.entries(this.value).map(([key, value]: [string, unknown]) => [key, new Json(value)] as const);
  }

  get record(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.entries.map(([key, value]) => [key, value.text]));
  }
}
