/** <page-dialog>: a link or form marked data-dialog opens its page in a dialog over this one. Without script: its own page. */
class PageDialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog")
    this.body = this.querySelector(".dialog__body")
    document.addEventListener("click", (event) => this.open(event))
    this.dialog.addEventListener("close", () => this.closed())
    this.dialog.addEventListener("submit", (event) => this.send(event))
  }

  open(event) {
    const link = event.target.closest("a[data-dialog]")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    if (!this.dialog.open) this.opener = link
    this.load(link.href)
  }

  async load(address, options) {
    let answer
    try {
      answer = await fetch(address, options)
    } catch {
      if (!options) location.assign(address)
      return
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const main = page.querySelector("main")
    if (!main) return location.assign(address)
    const messages = page.querySelector(".messages")
    // What leads to a page of its own (the list, what is not shared yet) is done here: back to where one was.
    if (answer.redirected && !main.matches(".page--in-dialog")) return this.finish()
    this.changed = this.changed || Boolean(options)
    this.body.replaceChildren(...(messages ? [messages] : []), ...main.childNodes)
    this.address = answer.url
    if (!this.dialog.open) this.dialog.showModal()
    this.dialog.scrollTop = 0
    const first = this.body.querySelector("[autofocus], h1")
    if (first) {
      first.tabIndex = first.tagName === "H1" ? -1 : first.tabIndex
      first.focus({ preventScroll: true })
    }
  }

  send(event) {
    const form = event.target
    if (form.method === "dialog") return
    event.preventDefault()
    const body = new FormData(form, event.submitter)
    this.load(form.getAttribute("action") || this.address, { method: "POST", body })
  }

  finish() {
    this.changed = true
    this.dialog.close()
  }

  closed() {
    this.body.replaceChildren()
    if (this.changed) return location.reload()
    // On a board that goes on by itself another card may stand where it was opened.
    const opener = this.opener?.isConnected ? this.opener : document.querySelector(`a[href="${this.opener?.getAttribute("href")}"]`)
    opener?.focus()
  }
}

customElements.define("page-dialog", PageDialog)
