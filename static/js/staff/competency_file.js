import { onPress } from "../lib/busy.js"
import { find } from "../lib/find.js"

/**
 * What the server makes of a file: either `refusal` and `problems`, or the rest.
 * @typedef {object} Read
 * @property {string} [refusal]
 * @property {string[]} [problems] each with its line
 * @property {Record<string, string>[]} [competencies]
 * @property {Record<string, string>[]} [questions]
 * @property {string} [told]
 */

/** Puts the competencies and questions of a CSV file into the form of a position. */
class CompetencyFile {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element
    this.form = /** @type {HTMLFormElement} */ (element.closest("form"))
    this.news = find(element, "[data-news]", HTMLElement)
    onPress(find(element, "[data-read]", HTMLButtonElement), () => this.#read())
  }

  async #read() {
    const body = new FormData(this.form)
    const response = await fetch(this.element.dataset.address ?? "", { method: "POST", body }).catch(() => null)
    /** @type {Read | null} */
    const read = response?.ok ? await response.json().catch(() => null) : null
    if (!read) return this.#say("errornote", this.element.dataset.failed ?? "")
    if (read.refusal !== undefined) return this.#say("errornote", read.refusal, read.problems)
    for (const competency of read.competencies ?? []) fill("competencies", "name", competency)
    for (const question of read.questions ?? []) fill("bank", "text", question)
    find(this.element, "input[type=file]", HTMLInputElement).value = ""
    this.form.dispatchEvent(new Event("change")) // the preview of the plan follows
    this.#say("help", read.told ?? "")
  }

  /**
   * @param {string} kind the class of the text
   * @param {string} words
   * @param {string[]} problems
   */
  #say(kind, words, problems = []) {
    const told = document.createElement("p")
    told.className = kind
    told.textContent = words
    const list = document.createElement("ul")
    for (const problem of problems) {
      const item = document.createElement("li")
      item.textContent = problem
      list.append(item)
    }
    this.news.replaceChildren(told, ...(problems.length ? [list] : []))
  }
}

/**
 * Fill in the row that has the same name already, or else an empty one. Fields with text stay as they are.
 * @param {string} prefix of the formset
 * @param {string} key the field that tells rows apart
 * @param {Record<string, string>} values by the names of the fields
 */
function fill(prefix, key, values) {
  const rows = () => [...document.querySelectorAll(`tr.form-row[id^="${prefix}-"]:not(.empty-form)`)]
  /** @param {Element} row @param {string} name */
  const field = (row, name) =>
    /** @type {HTMLInputElement | HTMLTextAreaElement | null} */ (row.querySelector(`[name$="-${name}"]`))
  const found =
    rows().find((row) => field(row, key)?.value.trim() === values[key]) ??
    rows().find((row) => [...Object.keys(values), key].every((name) => !field(row, name)?.value.trim()))
  const row = found ?? added(prefix, rows)
  if (!row) return
  for (const [name, value] of Object.entries(values)) {
    const input = field(row, name)
    if (input && !input.value.trim()) input.value = value
  }
}

/**
 * @param {string} prefix
 * @param {() => Element[]} rows
 */
function added(prefix, rows) {
  find(document, `#${prefix}-group .add-row a`, HTMLElement).click()
  return rows().at(-1)
}

for (const element of document.querySelectorAll("[data-competency-file]")) {
  if (element instanceof HTMLElement) new CompetencyFile(element)
}
