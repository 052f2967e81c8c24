/** Shows what a model found (templates/staff/evaluation/findings.html) while it is at work. */
import { find } from "../lib/find.js"
import { Parts } from "./parts.js"

const LOOK_MS = 2000

const section = find(document, "[data-findings]", HTMLElement)
const parts = new Parts(section, section.dataset.findings ?? "")

async function look() {
  if (!section.querySelector("progress")) return
  await parts.refresh()
  setTimeout(look, LOOK_MS)
}

setTimeout(look, LOOK_MS)
