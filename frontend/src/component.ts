// On a host page: `<numna-carte territoire="departement:23">` and its kin, a frame in a
// shadow tree. What the element holds shows until then, and where scripts do not run.
import { heightFrom, READY, sizeIn } from "./embed/host-height.ts";
import { ALLOWED } from "./embed/snippets.ts";

const script = document.currentScript as HTMLScriptElement | null;
const ours = script ? new URL(script.src).origin : location.origin;
const PARAMETERS = [
  "territoire", "indicateur", "categories", "famille", "vue", "legende", "recherche", "liste", "couleur", "logo", "lang",
];
const KINDS: Record<string, { fr: string; en: string; height: string }> = {
  carte: { fr: "Carte de l’appui au numérique", en: "Map of digital support", height: "500" },
  trouver: { fr: "Trouver un accompagnement", en: "Find support", height: "620" },
  fiche: { fr: "Fiche du territoire", en: "Sheet of the territory", height: "480" },
  chiffre: { fr: "Chiffre clé", en: "Key figure", height: "320" },
};

function defined(kind: string, { fr, en, height }: (typeof KINDS)[string]): void {
  class Embed extends HTMLElement {
    static readonly observedAttributes = [...PARAMETERS, "titre", "hauteur", "largeur"];
    readonly #frame = document.createElement("iframe");
    #isDue = false;

    connectedCallback(): void {
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      this.style.display ||= "block";
      this.#frame.loading = "lazy";
      this.#frame.style.cssText = "display:block;border:0;max-width:100%";
      this.#frame.allow = ALLOWED;
      this.#fit();
      if (!this.#frame.isConnected) root.append(this.#frame);
      addEventListener("message", this.#heard);
      // Kept by the cache, a frame may have spoken first.
      this.#frame.addEventListener("load", this.#ask);
    }

    disconnectedCallback(): void {
      removeEventListener("message", this.#heard);
    }

    attributeChangedCallback(): void {
      if (!this.isConnected || this.#isDue) return;
      this.#isDue = true;
      // Several at once are one change.
      queueMicrotask(() => {
        this.#isDue = false;
        this.#fit();
      });
    }

    #fit(): void {
      const asked = new URLSearchParams([["v", "1"]]);
      for (const name of PARAMETERS) {
        const value = this.getAttribute(name);
        if (value) asked.set(name, value);
      }
      const address = `${ours}/embed/${kind}?${asked}`;
      if (this.#frame.src !== address) this.#frame.src = address;
      this.#frame.title = this.getAttribute("titre") || `${this.lang === "en" ? en : fr} (numNA Geo)`;
      this.#frame.style.width = sizeIn(this.getAttribute("largeur")) ?? "100%";
      this.#frame.style.height = sizeIn(this.getAttribute("hauteur")) ?? `${height}px`;
    }

    readonly #ask = (): void => this.#frame.contentWindow?.postMessage(READY, "*");

    readonly #heard = ({ data, origin, source }: MessageEvent): void => {
      const said = source === this.#frame.contentWindow ? heightFrom(data, origin, ours) : null;
      if (said !== null && !sizeIn(this.getAttribute("hauteur"))) this.#frame.style.height = `${said}px`;
    };
  }
  // A page may hold the script twice.
  if (!customElements.get(`numna-${kind}`)) customElements.define(`numna-${kind}`, Embed);
}

for (const [kind, of] of Object.entries(KINDS)) defined(kind, of);
