// Asks a passkey and sends its answer with the form. Only pages with such a button load this.
const part = document.querySelector("[data-passkey]");

// The browser makes bytes of the options, and text of the answer.
async function ask(creates, options) {
  const Key = PublicKeyCredential;
  return creates
    ? navigator.credentials.create({ publicKey: Key.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: Key.parseRequestOptionsFromJSON(options) });
}

if (part && globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  const [without, shown, status] = part.children;
  const button = shown.querySelector("button");
  const form = part.closest("form");
  const field = document.getElementById(part.dataset.field);
  without.hidden = true;
  shown.hidden = false;
  button.addEventListener("click", async () => {
    const creates = "creates" in part.dataset;
    if (creates && !form.elements.name.value.trim()) return form.requestSubmit(); // the service asks for it
    status.textContent = "";
    button.disabled = true;
    try {
      const response = await fetch(part.dataset.passkey, { cache: "no-store", redirect: "error" });
      const answer = await ask(creates, await response.json());
      field.value = JSON.stringify(answer.toJSON());
      form.requestSubmit();
    } catch (error) {
      // The page has a sentence for each name that a browser gives, such as NotAllowedError.
      const name = error.name[0].toLowerCase() + error.name.slice(1);
      status.textContent = part.dataset[name] ?? part.dataset.otherError;
    } finally {
      button.disabled = false;
    }
  });
}
