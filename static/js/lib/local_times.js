/** Puts the page's times into the reader's own time zone, in the page's language. */
const format = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: "long",
  timeStyle: "short",
})

for (const time of document.querySelectorAll("time[data-local-time]")) {
  time.textContent = format.format(new Date(time.dateTime))
}
