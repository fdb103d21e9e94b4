'use strict';

// A button with data-ask opens the chat with that question in it, as soon as the widget is there.
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-ask]');
  if (!button) return;
  const ask = () => window.Switchboard.open(button.dataset.ask || undefined);
  if (window.Switchboard) ask();
  else addEventListener('switchboard:ready', ask, { once: true });
});
