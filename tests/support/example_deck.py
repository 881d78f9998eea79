"""A deck with facts of several kinds that refer to each other, one in each row."""

from __future__ import annotations

DECK = """\
deck: mine
title: My deck
source: {title: A book, as_of: 2020-10-15}
kinds:
  rivers:
    one: river
    name: name
    main: flows
    alike: [bank]
    fields:
      name: {type: text, required: true}
      flows: {type: text}
      bank: {type: text, quiet: true}
      length: {type: number, unit: km}
      opened: {type: date}
    questions:
      flows: {ask: "Where does {name} flow?", back: "Which river flows {flows}?"}
      length: {ask: "How long is {name}?"}
      opened: {ask: "When was {name} opened?"}
terms:
  one: {name: alpha, definition: the first letter, tags: [greek]}
  two: {name: beta, definition: the second letter, tags: [greek]}
  three: {name: gamma, definition: the third letter}
  four: {name: delta, definition: the fourth letter, note: a triangle}
  five: {name: epsilon, definition: the fifth letter of all}
  six: {name: zeta, definition: what Ann Archer wrote}
rivers:
  rhine: {name: Rhine, flows: through Basel, bank: left, length: 1233, opened: 1817-05-01}
  elbe: {name: Elbe, flows: through Dresden, bank: left, length: 1094, opened: 1821-06-23}
  oder: {name: Oder, flows: through Breslau, length: 840, opened: 1832-07-02}
  weser: {name: Weser, flows: through Bremen, length: 451, opened: 1823-09-10}
  main: {name: Main, flows: past Frankfurt, length: 525, opened: 1842-03-03}
people:
  ann: {name: Ann Archer, who: a writer}
  bob: {name: Bob Baker, who: a painter}
  cid: {name: Cid Cooper, who: a singer, background: true}
  dan: {name: Dan Drover, who: a dancer}
officials:
  eve: {name: Eve Earl, post: head of the office, country: France, tags: [greek]}
  fay: {name: Fay Fowler, post: mayor of Bremen, country: France}
  gus: {name: Gus Glover, post: judge of the court, country: Poland}
  hal: {name: Hal Hunter, post: keeper of the seal, country: Poland}
quotes:
  end: {quote: It ends., of: the end, by: ann}
  late: {quote: It is late., of: the hour, by: bob}
  cold: {quote: It is cold., of: the winter, by: people/dan}
  gone: {quote: It is gone., of: the summer, by: other/people/zoe}
statements:
  s1: "{{Ann Archer|person}} met Bob Baker in {{1850|date}}."
  s2: "{{Bob Baker|person}} left the {{office|text}} in {{1855|date}}."
  s3: "{{Ivo Ingram|person}} opened the Rhine in {{1817|date}}."
  s4: "{{Dan Drover|person}} closed it in {{1871|date}}."
"""
