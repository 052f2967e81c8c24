/** Builds the page on which an interview is rated (templates/staff/scorecard.html). */
import { Announcer } from "../../lib/announcer.js"
import { find } from "../../lib/find.js"
import { Phrases } from "../../lib/phrases.js"
import { DraftSaver } from "./draft_saver.js"
import { Quotes } from "./quotes.js"
import { selectedWords } from "./selected_words.js"
import { SentenceSteps } from "./sentence_steps.js"

/** @import { Words } from "./selected_words.js" */

const form = find(document, "[data-scorecard]", HTMLFormElement)
const bar = find(document, "[data-quote-bar]", HTMLElement)
const answers = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-answer]")])
const buttons = /** @type {HTMLButtonElement[]} */ ([...form.querySelectorAll("[data-quote]")])
const phrases = new Phrases(find(document, "#phrases", HTMLTemplateElement))
const announcer = new Announcer(find(document, "#announcer", HTMLElement))
const quotes = new Quotes(form, answers, find(document, "#quote", HTMLTemplateElement))
const state = find(form, "[data-state]", HTMLElement)
const saver = new DraftSaver(form, find(form, "[data-revision]", HTMLInputElement), tell, phrases)

/** @type {Words | null} */
let words = null

/**
 * @param {string} sentence
 * @param {boolean} isTrouble
 */
function tell(sentence, isTrouble) {
  state.textContent = sentence
  state.classList.toggle("rating-form__state--trouble", isTrouble)
}

/** @param {Words | null} selected */
function choose(selected) {
  words = selected
  bar.hidden = selected === null
  find(bar, "[data-words]", HTMLElement).textContent = selected?.text ?? ""
  for (const button of buttons) button.disabled = selected === null
}

/** Return the words to quote. The event of what was selected a moment ago may still be on its way. */
function selectedNow() {
  return selectedWords(document.getSelection(), answers) ?? words
}

/** @param {string} index of the competency */
function quote(index) {
  words = selectedNow()
  if (!words) return
  const isAdded = quotes.add(index, words)
  announcer.say(isAdded ? phrases.say("quoted", { name: quotes.nameOf(index) }) : phrases.say("enough"))
  document.getSelection()?.removeAllRanges()
  choose(null)
  quotes.show()
  saver.changed()
}

/**
 * @param {HTMLElement} button
 * @param {string} index
 */
function quoteOnPress(button, index) {
  button.addEventListener("pointerdown", (event) => event.preventDefault()) // which keeps the selection
  button.addEventListener("click", () => quote(index))
}

for (const button of buttons) {
  const rating = /** @type {HTMLElement} */ (button.closest("[data-competency]"))
  button.hidden = false
  quoteOnPress(button, rating.dataset.competency ?? "")
}
for (const button of /** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll("[data-quote-for]"))) {
  quoteOnPress(button, button.dataset.quoteFor ?? "")
}
for (const answer of answers) {
  new SentenceSteps(answer)
  answer.addEventListener("keydown", (event) => {
    const index = Number(event.key) - 1
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey)
    const isCompetency = index >= 0 && index < buttons.length
    if (isPlain && isCompetency && selectedNow()?.turn === answer.dataset.answer) quote(String(index))
  })
}

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection()
  const selected = selectedWords(selection, answers)
  // A click into a note ends the selection in the transcript, but not the wish to quote it.
  if (selected || answers.some((answer) => answer.contains(selection?.anchorNode ?? null))) choose(selected)
})
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose(null)
})
form.addEventListener("input", (event) => {
  saver.changed()
  if (/** @type {HTMLElement} */ (event.target).closest("[data-quotes]")) quotes.show()
})
form.addEventListener("submit", () => saver.stop())

find(form, "[data-editor]", HTMLInputElement).value = crypto.randomUUID?.() ?? String(Math.random())
find(document, "[data-needs-script]", HTMLElement).hidden = false
quotes.show()
saver.start()
