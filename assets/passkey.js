// Asks a passkey and sends its answer with the form. Only pages with such a button load this.
const part = document.querySelector("[data-passkey]");

const WORDS = {
  NotAllowedError: "Nothing was chosen, or it took too long. Try again, or use another way.",
  InvalidStateError: "This device already has a passkey for your account.",
  SecurityError: "Passkeys do not work at this address. Use another way.",
};

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
      status.textContent = WORDS[error.name] ?? "That did not work. Try again, or use another way.";
    } finally {
      button.disabled = false;
    }
  });
}
