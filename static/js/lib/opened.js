/**
 * Tells the server once that a person has the invitation open: after anything that they did, or when the page was in
 * sight for a second. Programs that check links in e-mails fetch the page, too, but do neither.
 */
const IN_SIGHT_MS = 1_000
const SIGNS = ["pointerdown", "pointermove", "keydown", "touchstart", "wheel"]
const form = document.querySelector("form[data-opened]")

/** @type {number | undefined} */
let timer
let isTold = false

function tell() {
  if (isTold || !(form instanceof HTMLFormElement)) return
  isTold = true
  clearTimeout(timer)
  document.removeEventListener("visibilitychange", look)
  for (const sign of SIGNS) removeEventListener(sign, tell)
  const token = new FormData(form).get("csrfmiddlewaretoken")
  const headers = { "X-CSRFToken": typeof token === "string" ? token : "" }
  // It is no matter to the candidate whether this arrives.
  fetch(form.dataset.opened ?? "", { method: "POST", headers, keepalive: true }).catch(() => {})
}

function look() {
  clearTimeout(timer)
  if (!document.hidden) timer = setTimeout(tell, IN_SIGHT_MS)
}

document.addEventListener("visibilitychange", look)
for (const sign of SIGNS) addEventListener(sign, tell, { passive: true })
look()
