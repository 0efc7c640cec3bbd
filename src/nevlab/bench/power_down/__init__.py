"""What belongs to the power-down chapter beside the bench with the whole car: the decay of the link, cards to judge."""

from __future__ import annotations

from nevlab.bench.power_down.cards import Cards, cards, verdict_words
from nevlab.bench.power_down.decay import decay, kona_fall_s, kona_tau_s
from nevlab.bench.power_down.example import worked_example

__all__ = ["Cards", "cards", "decay", "kona_fall_s", "kona_tau_s", "verdict_words", "worked_example"]
