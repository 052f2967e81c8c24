/** Builds the page on which an interview is rated (templates/staff/scorecard.html). */
import { Announcer } from "../../lib/announcer.js"
import { find } from "../../lib/find.js"
import { Phrases } from "../../lib/phrases.js"
import { DraftSaver } from "./draft_saver.js"
import { Quotes } from "./quotes.js"
import { RatingKeys } from "./rating_keys.js"
import { selectedWords } from "./selected_words.js"
import { SentenceSteps } from "./sentence_steps.js"

/** @import { Words } from "./selected_words.js" */

const form = find(document, "[data-scorecard]", HTMLFormElement)
const bar = find(document, "[data-quote-bar]", HTMLElement)
const answers = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-answer]")])
const offers = /** @type {HTMLElement[]} */ ([...bar.querySelectorAll("[data-quote-for]")])
const buttons = /** @type {HTMLButtonElement[]} */ ([...form.querySelectorAll("[data-quote]")])
const phrases = new Phrases(find(document, "#phrases", HTMLTemplateElement))
const announcer = new Announcer(find(document, "#announcer", HTMLElement))
const quotes = new Quotes(form, answers, find(document, "#quote", HTMLTemplateElement))
const keys = new RatingKeys(form, answers)
const state = find(form, "[data-state]", HTMLElement)
const saver = new DraftSaver(form, find(form, "[data-revision]", HTMLInputElement), tell, phrases)

/** @type {Words | null} */
let words = null
/** The bar waits for the end of a drag: it would come between the mouse and the last line. */
let isDragging = false

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
  if (selected) offer(selected)
}

/** Take what is selected now. A click into a note ends the selection, but not the wish to quote what was selected. */
function takeSelection() {
  const selection = document.getSelection()
  const selected = selectedWords(selection, answers)
  if (selected || answers.some((answer) => answer.contains(selection?.anchorNode ?? null))) choose(selected)
}

/**
 * Put the competency first to which the answer's question belongs.
 * @param {Words} selected
 */
function offer(selected) {
  const topic = answers.find((answer) => answer.dataset.answer === selected.turn)?.dataset.topic
  for (const button of offers) {
    const isAbout = quotes.nameOf(button.dataset.quoteFor ?? "") === topic
    button.classList.toggle("button--quiet", !isAbout)
    if (isAbout) button.parentElement?.scrollTo({ left: button.offsetLeft })
  }
}

/** Return the words to quote. The event of what was selected a moment ago may still be on its way. */
function selectedNow() {
  return selectedWords(document.getSelection(), answers) ?? words
}

/**
 * @param {string} index of the competency
 * @param {boolean} [isByMouse]
 */
function quote(index, isByMouse = false) {
  words = selectedNow()
  if (!words) return
  const isAdded = quotes.add(index, words)
  announcer.say(isAdded ? phrases.say("quoted", { name: quotes.nameOf(index) }) : phrases.say("enough"))
  document.getSelection()?.removeAllRanges()
  choose(null)
  quotes.show()
  saver.changed()
  if (getComputedStyle(form).position === "sticky") follow(index, isByMouse)
}

/**
 * Show the competency in the form, which is beside the transcript and may be longer than the window.
 * @param {string} index
 * @param {boolean} isByMouse
 */
function follow(index, isByMouse) {
  const rating = find(form, `[data-competency="${index}"]`, HTMLElement)
  const [box, frame] = [rating.getBoundingClientRect(), form.getBoundingClientRect()]
  if (box.top < frame.top || box.bottom > frame.bottom) form.scrollBy({ top: box.top - frame.top })
  // With a mouse, the note is next. On a touch screen its keyboard would cover the words to select next.
  if (isByMouse) find(rating, "textarea", HTMLTextAreaElement).focus({ preventScroll: true })
}

/**
 * @param {HTMLElement} button
 * @param {string} index
 */
function quoteOnPress(button, index) {
  button.addEventListener("pointerdown", (event) => event.preventDefault()) // which keeps the selection
  button.addEventListener("click", (event) =>
    quote(index, event instanceof PointerEvent && event.pointerType === "mouse"),
  )
}

for (const button of buttons) {
  const rating = /** @type {HTMLElement} */ (button.closest("[data-competency]"))
  button.hidden = false
  quoteOnPress(button, rating.dataset.competency ?? "")
}
for (const button of offers) quoteOnPress(button, button.dataset.quoteFor ?? "")
for (const answer of answers) {
  new SentenceSteps(answer)
  answer.addEventListener("keydown", (event) => {
    const index = Number(event.key) - 1
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey)
    const isCompetency = index >= 0 && index < buttons.length
    if (!isPlain || !isCompetency) return
    if (selectedNow()?.turn === answer.dataset.answer) quote(String(index))
    else keys.go(String(index))
  })
}

document.addEventListener("pointerdown", (event) => {
  isDragging = event.pointerType === "mouse"
})
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => {
    isDragging = false
    takeSelection()
  })
}
document.addEventListener("selectionchange", () => {
  if (!isDragging) takeSelection()
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
