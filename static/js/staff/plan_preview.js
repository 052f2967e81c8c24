import { find } from "../lib/find.js"

const PAUSE_MS = 300

/** Keeps the preview of a position's plan as the form is: the server works it out, and nothing is saved. */
class PlanPreview {
  /** @type {number | undefined} */
  timer
  /** @type {AbortController | undefined} */
  asking

  /**
   * @param {HTMLElement} element
   * @param {HTMLFormElement} form
   */
  constructor(element, form) {
    this.element = element
    this.form = form
    for (const event of ["input", "change", "formset:added", "formset:removed"]) {
      form.addEventListener(event, () => this.#soon())
    }
    void this.#refresh() // a browser may have kept what was typed before a reload
  }

  #soon() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.#refresh(), PAUSE_MS)
  }

  async #refresh() {
    this.asking?.abort()
    this.asking = new AbortController()
    const body = new FormData(this.form)
    body.delete("competency_file")
    const { signal } = this.asking
    const response = await fetch(this.element.dataset.address ?? "", { method: "POST", body, signal }).catch(() => null)
    const text = response?.ok ? await response.text().catch(() => "") : ""
    if (text && !signal.aborted) this.element.replaceChildren(document.createRange().createContextualFragment(text))
  }
}

const preview = document.querySelector("[data-plan-preview]")
const form = document.querySelector("#position_form")
// Who may only read the position has no form to type into.
if (preview instanceof HTMLElement && form instanceof HTMLFormElement && form.querySelector("[name=question_count]")) {
  new PlanPreview(find(document, "[data-plan-preview]", HTMLElement), form)
}
