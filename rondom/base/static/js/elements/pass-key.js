/** <pass-key>: lets a phone or computer make a passkey, or show one, and sends its form. Without script: hidden, other ways stay. */
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0))
const words = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")

class PassKey extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return
    this.hidden = false
    this.form = this.querySelector("form")
    this.form.addEventListener("submit", (event) => this.ask(event))
  }

  async ask(event) {
    if (this.form.credential.value) return
    event.preventDefault()
    event.stopPropagation()
    const button = this.querySelector("button")
    button.disabled = true
    try {
      const body = new FormData(this.form)
      const answer = await fetch(this.dataset.question, { method: "POST", body, headers: { Accept: "application/json" } })
      if (answer.redirected || !answer.ok) return location.assign(answer.url)
      const { publicKey } = await answer.json()
      const makes = this.dataset.act === "make"
      const key = await navigator.credentials[makes ? "create" : "get"]({ publicKey: this.read(publicKey) })
      this.form.credential.value = JSON.stringify(this.write(key))
      this.form.submit()
    } catch {
      this.querySelector(".pass-key__no").hidden = false
    }
    button.disabled = false
  }

  read(asked) {
    const ids = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }))
    const read = { ...asked, challenge: bytes(asked.challenge) }
    if (asked.user) read.user = { ...asked.user, id: bytes(asked.user.id) }
    if (asked.excludeCredentials) read.excludeCredentials = ids(asked.excludeCredentials)
    if (asked.allowCredentials) read.allowCredentials = ids(asked.allowCredentials)
    return read
  }

  write(key) {
    const response = {}
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[name]) response[name] = words(key.response[name])
    }
    const { id, type } = key
    const clientExtensionResults = key.getClientExtensionResults()
    return { id, rawId: words(key.rawId), type, response, clientExtensionResults }
  }
}

customElements.define("pass-key", PassKey)
