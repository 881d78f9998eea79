"""What it costs to ask a language model, estimated before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# What a token is in characters, by experience.
_CHARACTERS = 4


@dataclass(frozen=True, slots=True)
class Cost:
    """What it costs: the requests, and about how many tokens go out and come back."""

    requests: int
    sent: int
    received: int

    def price(self, price_in: float, price_out: float) -> float:
        """Return the price, from prices for a million tokens."""
        return (self.sent * price_in + self.received * price_out) / 1_000_000


def cost_of_prompts(system: str, prompts: Sequence[str], answer: int) -> Cost:
    """Return about what it costs to send prompts, if each answer has `answer` tokens."""
    sent = sum(len(system) + len(each) for each in prompts)
    return Cost(len(prompts), sent // _CHARACTERS, len(prompts) * answer)
