// Requests to our own server. An error carries words for the operator.

export class Refused extends Error {
  constructor(text, status) {
    super(text);
    this.status = status;
  }
}

async function ask(url, init) {
  let answer;
  try {
    answer = await fetch(url, { ...init, headers: { "X-Desk": "1", ...init?.headers }, signal: init?.signal ?? AbortSignal.timeout(60000) });
  } catch (err) {
    if (err.name === "AbortError") throw err;
    throw new Refused("The server cannot be reached. Nothing is lost: try again in a moment.", 0);
  }
  if (answer.status === 401) {
    throw new Refused("You are signed out. Sign in again in another tab; what you wrote is kept.", 401);
  }
  if (answer.headers.get("Content-Type") === "application/json" && !answer.ok) {
    throw Object.assign(new Refused("Not sent yet: look at what differs.", answer.status), await answer.json());
  }
  if (!answer.ok) throw new Refused((await answer.text()).trim() || `The server answered ${answer.status}.`, answer.status);
  return answer;
}

// get fetches HTML.
export async function get(url, signal) {
  return (await ask(url, { signal })).text();
}

// post sends a form and returns where it leads.
export async function post(url, body = new URLSearchParams()) {
  return (await ask(url, { method: "POST", body })).headers.get("X-Go");
}

// heartbeat tells that the desk is open, and returns whether its operator is online or away.
export async function heartbeat() {
  return (await ask("/desk/seen", { method: "POST", body: new URLSearchParams() })).headers.get("X-Presence");
}

// json sends a form and returns what is answered.
export async function json(url, body, signal) {
  return (await ask(url, { method: "POST", body, signal })).json();
}

// uuid is a random key; crypto.randomUUID is missing where the page came by plain http from another machine.
export function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const h = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}
