/** Says so if the browser refuses cookies: without them, nobody gets past the invitation. */
const notice = document.querySelector("[data-no-cookies]")
if (notice instanceof HTMLElement) {
  notice.hidden = navigator.cookieEnabled
}
