/** A form that is being sent is not sent again by a second tap. Without script: the server sees to it where it matters. */
addEventListener("submit", (event) => {
  const { target, defaultPrevented } = event
  if (defaultPrevented || target.method === "dialog") return
  if (target.dataset.sent) return event.preventDefault()
  target.dataset.sent = "yes"
  setTimeout(() => delete target.dataset.sent, 3000)
})
