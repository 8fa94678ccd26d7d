/** <photo-here>: a chosen photo is made smaller here before it is sent, since a telephone's is too large. Without script the form sends. */
import { said, sent } from "./draw-here.js";

const LONGEST = 1600

class PhotoHere extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form")
    this.form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.keep(this.form.elements.content.files[0])
    })
  }

  async keep(photo) {
    const status = this.querySelector(".saved")
    const button = this.querySelector("button")
    button.disabled = true
    try {
      const answer = await sent(this, await smaller(photo), "foto.jpg")
      status.textContent = answer
      // Drawn anew, the photo stands on the page and can be drawn on.
      if (answer !== this.dataset.saved) return
      await document.querySelector("save-self")?.settled()
      location.reload()
    } catch (reason) {
      status.textContent = said(this, reason)
      setTimeout(() => this.keep(photo), 3000)
      return
    } finally {
      button.disabled = false
    }
  }
}

/** What this browser can not open goes as it is; the server says whether it can. */
async function smaller(photo) {
  const picture = await createImageBitmap(photo).catch(() => null)
  if (!picture) return photo
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const sheet = document.createElement("canvas")
  sheet.width = Math.max(1, Math.round(picture.width * scale))
  sheet.height = Math.max(1, Math.round(picture.height * scale))
  sheet.getContext("2d").drawImage(picture, 0, 0, sheet.width, sheet.height)
  return new Promise((done) => sheet.toBlob(done, "image/jpeg", 0.85))
}

customElements.define("photo-here", PhotoHere)
