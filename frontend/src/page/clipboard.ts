// A text or an address that leaves the page: copied, or sent by the sheet of the system.

function oldWay(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  field.tabIndex = -1;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

/** Whether the text was copied: by the promise, or by the way of before, without TLS. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return oldWay(text);
  }
}

/** Whether the system has a sheet to send an address with. */
export const canSend = (): boolean => typeof navigator.share === "function";

/** Opens that sheet; closing it refuses the promise: nothing to say. */
export function send(title: string, url: string): void {
  void navigator.share({ title, url }).catch(() => undefined);
}
