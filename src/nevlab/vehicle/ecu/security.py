"""Seed and key: the lock of service 0x27."""

from __future__ import annotations

from dataclasses import dataclass

from nevlab.vehicle.draws import draws
from nevlab.vehicle.ecu.codes import Nrc, Refused, need

SEED_LENGTH = 4


def key_from_seed(seed: bytes, secret: int) -> bytes:
    """Give the key for a seed: the seed turned left by 7 bits, XOR the ECU's secret; our own rule, for teaching.

    Real makers keep theirs secret; the form of the exchange is ISO 14229-1's.
    """
    number = int.from_bytes(seed, "big")
    turned = (number << 7 | number >> 25) & 0xFFFFFFFF
    return (turned ^ secret).to_bytes(SEED_LENGTH, "big")


@dataclass
class Lock:
    """The lock's state. After `attempts` wrong keys it gives no seed for `delay_s`; then the count starts again.

    The n-th seed depends on `purpose`, `car_seed` and n alone, so a copy of the lock goes its own way from here.
    """

    secret: int
    attempts: int
    delay_s: float
    car_seed: int
    purpose: str
    given: int = 0
    is_open: bool = False
    seed: bytes = b""
    wrong: int = 0
    blocked_until_s: float = float("-inf")

    def close(self) -> None:
        """Lock; a seed that was given out is void."""
        self.is_open, self.seed = False, b""

    def give_seed(self, now_s: float) -> bytes:
        """Give the seed; zeros when it is open already, the same again while its key is awaited."""
        need(now_s >= self.blocked_until_s, Nrc.DELAY_NOT_EXPIRED)
        if self.is_open:
            return bytes(SEED_LENGTH)
        if not self.seed:
            drawn = draws(self.car_seed, f"{self.purpose} {self.given}")()
            self.given += 1
            self.seed = (1 + int(drawn * 0xFFFFFFFF)).to_bytes(SEED_LENGTH, "big")
        return self.seed

    def take_key(self, key: bytes, now_s: float) -> None:
        """Open with the right key; a wrong one is refused and voids the seed."""
        need(bool(self.seed), Nrc.SEQUENCE_ERROR)
        seed, self.seed = self.seed, b""
        if key == key_from_seed(seed, self.secret):
            self.is_open, self.wrong = True, 0
            return
        self.wrong += 1
        if self.wrong < self.attempts:
            raise Refused(Nrc.INVALID_KEY)
        self.wrong, self.blocked_until_s = 0, now_s + self.delay_s
        raise Refused(Nrc.TOO_MANY_ATTEMPTS)
