(function () {
  'use strict';
  const REACH = 30;
  const AT_ONCE = 60;
  const tip = document.createElement('div');
  tip.id = 'tip';
  tip.setAttribute('role', 'status');
  document.body.append(tip);
  const ring = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
  ring.setAttribute('class', 'here');
  ring.setAttribute('r', 7);

  // Figures are texts until they are drawn: a large report has 100,000 elements in them.
  function draw(drawn) {
    const lazy = drawn.querySelector('.lazy');
    if (lazy) {
      lazy.outerHTML = lazy.textContent;
      highlight(drawn);
      drawn.dispatchEvent(new CustomEvent('drawn', { bubbles: true }));
    }
  }

  // Axes: the pixels and the numbers of both ends.
  function axis(text) {
    const [from, to, low, high, scale, ...label] = text.split(' ');
    const log = scale === 'log';
    const place = log ? Math.log(high / low) : high - low;
    return pixel => {
      const share = (pixel - from) / (to - from);
      const value = log ? low * Math.exp(share * place) : +low + share * place;
      // Drawings have tenths of pixels, and what is finer is not known.
      const known = Math.abs((log ? value : 1) * place / (to - from) / 10);
      return label.join(' ') + ': ' + rounded(value, known);
    };
  }

  function rounded(value, known) {
    const unit = 10 ** Math.floor(-Math.log10(known));
    const number = Math.round(value * unit) / unit;
    return number !== 0 && (Math.abs(number) < 1e-4 || Math.abs(number) >= 1e7)
      ? number.toExponential(2)
      : String(+number.toPrecision(8));
  }

  function vertices(path) {
    return Array.from(path.getAttribute('d').matchAll(/[MLH]([-\d.]+)[,V]([-\d.]+)/g), m => [+m[1], +m[2]]);
  }

  function titled(element) {
    const title = element.querySelector(':scope > title');
    if (!title) {
      return '';
    }
    // Else browsers show it too.
    title.remove();
    return title.textContent;
  }

  function itemsOfPanel(panel) {
    const x = axis(panel.dataset.x);
    const y = axis(panel.dataset.y);
    const items = [];
    const bands = {};
    for (const group of panel.children) {
      const series = group.dataset.series;
      const line = group.querySelector('path[fill=none]');
      const band = group.querySelector('path[fill-opacity]');
      if (band) {
        bands[series] = vertices(band);
      } else if (line) {
        vertices(line).forEach(([px, py]) => {
          const ends = (bands[series] || []).filter(end => end[0] === px).map(end => y(end[1]).replace(/.*: /, ''));
          const text = ends.length === 2 && ends[0] !== ends[1] ? `\n${ends[1]} to ${ends[0]}` : '';
          items.push({ x: px, y: py, panel, series, text: `${series}\n${x(px)}\n${y(py)}${text}` });
        });
      } else {
        group.querySelectorAll('path[transform]').forEach(mark => {
          const [px, py] = mark.getAttribute('transform').match(/[-\d.]+/g).map(Number);
          items.push({ x: px, y: py, panel, series, text: `${series}\n${x(px)}\n${y(py)}\n${titled(mark)}` });
        });
      }
    }
    return items;
  }

  function itemsOfCells(cells) {
    const rows = cells.dataset.rows.split('\n');
    const columns = cells.dataset.columns.split('\n');
    return Array.from(cells.querySelectorAll('rect'), (element, i) => {
      const row = rows[Math.floor(i / columns.length)];
      const value = element.dataset.value || 'no value';
      return { ...center(element), element, series: row, text: `${row}\n${columns[i % columns.length]}\n${value}` };
    });
  }

  function center(element) {
    const box = element.getBBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  const known = new WeakMap();
  function items(svg) {
    if (!known.has(svg)) {
      const all = Array.from(svg.querySelectorAll('svg[data-x]'), itemsOfPanel).flat();
      all.push(...Array.from(svg.querySelectorAll('g[data-rows]'), itemsOfCells).flat());
      svg.querySelectorAll('g[data-series] > title').forEach(title => {
        const element = title.parentElement;
        all.push({ ...center(element), element, series: element.dataset.series, text: titled(element) });
      });
      known.set(svg, all);
    }
    return known.get(svg);
  }

  let shown = null;
  function show(svg, item) {
    shown = item;
    if (!item) {
      tip.textContent = '';
      ring.remove();
      return;
    }
    const place = new DOMPoint(item.x, item.y).matrixTransform(svg.getScreenCTM());
    ring.setAttribute('cx', item.x);
    ring.setAttribute('cy', item.y);
    if (item.element) {
      ring.remove();
    } else {
      svg.append(ring);
    }
    (svg.closest('dialog') || document.body).append(tip);
    tip.textContent = item.text.trim();
    tip.style.left = Math.max(4, Math.min(place.x + 12, innerWidth - tip.offsetWidth - 4)) + 'px';
    const below = place.y + 14;
    tip.style.top = (below + tip.offsetHeight > innerHeight ? place.y - 12 - tip.offsetHeight : below) + 'px';
  }

  function point(event) {
    const svg = event.target.closest && event.target.closest('.drawn > svg');
    if (!svg) {
      if (shown) {
        show(null, null);
      }
      return;
    }
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    let near = null;
    let least = REACH;
    items(svg).forEach(item => {
      const distance = item.element
        ? (item.element.contains(event.target) ? 0 : Infinity)
        : Math.hypot(item.x - at.x, item.y - at.y);
      if (distance < least) {
        least = distance;
        near = item;
      }
    });
    show(svg, near);
  }
  document.addEventListener('pointermove', point);
  document.addEventListener('pointerdown', point);

  // The arrow keys go along a series, and to the next one.
  function step(drawn, key) {
    draw(drawn);
    const svg = drawn.querySelector(':scope > svg');
    const all = items(svg);
    if (!shown || !all.includes(shown)) {
      show(svg, all[0]);
      return;
    }
    const same = item => item.panel === shown.panel && item.series === shown.series;
    if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const along = all.filter(same);
      show(svg, along[along.indexOf(shown) + (key === 'ArrowRight' ? 1 : -1)] || shown);
      return;
    }
    const at = all.indexOf(shown);
    const next = key === 'ArrowDown'
      ? all.slice(at).find(item => !same(item))
      : all.slice(0, at).reverse().find(item => !same(item));
    if (next) {
      const nearest = all.filter(item => item.panel === next.panel && item.series === next.series)
        .reduce((a, b) => Math.abs(b.x - shown.x) < Math.abs(a.x - shown.x) ? b : a);
      show(svg, nearest);
    }
  }

  let picked = '';
  function highlight(drawn) {
    let any = false;
    drawn.querySelectorAll('[data-series]').forEach(element => {
      const own = element.dataset.series === picked;
      any = any || own;
      element.classList.toggle('picked', own);
    });
    drawn.classList.toggle('picking', any);
  }

  function pick(name) {
    picked = name;
    document.querySelectorAll('.drawn').forEach(highlight);
    document.querySelectorAll('.legend button').forEach(button =>
      button.setAttribute('aria-pressed', button.parentElement.dataset.series === picked));
    document.querySelectorAll('table').forEach(table => {
      const columns = Array.from(table.tHead.rows[0].cells, cell => cell.textContent === picked);
      for (const row of table.rows) {
        row.classList.toggle('picked', row.parentElement !== table.tHead
          && Array.from(row.cells).some(cell => cell.textContent === picked));
        Array.from(row.cells).forEach((cell, i) => {
          cell.classList.toggle('column', columns[i]);
          cell.classList.toggle('picked', columns[i]);
        });
      }
    });
  }

  const dialog = document.createElement('dialog');
  document.body.append(dialog);
  function enlarge(figure) {
    const close = document.createElement('button');
    close.textContent = 'Close';
    close.addEventListener('click', () => dialog.close());
    const caption = figure.querySelector('figcaption').firstChild.textContent;
    dialog.setAttribute('aria-label', caption);
    draw(figure.querySelector('.drawn'));
    const drawn = figure.querySelector('.drawn').cloneNode(true);
    dialog.replaceChildren(close, drawn);
    dialog.showModal();
  }

  document.querySelectorAll('.legend li').forEach(item => {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-pressed', 'false');
    button.append(...item.childNodes);
    item.append(button);
  });
  document.querySelectorAll('figure').forEach(figure => {
    const drawn = figure.querySelector('.drawn');
    drawn.tabIndex = 0;
    drawn.setAttribute('role', 'group');
    drawn.setAttribute('aria-label', 'Figure; arrow keys show its values');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'enlarge';
    button.textContent = 'Enlarge';
    button.setAttribute('aria-label', 'Enlarge: ' + figure.querySelector('figcaption').firstChild.textContent);
    figure.querySelector('.files').append(button);
  });
  document.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (button && button.closest('.legend')) {
      const name = button.parentElement.dataset.series;
      pick(name === picked ? '' : name);
    } else if (button && button.className === 'enlarge') {
      enlarge(button.closest('figure'));
    }
  });
  document.addEventListener('keydown', event => {
    const drawn = event.target.classList.contains('drawn') ? event.target : null;
    if (drawn && event.key.startsWith('Arrow') && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      step(drawn, event.key);
    } else if (event.key === 'Escape' && !dialog.open) {
      show(null, null);
      pick('');
    }
  });
  document.addEventListener('focusout', () => show(null, null));

  // Few figures are drawn at once, so that pictures of the whole page have them; many once they come into view.
  const figures = document.querySelectorAll('figure > .drawn');
  if (figures.length <= AT_ONCE) {
    figures.forEach(draw);
  } else {
    const seen = new IntersectionObserver(entries => entries.forEach(entry => {
      if (entry.isIntersecting) {
        seen.unobserve(entry.target);
        draw(entry.target);
      }
    }), { rootMargin: '600px' });
    figures.forEach(drawn => seen.observe(drawn));
    addEventListener('beforeprint', () => figures.forEach(drawn => {
      if (!drawn.closest('details:not([open])')) {
        draw(drawn);
      }
    }));
  }

  // A link to what is folded unfolds it.
  function unfold() {
    const element = document.getElementById(decodeURIComponent(location.hash.slice(1)));
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
