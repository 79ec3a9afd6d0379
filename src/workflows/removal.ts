/** The removal of what one step started, which goes on beside the next. */
export class Removal {
  private removing: Promise<void> = Promise.resolve();

  begin(removing: Promise<void>): void {
    // Told by {@link beside}, after the work's own error.
    removing.catch(() => {});
    this.removing = removing;
  }

  /** Waits for work and for the removal. @throws the work's error, else the removal's */
  async beside<T>(work: Promise<T>): Promise<T> {
    const [done, removed] = await Promise.allSettled([work, this.removing]);
    if (done.status === "rejected") throw done.reason;
    if (removed.status === "rejected") throw removed.reason;
    return done.value;
  }
}
