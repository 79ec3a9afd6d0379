/** Who made something, so that a later run can tell whether its maker is gone. */
export interface Owner {
  /** This process, in one word that no other process shares. Goes into labels and file names. */
  readonly token: string;
  /** False only where the process of a token is certainly gone; true where that cannot be known. */
  isAlive(token: string): boolean;
}
