// A harness driven by events, whole: what listeners do is not done by who sent the event, and what the bus keeps is a log.
import { beforeAll, describe, expect, it } from 'vitest';
import type { HarnessMap } from '../../../src/contracts.js';
import { evaluateFiles } from '../../support/evaluate-files.js';

const FILES = {
  'pyproject.toml': '[project]\nname = "mill"\nversion = "1"\n[project.scripts]\nmill = "mill.start:main"\n',
  'mill/__init__.py': '',
  'mill/deeds.py': `
from dataclasses import dataclass
@dataclass
class Note:
    number: int = 0
    when: str = ""
@dataclass
class Deed(Note):
    held: bool = False
@dataclass
class Watched(Deed):
    denied: bool = False
@dataclass
class Ground(Watched):
    grain: str = ""
@dataclass
class Carted(Deed):
    to: str = ""
@dataclass
class Mused(Deed):
    text: str = ""
@dataclass
class Seen(Note):
    content: str = ""
@dataclass
class Spent(Note):
    tokens: int = 0
`,
  'mill/sluice.py': `
import asyncio, json
from dataclasses import asdict
from pathlib import Path
from .deeds import Note
class Sluice:
    def __init__(self, folder: Path):
        self.folder = folder
        self._ears = {}
        self._lane = asyncio.Queue()
    def attach(self, name, ear):
        self._ears[name] = ear
    def drop(self, note: Note):
        (self.folder / str(note.number)).write_text(json.dumps(asdict(note)))
        self._lane.put_nowait(note)
    async def spin(self):
        while True:
            note = await self._lane.get()
            for ear in list(self._ears.values()):
                await ear(note)
`,
  'mill/minds.py': `
from openai import AsyncOpenAI
from .deeds import Carted, Ground, Mused
client = AsyncOpenAI()
GRIND = {"type": "function", "function": {"name": "grind", "description": "d", "parameters": {"type": "object"}}}
CART = {"type": "function", "function": {"name": "cart", "description": "d", "parameters": {"type": "object"}}}
MUSE = {"type": "function", "function": {"name": "muse", "description": "d", "parameters": {"type": "object"}}}
MAKERS = {"grind": lambda x: Ground(grain=x["grain"]), "cart": lambda x: Carted(to=x["to"]), "muse": lambda x: Mused(text=x["text"])}
class Mind:
    async def next(self, past):
        reply = await client.chat.completions.create(model="m", messages=past, tools=self.tools())
        call = reply.choices[0].message.tool_calls[0]
        return MAKERS[call.function.name](call.function.arguments)
class Miller(Mind):
    name = "miller"
    def tools(self):
        return [GRIND, CART, MUSE]
class Dreamer(Mind):
    name = "dreamer"
    def tools(self):
        return [MUSE]
`,
  'mill/wheel.py': `
from .deeds import Deed, Ground, Mused, Note, Seen, Spent
from .minds import Mind
from .sluice import Sluice
class TooMany(Exception): ...
class Rounds:
    def __init__(self, most: int):
        self.most = most
        self.done = 0
    def take(self):
        if self.done >= self.most:
            raise TooMany("rounds")
        self.done += 1
class Wheel:
    def __init__(self, sluice: Sluice, mind: Mind, rounds: Rounds):
        self.sluice = sluice
        self.mind = mind
        self.rounds = rounds
        self.past = []
        sluice.attach("wheel", self.hear)
    async def hear(self, note: Note):
        self.past.append(note)
        if isinstance(note, Mused):
            self.sluice.drop(Seen(content="noted"))
        elif isinstance(note, Seen):
            await self.turn()
    async def turn(self):
        self.rounds.take()
        deed = await self.mind.next(self.past)
        self.sluice.drop(deed)
        self.sluice.drop(Spent(tokens=3))
`,
  'mill/stones.py': `
import subprocess
from .deeds import Carted, Deed, Ground, Note, Seen, Watched
from .sluice import Sluice
class Stones:
    def __init__(self, sluice: Sluice):
        self.sluice = sluice
        sluice.attach("stones", self.hear)
    async def hear(self, note: Note):
        if isinstance(note, Watched) and note.denied:
            return
        if isinstance(note, Ground):
            self.sluice.drop(self.grind(note))
        elif isinstance(note, Carted):
            self.sluice.drop(self.cart(note))
    def cart(self, deed: Carted) -> Seen:
        return Seen(content=subprocess.run(deed.to, shell=True, capture_output=True, text=True).stdout)
    def grind(self, deed: Ground) -> Seen:
        return Seen(content=subprocess.run(deed.grain, shell=True, capture_output=True, text=True).stdout)
`,
  'mill/start.py': `
import asyncio
from pathlib import Path
from .deeds import Seen
from .minds import Dreamer, Miller
from .sluice import Sluice
from .stones import Stones
from .wheel import Rounds, Wheel
async def go(dreaming: bool):
    sluice = Sluice(Path("."))
    Stones(sluice)
    Wheel(sluice, Dreamer() if dreaming else Miller(), Rounds(40))
    sluice.drop(Seen(content="begin"))
    await sluice.spin()
def main():
    asyncio.run(go(False))
if __name__ == "__main__":
    main()
`,
};

describe('a harness driven by events', () => {
  let map: HarnessMap;
  beforeAll(async () => {
    map = (await evaluateFiles(FILES)).harness.map;
  });

  it('takes its turns where the model is asked and the answer goes onto the bus', () => {
    expect(map.loops.map((l) => `${l.kind} ${l.site.file}`)).toEqual(['events mill/wheel.py']);
  });

  it('ties each tool to who carries its action out, and to nothing that others do when they hear of it', () => {
    expect(map.tools.map((t) => `${t.name}: ${t.effects.map((e) => e.class).join(' ')}`)).toEqual([
      'grind: shell',
      'cart: shell',
      'muse: ',
    ]);
  });

  it('lets a refusal count for the kinds of actions it looks at', () => {
    expect(map.tools.map((t) => `${t.name} ${t.gated}`)).toEqual(['grind always', 'cart never', 'muse not-needed']);
  });

  it('finds the limit in the object that counts the rounds, on by what the object is given', () => {
    const limit = map.budgets.find((b) => b.site.file === 'mill/wheel.py');
    expect(limit).toMatchObject({ of: 'turns', stops: true, byDefault: true });
  });

  it('has one family of events, down to its leaves, sent where they are put on the bus', () => {
    const family = map.events.find((e) => e.name === 'Note');
    expect(family?.variants).toEqual(expect.arrayContaining(['Ground', 'Mused', 'Seen', 'Spent']));
    expect(family?.emitted.map((e) => e.variant)).toContain('Spent');
  });

  it('reads what the bus keeps as a log of its own', () => {
    const kept = map.logs.filter((l) => l.role === 'writer' && l.site.file === 'mill/sluice.py');
    expect(kept).toMatchObject([{ kind: 'file', structured: true, attached: true }]);
    expect(kept[0]?.says).toEqual(expect.arrayContaining(['number', 'when']));
  });

  it('tells kinds of agents by the classes that bring tools of their own', () => {
    expect(map.agentTypes.map((t) => `${t.how} ${t.name} ${t.tools?.site.text}`)).toEqual([
      'class miller def tools(self):',
      'class dreamer def tools(self):',
    ]);
  });
});
