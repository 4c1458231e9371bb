// Forms that sign in, sign up or confirm with a passkey: the script that allauth brings does the work, this says which form it is.
// A form that only works with a passkey is hidden until it can be used.
document.addEventListener('DOMContentLoaded', () => {
  const passkeys = window.allauth && window.allauth.webauthn;
  if (!passkeys || !window.PublicKeyCredential) return;
  const KEYS = { loginForm: 'login', authenticateForm: 'authenticate', addForm: 'add', signupForm: 'signup' };
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const { passkey, passkeyButton, passkeyCredential, passkeyPasswordless, passkeyData } = form.dataset;
    const ids = { [KEYS[passkey]]: passkeyButton, credential: passkeyCredential, data: passkeyData };
    if (passkeyPasswordless) ids.passwordless = passkeyPasswordless;
    passkeys.forms[passkey]({ ids });
    form.hidden = false;
  }
});
