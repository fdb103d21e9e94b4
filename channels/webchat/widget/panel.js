// panel.js: the launcher and the panel, in a shadow root so that the page's style and ours leave each other alone.

const PHONE = matchMedia('(max-width: 520px)');

class Panel {
  constructor({ log, composer, opened, files }) {
    Object.assign(this, { log, composer, opened, isOpen: false });
    this.host = h('div', { id: 'switchboard-chat' });
    // A page's own rules for every div reach this element, and no further.
    this.host.style.cssText = 'all: initial !important; position: fixed !important; z-index: 2147483000 !important; right: 0 !important; bottom: 0 !important;';
    this.root = this.host.attachShadow({ mode: 'open' });
    this.style();
    this.badge = h('span', { class: 'badge', hidden: true, 'aria-hidden': 'true' });
    this.launcher = h('button', { type: 'button', class: 'launcher', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', 'aria-label': t('open'), onclick: () => (this.isOpen ? this.close() : this.open()) },
      icon('chat'), icon('down'), this.badge);
    this.line = h('div', { class: 'status', role: 'status' }, t('connecting'));
    this.face = h('div', { class: 'face', 'aria-hidden': 'true' }, icon('spark'));
    this.dots = h('div', { class: 'typing', hidden: true }, h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), this.typingText = h('span', { role: 'status' }));
    this.dropZone = h('div', { class: 'drop', hidden: true }, icon('clip'), t('drop'));
    const title = h('h2', { id: 'title' }, CONFIG.title || t('chat'));
    this.dialog = h('div', { class: 'panel', role: 'dialog', 'aria-modal': 'false', 'aria-labelledby': 'title', hidden: true },
      h('header', {}, this.face, h('div', { class: 'heading-text' }, title, this.line),
        h('button', { type: 'button', class: 'round close', 'aria-label': t('close'), title: t('close'), onclick: () => this.close() }, icon('close'))),
      log.element, this.dots, composer.element, this.dropZone);
    this.spoken = h('div', { class: 'hidden', role: 'status' }); // the log is silent while the panel is closed
    this.waiting = 0;
    this.frame = h('div', { class: 'frame', lang: LANG }, this.dialog, this.launcher, this.spoken);
    this.root.append(this.frame);
    this.listen(files);
    document.body.append(this.host);
  }

  // style uses a constructed style sheet: a page's Content-Security-Policy may forbid <style>, but not this.
  style() {
    const colors = Object.entries(CONFIG.palette).map(([name, value]) => `--${name}: ${value};`).join(' ');
    const css = `.frame { ${colors} }\n${CONFIG.style}`;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.root.adoptedStyleSheets = [sheet];
  }

  listen(files) {
    this.dialog.addEventListener('keydown', (e) => {
      if (e.key === 'Escape' && !e.isComposing) { e.preventDefault(); this.close(); }
      if (e.key === 'Tab' && PHONE.matches) this.keepFocus(e);
    });
    // The page's own shortcuts must not take the letters that are written here.
    for (const type of ['keydown', 'keyup', 'keypress']) this.dialog.addEventListener(type, (e) => e.stopPropagation());
    const hasFiles = (e) => [...(e.dataTransfer?.types || [])].includes('Files');
    this.dialog.addEventListener('dragover', (e) => { if (hasFiles(e)) { e.preventDefault(); this.dropZone.hidden = false; } });
    this.dialog.addEventListener('dragleave', (e) => { if (!this.dialog.contains(e.relatedTarget)) this.dropZone.hidden = true; });
    this.dialog.addEventListener('drop', (e) => {
      if (!hasFiles(e)) return;
      e.preventDefault();
      this.dropZone.hidden = true;
      files([...e.dataTransfer.files]);
    });
    PHONE.addEventListener('change', () => this.fit());
    window.visualViewport?.addEventListener('resize', () => this.fit());
    window.visualViewport?.addEventListener('scroll', () => this.fit());
  }

  // fit covers a phone's visible part, which the keyboard makes smaller, and keeps the page behind from scrolling.
  fit() {
    const covers = this.isOpen && PHONE.matches;
    const view = window.visualViewport;
    this.dialog.style.height = covers && view ? view.height + 'px' : '';
    this.dialog.style.top = covers && view ? view.offsetTop + 'px' : '';
    this.dialog.setAttribute('aria-modal', String(covers));
    if (covers && this.pageOverflow === undefined) {
      this.pageOverflow = document.documentElement.style.overflow;
      document.documentElement.style.overflow = 'hidden';
    } else if (!covers && this.pageOverflow !== undefined) {
      document.documentElement.style.overflow = this.pageOverflow;
      this.pageOverflow = undefined;
    }
    if (this.log.atEnd) this.log.toEnd();
  }

  keepFocus(e) {
    const stops = [...this.dialog.querySelectorAll('button, a[href], textarea, [tabindex="0"]')].filter((el) => el.offsetParent && !el.disabled);
    const at = stops.indexOf(this.root.activeElement);
    if (e.shiftKey ? at > 0 : at < stops.length - 1) return;
    e.preventDefault();
    stops.at(e.shiftKey ? -1 : 0).focus();
  }

  open({ focus = true } = {}) {
    if (!this.isOpen) {
      this.isOpen = true;
      this.back = document.activeElement;
      this.dialog.hidden = false;
      this.frame.classList.add('open');
      this.launcher.setAttribute('aria-expanded', 'true');
      this.launcher.setAttribute('aria-label', t('close'));
      tab.set('open', '1');
      this.composer.grow();
      this.fit();
      this.log.toEnd();
      this.opened();
    }
    if (focus) this.composer.focus();
  }

  close() {
    if (!this.isOpen) return;
    const inside = document.activeElement === this.host;
    this.isOpen = false;
    this.dialog.hidden = true;
    this.frame.classList.remove('open');
    this.launcher.setAttribute('aria-expanded', 'false');
    tab.set('open', '');
    this.fit();
    this.unread(0);
    if (!inside) return;
    const back = this.back && this.back !== document.body && this.back !== this.host && this.back.isConnected ? this.back : this.launcher;
    back.focus({ preventScroll: true });
  }

  unread(n) {
    this.badge.hidden = n === 0;
    this.badge.textContent = n > 99 ? '99+' : String(n);
    if (n > this.waiting && !this.isOpen) this.spoken.textContent = t('latest') + ': ' + n;
    this.waiting = n;
    if (!this.isOpen) this.launcher.setAttribute('aria-label', n ? t('openUnread', { n }) : t('open'));
  }

  showStatus(status, connected, forbidden) {
    let text = t('connecting');
    let mood = 'away';
    if (forbidden) text = t('forbidden');
    else if (!connected && status) text = t('offline');
    else if (status) [text, mood] = statusWords(status);
    if (this.line.textContent !== text) this.line.textContent = text;
    this.line.dataset.mood = mood;
    this.face.replaceChildren(status?.handled === 'operator' && status.operator ? initials(status.operator) : icon('spark'));
  }

  showTyping(name) {
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.hideTyping(), 6000);
    if (!this.dots.hidden) return;
    this.dots.hidden = false;
    this.typingText.textContent = name ? t('typing', { name }) : t('typingSomebody');
    if (this.log.atEnd) this.log.toEnd();
  }

  hideTyping() {
    this.dots.hidden = true;
    this.typingText.textContent = '';
  }
}

function statusWords(s) {
  switch (s.handled) {
    case 'operator': return [t('statusOperator', { name: s.operator || t('operator') }), 'here'];
    case 'waiting':
      if (!s.open) return [t('statusWaitingClosed'), 'away'];
      return [s.position ? t('statusWaiting', { n: s.position }) : t('statusWaitingSoon'), 'waiting'];
    case 'assistant': return [t('statusAssistant'), 'here'];
    default: return s.open ? [t('statusOpen'), 'here'] : [t('statusClosed'), 'away'];
  }
}
