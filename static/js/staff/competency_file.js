import { onPress } from "../lib/busy.js"
import { find } from "../lib/find.js"

/**
 * What the server makes of a file: either `refusal` and `problems`, or the rest.
 * @typedef {object} Read
 * @property {string} [refusal]
 * @property {string[]} [problems] each with its line
 * @property {Competency[]} [competencies]
 * @property {string} [told]
 */

/**
 * A competency of a file, by the names of the form's fields.
 * @typedef {Record<string, string> & { name: string, questions: string[] }} Competency
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
    for (const competency of read.competencies ?? []) fill(competency)
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
 * Fill in the row of the same name, or else an empty one. Texts stay as they are; questions are added to those there.
 * @param {Competency} competency
 */
function fill({ questions, ...texts }) {
  const row = rows().find((each) => typed(each, "name") === texts.name) ?? rows().find(isEmpty) ?? added()
  if (!row) return
  for (const [name, text] of Object.entries(texts)) {
    if (!typed(row, name)) write(row, name, text)
  }
  write(row, "questions", [typed(row, "questions"), ...questions].filter(Boolean).join("\n"))
}

const rows = () => [...document.querySelectorAll('.inline-related[id^="competencies-"]:not(.empty-form)')]

/** @param {Element} row */
const isEmpty = (row) => ["name", "anchor_1", "anchor_3", "anchor_5", "questions"].every((name) => !typed(row, name))

/** @param {Element} row @param {string} name */
function field(row, name) {
  return /** @type {HTMLInputElement | HTMLTextAreaElement | null} */ (row.querySelector(`[name$="-${name}"]`))
}

/** @param {Element} row @param {string} name */
const typed = (row, name) => field(row, name)?.value.trim() ?? ""

/** @param {Element} row @param {string} name @param {string} text */
function write(row, name, text) {
  const input = field(row, name)
  if (input) input.value = text
}

function added() {
  find(document, "#competencies-group .add-row a", HTMLElement).click()
  return rows().at(-1)
}

for (const element of document.querySelectorAll("[data-competency-file]")) {
  if (element instanceof HTMLElement) new CompetencyFile(element)
}
