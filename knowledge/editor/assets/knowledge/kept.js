// Text that is being written is kept in the browser until the server has it.

const prefix = "knowledge:draft:", sent = "knowledge:sent";

function quietly(f) {
  try { return f(); } catch { return null; } // storage is full or forbidden: the text is still on the page
}

export const kept = {
  read: (name) => quietly(() => JSON.parse(localStorage.getItem(prefix + name))),
  write: (name, values) => quietly(() => localStorage.setItem(prefix + name, JSON.stringify({ at: Date.now(), values }))),
  drop: (name) => quietly(() => localStorage.removeItem(prefix + name)),
  sending: (name) => quietly(() => sessionStorage.setItem(sent, name)),
};

// submitted drops the text of the form that was sent last: the server has said that it is saved.
export function submitted() {
  const name = quietly(() => sessionStorage.getItem(sent));
  if (!name) return;
  kept.drop(name);
  quietly(() => sessionStorage.removeItem(sent));
}
