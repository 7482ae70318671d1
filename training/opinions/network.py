"""The network: the published encoder, and four small heads over its words.

`attitude` of a span (three classes), `expression` (which words say so: begin, inside, outside, by polarity), `role` (for each
pair of words, whether the second is the holder, or the target, of what the first says; and whether the holder is the author,
nobody named, or somebody named), `pair` (attitude of one span to another). One pass of the encoder serves all four.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

HIDDEN, LAYERS, HEADS, FEED, POSITIONS = 384, 12, 12, 1536, 512
TAGS = 5
ROLE = 128
REACH = 20
POOL_HEADS = 6


class Layer(nn.Module):
    """One transformer layer in BERT's order: normalised after each sum."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.fi, self.fo = nn.Linear(HIDDEN, FEED), nn.Linear(FEED, HIDDEN)
        self.aln, self.oln = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` (B, L, HIDDEN), `mask` (B, 1, 1, L) added to the scores of what is looked at."""
        b, n, _ = x.shape

        def heads(y: Tensor) -> Tensor:
            return y.view(b, n, HEADS, HIDDEN // HEADS).transpose(1, 2)

        asked, keys, values = heads(self.q(x)), heads(self.k(x)), heads(self.v(x))
        dropped = self.drop.p if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(asked, keys, values, mask.to(asked.dtype), dropped)
        mixed = mixed.transpose(1, 2).reshape(b, n, HIDDEN)
        x = self.aln(x + self.drop(self.ao(mixed)))
        return self.oln(x + self.drop(self.fo(functional.gelu(self.fi(x)))))


class Encoder(nn.Module):
    """Vectors of pieces to vectors of pieces in their sentence."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.positions = nn.Parameter(torch.zeros(POSITIONS, HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, present: Tensor) -> Tensor:
        """`pieces` (B, L, HIDDEN), `present` (B, L) 1 where there is a piece; gives (B, L, HIDDEN)."""
        mask = (1.0 - present.to(pieces.dtype))[:, None, None, :] * -1e4
        x = self.drop(self.norm(pieces + self.positions[: pieces.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load(self, tensors: dict[str, Tensor]) -> None:
        """Take the published weights."""
        with torch.no_grad():
            self.positions.copy_(tensors["emb.pos"].view(-1, HIDDEN) + tensors["emb.type"].view(-1, HIDDEN)[0])
            self.norm.weight.copy_(tensors["emb.ln.w"])
            self.norm.bias.copy_(tensors["emb.ln.b"])
            for i, layer in enumerate(self.layers):
                for name, part in layer.named_children():
                    if isinstance(part, (nn.Linear, nn.LayerNorm)):
                        part.weight.copy_(tensors[f"l{i}.{name}.w"].view(part.weight.shape))
                        part.bias.copy_(tensors[f"l{i}.{name}.b"])


class Heads(nn.Module):
    """What is read off the words of a sentence. `words` (B, n + 2, HIDDEN): the first is the author, the last nobody."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.ask, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.attitude_in, self.attitude_out = nn.Linear(3 * HIDDEN, HIDDEN), nn.Linear(HIDDEN, 3)
        self.pair_in, self.pair_out = nn.Linear(5 * HIDDEN, HIDDEN), nn.Linear(HIDDEN, 3)
        self.tag_in, self.tag_out = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, TAGS)
        self.says, self.other = nn.Linear(HIDDEN, 2 * ROLE), nn.Linear(HIDDEN, 2 * ROLE)
        self.role = nn.Parameter(torch.zeros(2, ROLE + 1, ROLE + 1))
        self.near = nn.Parameter(torch.zeros(2, 2 * REACH + 1))
        self.kind_in, self.kind_out = nn.Linear(2 * HIDDEN, ROLE), nn.Linear(ROLE, 3)
        nn.init.normal_(self.role, std=0.02)
        self.drop = nn.Dropout(dropout)

    def about(self, words: Tensor, present: Tensor, spans: Tensor) -> Tensor:
        """What the sentence says around each span, (S, 2 HIDDEN). `spans` (S, n + 2): weights that sum to 1, a row a sentence."""
        middle = torch.einsum("sn,snh->sh", spans, words)
        s, n, _ = words.shape
        ask = self.ask(middle).view(s, POOL_HEADS, -1)
        key = self.key(words).view(s, n, POOL_HEADS, -1)
        value = self.value(words).view(s, n, POOL_HEADS, -1)
        scores = torch.einsum("sad,snad->san", ask, key) / math.sqrt(HIDDEN // POOL_HEADS)
        scores = scores.masked_fill(present[:, None, :] == 0, -1e4)
        return torch.cat([middle, torch.einsum("san,snad->sad", scores.softmax(-1), value).reshape(s, -1)], -1)

    def attitude(self, words: Tensor, present: Tensor, spans: Tensor) -> Tensor:
        """Logits of -1, 0, 1 towards each span, (S, 3)."""
        found = torch.cat([self.about(words, present, spans), words[:, 0]], -1)
        return self.attitude_out(functional.gelu(self.attitude_in(self.drop(found))))

    def pair(self, words: Tensor, present: Tensor, holders: Tensor, targets: Tensor) -> Tensor:
        """Logits of -1, 0, 1 of each holder towards each target, (S, 3)."""
        one, other = self.about(words, present, holders), self.about(words, present, targets)
        found = torch.cat([one, other, one[:, :HIDDEN] * other[:, :HIDDEN]], -1)
        return self.pair_out(functional.gelu(self.pair_in(self.drop(found))))

    def expression(self, words: Tensor) -> Tensor:
        """Logits of outside, begin and inside of a good word, begin and inside of a bad one, (B, n + 2, 5)."""
        return self.tag_out(functional.gelu(self.tag_in(self.drop(words))))

    def roles(self, words: Tensor) -> Tensor:
        """Logits of holder and target, (B, 2, n + 2, n + 2): row the word that says it, column the word it is said of."""
        b, n, _ = words.shape
        ones = words.new_ones(b, n, 2, 1)
        one = torch.cat([functional.gelu(self.says(self.drop(words))).view(b, n, 2, ROLE), ones], -1)
        other = torch.cat([functional.gelu(self.other(self.drop(words))).view(b, n, 2, ROLE), ones], -1)
        at = torch.arange(n, device=words.device)
        apart = at[None, :] - at[:, None]
        return (
            torch.einsum("birx,rxy,bjry->brij", one, self.role, other)
            + self.near[:, apart.clamp(-REACH, REACH) + REACH]
        )

    def kind(self, words: Tensor) -> Tensor:
        """Logits of whose opinion a word says: the author's, nobody's named, somebody's named, (B, n + 2, 3)."""
        both = torch.cat([words, words[:, :1].expand_as(words)], -1)
        return self.kind_out(functional.gelu(self.kind_in(self.drop(both))))


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder, self.heads = Encoder(dropout), Heads(dropout)

    def words(self, pieces: Tensor, present: Tensor, pool: Tensor) -> Tensor:
        """Vectors of words: means over their pieces, `pool` (B, n + 2, L)."""
        return pool @ self.encoder(pieces, present).to(pool.dtype)
