/** Shows how far a list is while the server checks or invites it (templates/admin/interviews/interview/invite.html). */
import { find } from "../lib/find.js"

const LOOK_MS = 500

const form = find(document, "[data-inviting]", HTMLFormElement)
const working = find(form, "[data-working]", HTMLElement)
const bar = find(working, "progress", HTMLProgressElement)
let busy = false

/** Resolves to false once nothing is being worked on; true also if the server cannot be asked. */
async function look() {
  const response = await fetch(form.dataset.progress ?? "", { cache: "no-store" }).catch(() => null)
  /** @type {{ done?: number, total?: number } | null} */
  const howFar = response?.ok ? await response.json().catch(() => null) : null
  if (!howFar) return true
  if (howFar.done === undefined || !howFar.total) return false
  bar.max = howFar.total
  bar.value = howFar.done
  return true
}

/** The browser waits for the answer to the form, and leaves the page when it comes. */
function watchSending() {
  void look()
  if (busy) setTimeout(watchSending, LOOK_MS)
}

/** The list was sent from a page that is gone. The form says how it went once it is loaded anew. */
async function watchRunning() {
  if (await look()) setTimeout(watchRunning, LOOK_MS)
  else location.assign(location.pathname)
}

form.addEventListener("submit", (event) => {
  if (busy) return event.preventDefault() // the second press of an impatient hand
  busy = true
  working.hidden = false
  setTimeout(watchSending, LOOK_MS)
})

// A page that the browser kept, and shows again on "back", waits for nothing.
addEventListener("pageshow", () => {
  busy = false
  working.hidden = !("running" in form.dataset)
})

if ("running" in form.dataset) void watchRunning()
