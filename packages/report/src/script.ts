/** The page’s only script: it narrows the timeline to an agent, a kind and a day. Without it the page lacks nothing but that. */
export const SCRIPT: string = `(() => {
  const form = document.getElementById('filters');
  const days = [...document.querySelectorAll('#timeline details[data-day]')];
  const none = document.getElementById('none');
  if (!form) return;
  const rows = days.map((day) => [...day.querySelectorAll('tbody tr')]);
  const opened = days.map((day) => day.open);
  const apply = () => {
    const agent = form.elements.agent.value;
    const kind = form.elements.kind.value;
    const chosen = form.elements.day.value;
    const active = agent !== '' || kind !== '' || chosen !== '';
    let shown = 0;
    days.forEach((day, k) => {
      const today = chosen === '' || day.dataset.day === chosen;
      let here = 0;
      for (const row of rows[k]) {
        const fits = today && (kind === '' || row.dataset.k === kind) && (agent === '' || row.dataset.a.split(' ').includes(agent));
        row.hidden = !fits;
        if (fits) here++;
      }
      day.hidden = active && here === 0;
      day.open = active ? here > 0 : opened[k];
      shown += here;
    });
    none.hidden = !active || shown > 0;
    form.elements.shown.value = active ? shown + (shown === 1 ? ' line' : ' lines') : '';
  };
  form.hidden = false;
  form.addEventListener('change', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
})();`;
