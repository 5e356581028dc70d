// « Où est votre projet ? »: suggestions, the reader's own position, and one place at a time.
import { must } from "../page/dom.ts";
import { combobox, type Suggestion } from "./search.ts";
import type { Voice } from "../page/words.ts";

const DECIMALS = 3, PATIENCE_MS = 10_000, KEPT_MS = 60_000, REFUSED = 1;

type Chosen = { commune: string } | { lon: number; lat: number; mine: boolean } | null;

/** What stands in the address for a suggestion: a commune's code, or its point. */
export function chosenOf(suggestion: Suggestion): Chosen {
  if (suggestion.kind === "commune" && suggestion.code) return { commune: suggestion.code };
  return { lon: suggestion.lon, lat: suggestion.lat, mine: false };
}

/** Parameters that go without saying stay out of the address. */
export function needless(name: string, value: string): boolean {
  return !value || (name === "profil" && value === "voiture");
}

export function placeField(voice: Voice): void {
  const { t } = voice;
  const input = must<HTMLInputElement>("#q"), form = input.form as HTMLFormElement;
  const status = must("#place-status"), problem = must("#place-error"), button = must<HTMLButtonElement>("#locate");
  const hidden = (name: string) => must<HTMLInputElement>(`input[type=hidden][name=${name}]`, form);
  let spoken = !hidden("commune").disabled || !hidden("lon").disabled ? input.value : "";

  function set(name: string, value: string): void {
    hidden(name).value = value;
    hidden(name).disabled = !value;
  }

  /** One place at a time: whatever was chosen before is forgotten. */
  function stand(chosen: Chosen, text: string): void {
    set("commune", chosen && "commune" in chosen ? chosen.commune : "");
    set("lon", chosen && "lon" in chosen ? chosen.lon.toFixed(DECIMALS) : "");
    set("lat", chosen && "lat" in chosen ? chosen.lat.toFixed(DECIMALS) : "");
    // A chosen commune or one's own position needs no words beside it.
    spoken = chosen && ("commune" in chosen || chosen.mine) ? text : "";
    problem.textContent = "";
  }

  function located({ coords }: GeolocationPosition): void {
    input.value = t("my_position");
    must("#place-clear").hidden = false;
    stand({ lon: coords.longitude, lat: coords.latitude, mine: true }, input.value);
    status.textContent = t("located");
    input.focus();
  }

  function refused(code?: number): void {
    status.textContent = "";
    problem.textContent = t(code === REFUSED ? "position_refused" : "position_failed");
    // The list would hide what is said below the field.
    focusQuietly();
  }

  function locate(): void {
    problem.textContent = "";
    // Some browsers know the word, and give nothing.
    const service = navigator.geolocation as Geolocation | undefined;
    if (!service) return refused();
    status.textContent = t("locating");
    service.getCurrentPosition(located, ({ code }) => refused(code), { timeout: PATIENCE_MS, maximumAge: KEPT_MS });
  }

  const able = "geolocation" in navigator;
  button.hidden = !able;
  button.addEventListener("click", locate);
  // What is chosen is kept up to date here: only without a script does it need its words.
  set("lieu", "");
  must("#place-clear").hidden = !input.value;
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", "place-options"], ["aria-autocomplete", "list"]]) {
    input.setAttribute(name, value);
  }
  input.addEventListener("input", () => stand(null, ""));
  const focusQuietly = combobox({
    input, list: must("#place-options"), status, clear: must("#place-clear"), t, enterPicksFirst: false,
    pick: (suggestion) => stand(suggestion && chosenOf(suggestion), input.value),
    describe: ({ detail }) => detail,
    addressesAway: (away) => { must("#place-note").textContent = away ? t("addresses_away") : ""; },
    groups: { commune: t("group_commune"), structure: t("group_structure"), address: t("group_address") },
    first: able ? { label: t("around_me"), detail: t("around_me_help"), icon: "locate", run: locate } : undefined,
  });
  form.addEventListener("formdata", ({ formData }) => {
    if (spoken && formData.get("q") === spoken) formData.delete("q");
    for (const [name, value] of [...formData]) if (needless(name, String(value))) formData.delete(name);
  });
}
