/** <draw-here>: a sheet to draw on with finger, pen or mouse; each stroke is kept. Without script it is not there. */
const WIDTHS = { pen: 7, gum: 34 }
const WHITE = "#ffffff"

class DrawHere extends HTMLElement {
  connectedCallback() {
    this.canvas = this.querySelector("canvas")
    this.pen = this.canvas.getContext("2d")
    this.sheet = this.querySelector(".sheet")
    this.form = this.closest("form")
    this.strokes = []
    this.hidden = false
    const way = this.querySelector(".way")
    way.addEventListener("click", () => this.open(way))
    this.querySelector(".sheet__undo").addEventListener("click", () => this.undo())
    for (const name of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) this.canvas.addEventListener(name, this)
    this.form.addEventListener("submit", (event) => this.send(event))
    this.away = (event) => (this.timer || this.busy) && event.preventDefault()
    addEventListener("beforeunload", this.away)
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this.away)
  }

  open(way) {
    this.sheet.hidden = !this.sheet.hidden
    way.setAttribute("aria-expanded", String(!this.sheet.hidden))
    const before = this.form.querySelector("[data-made=drawing]")
    if (before && !this.ground) {
      // What was drawn before lies under it, to go on from.
      this.ground = before.querySelector("img")
      before.hidden = true
    }
    this.redraw()
  }

  handleEvent(event) {
    if (event.type === "pointerdown" && event.isPrimary) {
      event.preventDefault()
      this.canvas.setPointerCapture(event.pointerId)
      const ink = this.querySelector("[name=ink]:checked").value
      this.stroke = { ink, width: ink === WHITE ? WIDTHS.gum : WIDTHS.pen, points: [this.place(event)] }
      this.strokes.push(this.stroke)
      this.redraw()
    } else if (event.type === "pointermove" && this.stroke) {
      for (const part of event.getCoalescedEvents?.() || [event]) this.stroke.points.push(this.place(part))
      this.line(this.stroke)
    } else if (this.stroke && event.type !== "pointermove") {
      this.stroke = null
      this.later(600)
    }
  }

  place({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect()
    return [((clientX - box.left) / box.width) * this.canvas.width, ((clientY - box.top) / box.height) * this.canvas.height]
  }

  line({ ink, width, points }) {
    this.pen.strokeStyle = ink
    this.pen.lineWidth = width
    this.pen.lineCap = this.pen.lineJoin = "round"
    this.pen.beginPath()
    this.pen.moveTo(...points[0])
    // A line of no length is not drawn: a dot is a very short one.
    this.pen.lineTo(points[0][0] + 0.1, points[0][1])
    for (const point of points.slice(1)) this.pen.lineTo(...point)
    this.pen.stroke()
  }

  redraw() {
    this.pen.fillStyle = WHITE
    this.pen.fillRect(0, 0, this.canvas.width, this.canvas.height)
    if (this.ground) this.pen.drawImage(this.ground, 0, 0, this.canvas.width, this.canvas.height)
    for (const stroke of this.strokes) this.line(stroke)
  }

  undo() {
    if (!this.strokes.pop()) return
    this.redraw()
    this.later(600)
  }

  later(wait) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.keep(), wait)
  }

  async keep() {
    if (this.busy) return this.later(300)
    this.timer = null
    this.busy = true
    try {
      const picture = await new Promise((done) => this.canvas.toBlob(done, "image/png"))
      this.say(await sent(this, picture, "tekening.png"), false)
    } catch (reason) {
      this.say(said(this, reason), true)
      this.later(3000)
    } finally {
      this.busy = false
    }
    if (!this.timer) this.goOn?.()
  }

  /** A form that is sent while the last stroke is not kept yet waits for it. */
  send(event) {
    if (!this.timer && !this.busy) return
    event.preventDefault()
    const { submitter } = event
    this.goOn = () => {
      this.goOn = null
      this.form.requestSubmit(submitter)
    }
    if (this.timer) this.later(0)
  }

  say(text, waiting) {
    const status = this.querySelector(".saved")
    status.textContent = text
    status.classList.toggle("is-waiting", waiting)
  }
}

/** It can not be kept now, for a reason that the server says in words. */
class NotYet extends Error {}

/** What is said while something waits to be sent once more. */
export const said = (element, reason) => (reason instanceof NotYet && reason.message) || element.dataset.waiting

/** Sends what was made; the answer in words: that it was kept, or why not. */
export async function sent(element, content, name) {
  const body = new FormData()
  body.set("csrfmiddlewaretoken", element.closest("form").elements.csrfmiddlewaretoken.value)
  body.set("content", content, name)
  const answer = await fetch(element.dataset.url, { method: "POST", body, headers: { Accept: "text/plain" } })
  if ([401, 409, 413].includes(answer.status)) return answer.text()
  if (answer.status === 503) throw new NotYet(await answer.text())
  if (!answer.ok) throw new Error(String(answer.status))
  return element.dataset.saved
}

customElements.define("draw-here", DrawHere)
