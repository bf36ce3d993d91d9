"""Reading a page of no known look: what is inferred from the page itself, and what proves it.

- `evidence`: whether the page is an article, and which; `body`, `surroundings`, `byline`, `dating`: its title and text,
  and what stands beside them;
- `signs`: the ids that comments carry; `record`, `records`, `nesting`: the elements that belong to each;
- `parts`, `marks`, `naming`: what a record is made of; `roles` (with `moments`, `authors`, `texts`): what each part is;
- `thread`, `wording`, `counting`: comments, pings, their number and their pages;
- `datelike`, `datewords`, `dateorder`: where a date is, in any language, and whether dates rise;
- `checks`: what was read against what the page declares, and the confidence that this gives.
"""
