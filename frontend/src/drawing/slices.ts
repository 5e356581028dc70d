// Work in steps, a little in each frame, so that others have their turn.

/** Of each frame. */
const SHARE_MS = 9;

const nothing = (): void => undefined;

export class Slices {
  #frame = 0;

  /** Whether some steps are still to be done. */
  get isRunning(): boolean {
    return this.#frame !== 0;
  }

  /** After each step `settle` is called, and `done` after the last; a new run ends the one before. */
  run(steps: Iterator<void>, settle: () => void = nothing, done: () => void = nothing): void {
    this.stop();
    const some = () => {
      this.#frame = 0;
      for (const begun = performance.now(); performance.now() - begun < SHARE_MS; settle()) {
        if (steps.next().done) return done();
      }
      this.#frame = requestAnimationFrame(some);
    };
    this.#frame = requestAnimationFrame(some);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }
}
