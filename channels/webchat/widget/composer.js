// composer.js: where the visitor writes. Enter sends, Shift+Enter makes a new line; files come by button, by pasting
// and by dropping.

class Composer {
  constructor({ send, files, typing }) {
    Object.assign(this, { sendText: send, sendFiles: files, typing });
    this.note = h('div', { class: 'note', role: 'status' });
    this.field = h('textarea', { rows: '1', placeholder: t('write'), 'aria-label': t('writeLabel'), enterkeyhint: 'send', dir: 'auto' });
    this.picker = h('input', { type: 'file', multiple: true, class: 'hidden', tabindex: '-1', 'aria-hidden': 'true' });
    this.button = h('button', { type: 'submit', class: 'round send', 'aria-label': t('send'), title: t('send') }, icon('send'));
    this.attach = h('button', { type: 'button', class: 'round attach', 'aria-label': t('attach'), title: t('attach') }, icon('clip'));
    this.element = h('form', { class: 'composer', novalidate: true }, this.note, h('div', { class: 'row' }, this.attach, this.picker, this.field, this.button));
    this.field.value = tab.get('draft') || '';
    this.listen();
    this.changed();
  }

  listen() {
    this.element.addEventListener('submit', (e) => { e.preventDefault(); this.submit(); });
    this.attach.addEventListener('click', () => this.picker.click());
    this.picker.addEventListener('change', () => { this.sendFiles([...this.picker.files]); this.picker.value = ''; this.focus(); });
    this.field.addEventListener('input', () => { this.changed(); if (this.field.value) this.typing(); });
    this.field.addEventListener('keydown', (e) => {
      this.newLine = e.shiftKey;
      if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.keyCode === 229) return;
      e.preventDefault();
      this.submit();
    });
    // Some keyboards on phones tell no key, only that a line break comes.
    this.field.addEventListener('beforeinput', (e) => {
      if (e.inputType !== 'insertLineBreak' || e.isComposing || this.newLine) return;
      e.preventDefault();
      this.submit();
    });
    this.field.addEventListener('paste', (e) => {
      const files = [...(e.clipboardData?.files || [])];
      if (!files.length || e.clipboardData.getData('text/plain')) return; // office programs add a picture of the text
      e.preventDefault();
      this.sendFiles(files);
    });
  }

  get length() { return Array.from(this.field.value.trim()).length; }

  changed() {
    tab.set('draft', this.field.value);
    this.grow();
    const left = CONFIG.maxText - this.length;
    this.note.textContent = left < 0 ? t('tooLong', { n: CONFIG.maxText }) : left < 200 ? t('left', { n: left }) : '';
    this.note.classList.toggle('bad', left < 0);
    this.button.classList.toggle('ready', this.length > 0 && left >= 0);
  }

  grow() {
    this.field.style.height = 'auto';
    if (this.field.scrollHeight) this.field.style.height = Math.min(this.field.scrollHeight, 140) + 'px';
  }

  submit() {
    const text = this.field.value.trim();
    if (!text || this.length > CONFIG.maxText) { this.focus(); return; }
    this.fill('');
    this.sendText(text);
    this.focus();
  }

  fill(text) {
    this.field.value = text;
    this.changed();
  }

  focus() { this.field.focus({ preventScroll: true }); }
}
