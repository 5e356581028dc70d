// The table below the embedded map of a copy: departments, as a server counts them.
import { statusOf } from "../figures/classes.ts";
import type { Question } from "../figures/config.ts";
import type { Communes, Measures } from "../figures/data.ts";
import { h, must } from "../page/dom.ts";
import type { Voice } from "../page/words.ts";

export interface DepartmentGap {
  code: string;
  name: string;
  missing: number;
  total: number;
  /** Null where there is no measure: `absent` says why. */
  share: number | null;
  absent: "no_data" | "not_collected";
}

/** The biggest gap first, those without a measure last. */
export function departmentGaps(measures: Measures, departments: Communes["departments"]): DepartmentGap[] {
  const gaps = Object.keys(departments).sort().map((code, i): DepartmentGap => ({
    code, name: departments[code], missing: measures.numerator[i] ?? 0, total: measures.denominator[i] ?? 0, share: measures.value[i] ?? null,
    absent: statusOf(measures, i) === "not_collected" ? "not_collected" : "no_data",
  }));
  return gaps.sort((a, b) => (b.share ?? -1) - (a.share ?? -1) || (a.code < b.code ? -1 : 1));
}

export function drawList(gaps: DepartmentGap[], question: Question, map: Voice, copy: Voice): void {
  const table = must(".embed-table"), known = gaps.filter(({ share }) => share !== null);
  const missing = known.reduce((sum, one) => sum + one.missing, 0), total = known.reduce((sum, one) => sum + one.total, 0);
  const values = { counted: question.counted, total: map.count(total), share: map.share(total ? missing / total : 0) };
  const why = gaps.every(({ absent }) => absent === "not_collected") ? "not_collected" : "no_data";
  must("caption", table).textContent = total ? `${copy.t("total")} ${map.count(missing)} ${copy.t("total_missing", values)}` : map.t(why);
  must("thead th.number", table).textContent = question.missing;
  must("tbody", table).replaceChildren(...gaps.map(({ name, share, missing: lack, absent }) => h("tr", {}, h("th", { scope: "row" }, name),
    ...(share === null
      ? [h("td", { class: "number", colspan: 2 }, map.t(absent))]
      : [h("td", { class: "number" }, map.count(lack)), h("td", { class: "number" }, map.share(share))]))));
}
