// One turn for all that was asked since the last: once what happens now is over, and in
// the next frame at the latest.

export class Turn {
  readonly #act: () => void;
  #frame = 0;
  #task = 0;

  constructor(act: () => void) {
    this.#act = act;
  }

  ask(): void {
    if (this.#frame) return;
    const act = () => {
      this.cancel();
      this.#act();
    };
    this.#frame = requestAnimationFrame(act);
    this.#task = window.setTimeout(act);
  }

  cancel(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#task);
    this.#frame = this.#task = 0;
  }
}
