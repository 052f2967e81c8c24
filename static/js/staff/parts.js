import { find } from "../lib/find.js"

/** The parts of the page that the server renders anew while it is open. */
export class Parts {
  /** The HTML of each part, as the server sent it last. @type {Map<string, string>} */
  known = new Map()

  /**
   * @param {HTMLElement} page
   * @param {string} path where the newest parts are
   */
  constructor(page, path) {
    this.page = page
    this.path = path
  }

  get transcript() {
    return find(this.page, "[data-part=transcript]", HTMLElement)
  }

  get isOver() {
    return "over" in this.transcript.dataset
  }

  /**
   * Fetch the newest parts and show them. Resolves to the HTTP status, 0 if the server cannot be reached.
   * @returns {Promise<number>}
   */
  async refresh() {
    const response = await fetch(this.path, { cache: "no-store" }).catch(() => null)
    if (!response?.ok) return response?.status ?? 0
    const text = await response.text().catch(() => "")
    if (!text) return 0
    const news = new DOMParser().parseFromString(text, "text/html")
    for (const part of news.querySelectorAll("[data-part]")) this.#take(/** @type {HTMLElement} */ (part))
    return response.status
  }

  /** @param {HTMLElement} news */
  #take(news) {
    const name = news.dataset.part ?? ""
    const part = find(this.page, `[data-part=${name}]`, HTMLElement)
    if (name === "transcript") return this.#takeTurns(part, news)
    if (this.known.get(name) === news.innerHTML) return
    // Somebody is writing here, or reads it with the keyboard. The next refresh brings it.
    if (part.contains(document.activeElement)) return
    this.known.set(name, news.innerHTML)
    const open = [...part.querySelectorAll("details[open]")].map(
      (each) => /** @type {HTMLElement} */ (each).dataset.name,
    )
    part.replaceChildren(...news.childNodes)
    for (const each of part.querySelectorAll("details")) each.open = open.includes(each.dataset.name)
  }

  /**
   * Take over the turns that have changed. A question that is being written stays as it is: the stream knows more.
   * @param {HTMLElement} list
   * @param {HTMLElement} news
   */
  #takeTurns(list, news) {
    list.toggleAttribute("data-over", "over" in news.dataset)
    for (const turn of [...news.children]) {
      const { turn: number, status } = /** @type {HTMLElement} */ (turn).dataset
      const shown = this.turn(Number(number))
      if (!shown) list.append(turn)
      else if (shown.dataset.status !== status) shown.replaceWith(turn)
    }
  }

  /**
   * @param {number} number
   * @returns {HTMLElement | null}
   */
  turn(number) {
    return this.transcript.querySelector(`[data-turn="${number}"]`)
  }
}
