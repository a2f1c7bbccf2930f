(function () {
  'use strict';
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const colors = JSON.parse(document.getElementById('dark-colors').textContent);
  const NARROW = 480;
  // Of a column with numbers in it, and of the names beside the first one.
  const COLUMN = 34;
  const NAMES = 130;
  // Of a legend: a letter, and what is beside a name.
  const CHARACTER = 7;
  const SYMBOL = 40;
  // Of what is between two views beside each other: an axis and a gap.
  const BETWEEN = 72;

  function themed(text) {
    return dark.matches ? text.replace(/#[0-9A-F]{6}/g, color => colors[color] || color) : text;
  }

  // Vega-Lite can't break a row of views, nor a legend, where there is no room for it.
  function fitted(spec, width) {
    if (spec.concat) {
      const columns = Math.max(1, Math.min(spec.columns, Math.floor(width / 260)));
      spec.columns = columns;
      spec.concat.forEach(view => {
        view.width = Math.floor(width / columns) - BETWEEN;
        view.title = { text: view.title, limit: view.width };
      });
    }
    // A heat map with numbers is moved under a narrow window rather than squeezed into it.
    if (spec.usermeta && spec.usermeta.columns * COLUMN > width - NAMES) {
      spec.width = spec.usermeta.columns * COLUMN;
    }
    // The names of what is moved under the window may be as long as they are.
    if (width < NARROW && !spec.usermeta) {
      spec.config.axis.labelLimit = Math.round(width * 0.35);
    }
    JSON.stringify(spec, function (key, channel) {
      if (channel && channel.legend && channel.legend.columns) {
        const longest = Math.max(...channel.scale.domain.map(name => name.length));
        const fitting = Math.floor(width / (longest * CHARACTER + SYMBOL));
        const columns = Math.max(width < 2 * NARROW / 3 ? 1 : 2, Math.min(channel.legend.columns, fitting));
        channel.legend.columns = columns;
        channel.legend.labelLimit = width / columns - SYMBOL;
      }
      return channel;
    });
    return spec;
  }

  function still(figure) {
    const drawn = figure.querySelector('.drawn');
    drawn.innerHTML = figure.querySelector('noscript').textContent;
    drawn.classList.add('done');
  }

  // How wide axes are is known once they are drawn.
  function narrowed(spec, excess) {
    spec.concat.forEach(view => { view.width -= Math.ceil(excess / spec.columns); });
    return spec;
  }

  function draw(figure) {
    const drawn = figure.querySelector('.drawn');
    const text = figure.querySelector('script.vega-lite').textContent;
    const spec = fitted(JSON.parse(themed(text)), drawn.clientWidth);
    const embed = fitting => vegaEmbed(drawn, fitting, {
      renderer: 'svg',
      logLevel: vega.Error,
      actions: { export: true, source: false, compiled: false, editor: false },
      downloadFileName: figure.id.replace(/^figure-/, ''),
      tooltip: { theme: dark.matches ? 'dark' : 'light' }
    });
    return embed(spec).then(() => {
      const excess = drawn.scrollWidth - drawn.clientWidth;
      return spec.concat && excess > 0 ? embed(narrowed(spec, excess)) : null;
    }).then(
      () => drawn.classList.add('done'),
      error => { console.error(figure.id, error); still(figure); });
  }

  const figures = Array.from(document.querySelectorAll('figure'));
  const seen = new IntersectionObserver(entries => entries.forEach(entry => {
    if (entry.isIntersecting) {
      seen.unobserve(entry.target);
      entry.target.dataset.shown = '';
      draw(entry.target);
    }
  }), { rootMargin: '400px' });
  figures.forEach(figure => seen.observe(figure));

  const shown = () => figures.filter(figure => 'shown' in figure.dataset);
  dark.addEventListener('change', () => shown().forEach(draw));

  // Paper has the still figures, of all that is unfolded.
  addEventListener('beforeprint', () => figures
    .filter(figure => !figure.closest('details:not([open])'))
    .forEach(still));
  addEventListener('afterprint', () => figures.forEach(figure => {
    if ('shown' in figure.dataset) {
      draw(figure);
    } else {
      figure.querySelector('.drawn').replaceChildren();
    }
  }));

  // A link to what is folded unfolds it.
  function unfold() {
    let element = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (element) {
      for (let outer = element; outer; outer = outer.parentElement) {
        if (outer.tagName === 'DETAILS') {
          outer.open = true;
        }
      }
      element.scrollIntoView();
    }
  }
  addEventListener('hashchange', unfold);
  if (location.hash) {
    unfold();
  }
})();
