// The table of all areas beside the map: sorted, filtered, fifty rows at a time.
import type * as L from "leaflet";
import { home } from "../map/base.ts";
import type { Context, Drawn } from "../map/context.ts";
import { all, h, later, must } from "../page/dom.ts";
import { cellsOf, columnsOf, looksOf, type Column } from "./table-cells.ts";
import { chosen, RISING, rowsOf, type Asked, type Rows, type Sort } from "./table-rows.ts";
import { unitOutline } from "../map/unit-outline.ts";
import { communeOf, membersOf, unitAt } from "../figures/units.ts";

const PAGE = 50, INK = "#12303a", MOVED_MS = 180;

export function dataTable(context: Context): void {
  const { map, areas, voice, config, communes } = context, { t, count } = voice;
  const box = must("#table-box"), button = must("#open-table"), scroll = must("#table-scroll");
  const name = must<HTMLInputElement>("#table-name"), within = must<HTMLSelectElement>("#table-within");
  const look = must<HTMLSelectElement>("#table-look"), inView = must<HTMLInputElement>("#table-view");
  const asked: Asked = { sort: "rank", falling: false, name: "", department: "", look: "" };
  let drawn: Drawn | null = null, rows: Rows | null = null, order: number[] = [], page = 0;
  let lit: L.Path | null = null, litUnit = -1;
  if (!communes) return;

  function light(unit: number, onMap: boolean): void {
    if (unit === litUnit) return;
    litUnit = unit;
    lit?.remove();
    lit = onMap && unit >= 0 && drawn ? unitOutline(areas, drawn.units, unit, { color: INK, weight: 2.5 }).addTo(map) : null;
    for (const row of all("tr[data-unit]", box)) row.classList.toggle("is-lit", Number(row.dataset.unit) === unit);
  }

  function open(unit: number): void {
    if (!drawn) return;
    const members = membersOf(drawn.units, unit);
    map.fitBounds(areas.boundsOf(members).pad(0.4), { maxZoom: 11, animate: false });
    context.set({ commune: communeOf(drawn.units, unit) });
  }

  /** Only units that have a town hall in the map, where that is asked. */
  function visible(): (unit: number) => boolean {
    if (!inView.checked || !drawn || !communes) return () => true;
    const view = map.getBounds(), seen = new Set<number>();
    communes.lat.forEach((lat, i) => {
      if (drawn && view.contains([lat, communes.lon[i]])) seen.add(unitAt(drawn.units, i));
    });
    return (unit) => seen.has(unit);
  }

  function headOf(column: Column): HTMLElement {
    const active = column.sort === asked.sort;
    const turn = () => {
      const sort = column.sort as Sort;
      asked.falling = active ? !asked.falling : !RISING.includes(sort);
      asked.sort = sort;
      refresh();
      must(`[data-sort=${sort}]`, box).focus();
      context.say(t(asked.falling ? "table_sorted_falling" : "table_sorted_rising", { column: column.title }));
    };
    return h("th", { scope: "col", class: column.look, "aria-sort": active ? (asked.falling ? "descending" : "ascending") : null },
      column.sort ? h("button", { type: "button", "data-sort": column.sort, click: turn }, column.title, h("span", { class: "sort-mark", "aria-hidden": "true" })) : column.title);
  }

  function show(): void {
    if (!drawn || !rows || !communes) return;
    const now = { context, drawn, rows, communes }, columns = columnsOf(now);
    const pages = Math.max(1, Math.ceil(order.length / PAGE));
    page = Math.min(page, pages - 1);
    const shown = order.slice(page * PAGE, (page + 1) * PAGE);
    must("#table-columns").replaceChildren(...columns.map(headOf));
    must("#table-rows").replaceChildren(...shown.map((unit) => h("tr", {
      "data-unit": unit, pointerenter: () => light(unit, true), pointerleave: () => light(-1, true), focusin: () => light(unit, true), focusout: () => light(-1, true),
    }, ...cellsOf(now, columns, unit, open))));
    const told = order.length
      ? t("table_count", { n: count(order.length), all: count(rows.count), from: count(page * PAGE + 1), to: count(page * PAGE + shown.length) }) : t("table_nothing");
    // It is a live region: what did not change is not said again.
    if (must("#table-count").textContent !== told) must("#table-count").textContent = told;
    must("#table-page").textContent = t("table_page", { n: page + 1, all: pages });
    must("#table-before").toggleAttribute("disabled", page === 0);
    must("#table-after").toggleAttribute("disabled", page >= pages - 1);
  }

  function refresh(): void {
    if (!rows || box.hidden) return;
    const seen = visible();
    order = chosen(rows, asked, communes?.departments ?? {}).filter(seen);
    page = 0;
    light(-1, true);
    show();
    scroll.scrollTop = 0;
  }

  /** Rows of what is drawn now; once more only when something else is. */
  function read(): void {
    if (box.hidden || !context.drawn || !communes || context.drawn === drawn) return;
    drawn = context.drawn;
    rows = rowsOf(drawn, communes);
    const { question, category, level } = context.state, { classes } = drawn;
    must("#table-title").textContent = question.question;
    must("#table-source").textContent = drawn.period.sources[category] ?? "";
    within.closest("label")?.toggleAttribute("hidden", level === "departement");
    look.replaceChildren(...looksOf(context, classes, rows).map(([value, label]) => h("option", { value }, label)));
    asked.look = "";
    if (level === "departement") asked.department = within.value = "";
    link();
    refresh();
  }

  /** The same measure as a file and as a page; a copy without a server keeps the links it has. */
  function link(): void {
    if (box.dataset.copy !== undefined || !drawn) return;
    const { question, category, level } = context.state;
    // The state may still name a period that this question does not have.
    const period = drawn.period.key === question.period ? "" : drawn.period.key;
    const api = new URLSearchParams({ indicator: question.key, level, ...(category && { category }), ...(period && { period }), ...(question.verified && { reading: "verified" }), ...(asked.department && { within: `departement:${asked.department}` }), f: "csv" });
    must<HTMLAnchorElement>("#table-csv").href = `/api/v1/gaps?${api}`;
    const plainPage = new URLSearchParams({ indicateur: question.key, ...(level !== "commune" && { niveau: level }), ...(category && { categorie: category }), ...(period && { periode: period }), ...(question.verified && { lecture: "verifie" }), ...(config.lang === "en" && { lang: "en" }) });
    must<HTMLAnchorElement>("#table-plain").href = `/carte/tableau?${plainPage}`;
  }

  function toggle(): void {
    const { table, mode } = context.state, shown = table && mode === "gaps";
    button.setAttribute("aria-expanded", String(shown));
    if (box.hidden === !shown) return;
    box.hidden = !shown;
    context.root.classList.toggle("has-table", shown);
    const whole = map.getBounds().contains(config.bounds);
    map.invalidateSize({ animate: false, pan: true });
    if (whole) home(map, config);
    if (!shown) return light(-1, true);
    drawn = null;
    read();
  }

  within.append(...Object.entries(communes.departments).sort(([, a], [, b]) => a.localeCompare(b)).map(([code, label]) => h("option", { value: code }, label)));
  button.addEventListener("click", () => {
    context.set({ table: !context.state.table });
    if (context.state.table) must("#table-title").focus({ preventScroll: true });
  });
  must("#table-close").addEventListener("click", () => {
    context.set({ table: false });
    button.focus();
  });
  const ask = later(() => {
    Object.assign(asked, { name: name.value, department: within.value, look: look.value });
    link();
    refresh();
  }, 120);
  name.addEventListener("input", ask);
  for (const field of [within, look, inView]) field.addEventListener("change", ask);
  must("#table-filters").addEventListener("submit", (event) => event.preventDefault());
  for (const [id, step] of [["#table-before", -1], ["#table-after", 1]] as const) {
    must(id).addEventListener("click", () => {
      page += step;
      show();
      scroll.scrollTop = 0;
      scroll.focus({ preventScroll: true });
    });
  }
  areas.on("painted", read);
  map.on("moveend", later(() => inView.checked && refresh(), MOVED_MS));
  map.on("mousemove", ({ latlng }: L.LeafletMouseEvent) => {
    if (drawn && !box.hidden) light(unitAt(drawn.units, areas.areaAt(latlng)), false);
  });
  context.hear((changed) => {
    if (changed.has("table") || changed.has("mode")) toggle();
  });
  toggle();
}
