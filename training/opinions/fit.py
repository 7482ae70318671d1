"""Fine-tune the encoder on the labelled sets: `python training/opinions/fit.py --data DATA --out weights.pt`.

One pass over a sentence serves the four heads, and sentences that two sets label are seen once with all their labels. The
encoder learns slowly at the bottom, faster at the top; the weights kept are a running mean over the last steps.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import torch
from batches import Batch, Example, batch, example, table
from measure import measured
from network import LAYERS, Network
from records import enriched, everything, split, thinned
from torch import Tensor
from torch.nn import functional
from vocabulary import start

from offscript.text.pieces import Pieces

WEIGHT = {"attitude": 1.5, "expression": 1.0, "role": 0.5, "kind": 0.5, "pair": 0.5}
CLASSES = torch.tensor([1.5, 1.0, 1.5])
TAGS = torch.tensor([1.0, 1.5, 1.5, 1.5, 1.5])


def _roles(scores: Tensor, one: Batch, seen: Tensor) -> Tensor:
    """Loss of the roles: which words they point at (softmax), and whether each word is one of them (its own logit)."""
    words = seen.clone()
    words[:, 0] = 0
    words.scatter_(1, seen.sum(1, keepdim=True).long() - 1, 0.0)
    shut = scores.masked_fill(words[:, None, None, :] == 0, -1e4)
    held = one.roles.sum(-1)
    labelled = one.role_rows * (held > 0)
    pointed = -(one.roles / held.clamp(min=1)[..., None] * shut.log_softmax(-1)).sum(-1)
    each = functional.binary_cross_entropy_with_logits(scores, one.roles, reduction="none") * words[:, None, None, :]
    return ((pointed + each.sum(-1)) * labelled).sum() / labelled.sum().clamp(min=1)


def losses(network: Network, one: Batch) -> dict[str, Tensor]:
    """Loss of each head on a batch; a head without labels there has none."""
    words = network.words(one.pieces, one.present, one.pool)
    seen, heads, out = (one.pool.sum(-1) > 0).float(), network.heads, {}
    if len(one.attitude):
        said = heads.attitude(words[one.attitude_row], seen[one.attitude_row], one.attitude_span)
        out["attitude"] = functional.cross_entropy(said.float(), one.attitude, weight=CLASSES.to(said.device))
    if (one.tags >= 0).any():
        out["expression"] = functional.cross_entropy(
            heads.expression(words).float().flatten(0, 1),
            one.tags.flatten(),
            weight=TAGS.to(words.device),
            ignore_index=-1,
        )
    if one.role_rows.any():
        out["role"] = _roles(heads.roles(words).float(), one, seen)
        out["kind"] = functional.cross_entropy(
            heads.kind(words).float().flatten(0, 1), one.kinds.flatten(), ignore_index=-1
        )
    if len(one.pair):
        said = heads.pair(words[one.pair_row], seen[one.pair_row], one.holder_span, one.target_span)
        each = functional.cross_entropy(said.float(), one.pair, weight=CLASSES.to(said.device), reduction="none")
        out["pair"] = (each * one.pair_weight).sum() / one.pair_weight.sum()
    return out


def batches(examples: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Examples of like length together, the batches in random order."""
    order = sorted(examples, key=lambda one: len(one.pieces) + rng.random() * 12)
    cut = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(cut)
    yield from cut


def groups(network: Network, rate: float, decay: float) -> list[dict[str, object]]:
    """Parameters with their rates: lower layers change less."""
    found: list[dict[str, object]] = [{"params": list(network.heads.parameters()), "lr": rate * 10}]
    for i, layer in enumerate(network.encoder.layers):
        found.append({"params": list(layer.parameters()), "lr": rate * decay ** (LAYERS - 1 - i)})
    rest = [network.encoder.positions, *network.encoder.norm.parameters()]
    return [*found, {"params": rest, "lr": rate * decay**LAYERS}]


def fit(
    train: list[Example], dev: list[Example], vectors: Tensor, network: Network, given: argparse.Namespace
) -> Network:
    """Train; what is given back is the running mean of the weights."""
    rng = random.Random(given.seed)
    steps = given.epochs * (len(train) // given.batch + 1)
    optimiser = torch.optim.AdamW(groups(network, given.rate, given.decay), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(s / (0.08 * steps), max(0.02, (steps - s) / (0.92 * steps)))
    )
    mean, step = deepcopy(network), 0
    for epoch in range(given.epochs):
        network.train()
        began, total = time.time(), dict.fromkeys(WEIGHT, 0.0)
        for chosen in batches(train, given.batch, rng):
            with torch.autocast(given.device, torch.bfloat16, enabled=given.half):
                found = losses(network, batch(chosen, vectors).to(given.device))
            loss = sum(WEIGHT[name] * value for name, value in found.items())
            if not isinstance(loss, Tensor):
                continue
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            held = min(0.995, step / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(list(mean.parameters()), list(network.parameters()), 1 - held)
            for name, value in found.items():
                total[name] += float(value.detach())
        report = measured(mean, dev, vectors) if dev and (epoch % 2 or epoch == given.epochs - 1) else {}
        print(
            json.dumps(
                {
                    "epoch": epoch,
                    "seconds": round(time.time() - began),
                    **{k: round(v * given.batch / len(train), 4) for k, v in total.items()},
                    **report,
                }
            ),
            flush=True,
        )
    return mean


def main() -> None:
    """Train on the splits named and keep the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--splits", nargs="+", default=["train"])
    parser.add_argument("--watch", default="dev")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", action="store_true")
    parser.add_argument("--device", default="cpu", help="cuda where there is one")
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    begin = start()
    cut, vectors = Pieces(begin.pieces, begin.scores.tolist()), table(begin)
    network = Network(given.dropout)
    network.encoder.load({name: torch.from_numpy(value) for name, value in begin.tensors.items()})
    records = everything(given.data)
    dev = [example(one, cut) for one in records if split(one) == given.watch]
    kept = [enriched(one) for one in thinned(records) if split(one) in given.splits]
    train = [example(one, cut) for one in kept]
    mean = fit(train, dev, vectors, network.to(given.device), given)
    torch.save(mean.cpu().state_dict(), given.out)


if __name__ == "__main__":
    sys.exit(main())
