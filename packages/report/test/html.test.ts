import { describe, expect, it } from 'vitest';
import { escapeText, html, join, nameOf, shorten } from '../src/html.js';

describe('escaping', () => {
  it('escapes what has a meaning in markup, in text and in attributes', () => {
    expect(escapeText(`<b a="1" c='2'>&`)).toBe('&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;');
  });

  it('replaces what no page may hold, and keeps every other character', () => {
    expect(escapeText('a\u0000b\u0008c\ud800d\u0085\uffff')).toBe('a\ufffdb\ufffdc\ufffdd\ufffd\ufffd');
    expect(escapeText('tab\tline\nשלום 😀 é')).toBe('tab\tline\nשלום 😀 é');
  });

  it('escapes every value of a template but markup itself', () => {
    expect(html`<p title="${'"'}">${'<i>'}${html`<b>${'&'}</b>`}</p>`.text).toBe(
      '<p title="&quot;">&lt;i&gt;<b>&amp;</b></p>',
    );
  });

  it('writes lists, numbers and nothing', () => {
    expect(html`${['<', html`<br>`, 3]}${undefined}${null}${false}${0}`.text).toBe('&lt;<br>30');
    expect(join(['a', html`<b>b</b>`, '&'], ', ').text).toBe('a, <b>b</b>, &amp;');
  });

  it('keeps the direction of a name to itself', () => {
    expect(nameOf('\u202e<x>').text).toBe('<bdi>\u202e&lt;x&gt;</bdi>');
  });

  it('shortens by characters, not by halves of them', () => {
    expect(shorten('😀😀😀😀', 3)).toBe('😀😀…');
    expect(shorten('abc', 3)).toBe('abc');
  });
});
