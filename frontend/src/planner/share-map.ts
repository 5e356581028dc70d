// The address of the view that is shown: to copy, or to send.
import { canSend, copied, send } from "../page/clipboard.ts";
import type { Context } from "../map/context.ts";
import { later, must } from "../page/dom.ts";
import { generatorAddress } from "./share-embed.ts";
import { toolBox } from "../map/tool-boxes.ts";

/** The address bar follows the map after a while; so does this. */
const FOLLOWS_MS = 300;

export function shareMap(context: Context): void {
  const { map, voice: { t } } = context, field = must<HTMLInputElement>("#share-address"), said = must("#share-said");
  const copy = must<HTMLButtonElement>("#share-copy"), sending = must<HTMLButtonElement>("#share-send");
  const embed = must<HTMLAnchorElement>("#share-embed");
  const follow = () => {
    embed.href = generatorAddress(context);
    if (field.value !== location.href) said.textContent = "";
    field.value = location.href;
  };
  const soon = later(follow, FOLLOWS_MS);
  map.on("moveend", soon);
  context.hear(soon);
  toolBox("share", follow);
  field.addEventListener("focus", () => field.select());
  copy.addEventListener("click", () => void copied(field.value).then((well) => {
    copy.focus();
    said.textContent = t(well ? "link_copied" : "link_failed");
  }));
  if (!canSend()) return;
  sending.hidden = false;
  sending.addEventListener("click", () => send(document.title, field.value));
}
